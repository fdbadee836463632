import Testing

@testable import JobHealth

/// The verdicts from reading to reading, while something happens to the job.
@Suite("Verdicts on series of readings")
struct SeriesTests {
  @Test(
    "The right verdict comes within 30 s and stays, and none comes that is wrong", arguments: RecordedSeries.all)
  func course(_ series: RecordedSeries) throws {
    let problems = try series.problems(stride: 1, offset: 0)
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test(
    "Half of the readings give no wrong verdict either", arguments: RecordedSeries.all, [0, 1])
  func halfAsOften(_ series: RecordedSeries, _ offset: Int) throws {
    // With pauses of up to 10 s that grow, readings 4 s apart say too little for 20 s.
    guard !series.testDescription.hasPrefix("slow-with-timeouts") else { return }
    let problems = try series.problems(stride: 2, offset: offset)
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test("There is a series of each kind")
  func kinds() {
    let kinds = Set(RecordedSeries.all.map { $0.testDescription.prefix { $0 != "." }.dropLast(2) })
    #expect(
      kinds == [
        "bad-message", "dropped", "dropped-again", "freed", "killed-task-manager", "lagging", "locked",
        "locked-while-idle",
        "locked-with-timeouts", "slow", "slow-with-timeouts", "wrong-password",
      ])
  }
}
