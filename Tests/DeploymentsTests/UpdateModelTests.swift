import TestSupport
import Testing

/// Updates under random faults, crashes and verdicts, from a seed.
@Suite("An update under random faults", .endsIfStuck)
struct UpdateModelTests {
  private static let runs: UInt64 = 400

  @Test("ends with the new version or the old one, and with one job at most", arguments: UpdateScenario.allCases)
  func run(_ scenario: UpdateScenario) {
    var problems: [String] = []
    var ends: [String: Int] = [:]
    for seed in 0..<Self.runs {
      var run = UpdateRun(scenario, seed: seed)
      if let problem = run.play() { problems.append("\(scenario) seed \(seed): \(problem)") }
      ends[run.ending, default: 0] += 1
    }
    #expect(problems.isEmpty, "\(problems.count) runs failed:\n\(problems.prefix(3).joined(separator: "\n"))")
    #expect(ends.count > 1, "\(ends)")
  }

  @Test(
    "beside a person in the console never has two jobs, loses no state, and says what is there",
    arguments: UpdateScenario.allCases)
  func meddled(_ scenario: UpdateScenario) {
    var problems: [String] = []
    var ends: [String: Int] = [:]
    for seed in 0..<Self.runs / 2 {
      var run = UpdateRun(scenario, seed: seed, hand: ConsoleHand(seed: seed))
      if let problem = run.play() { problems.append("\(scenario) seed \(seed): \(problem)") }
      ends[run.ending, default: 0] += 1
    }
    #expect(problems.isEmpty, "\(problems.count) runs failed:\n\(problems.prefix(3).joined(separator: "\n"))")
    #expect(ends.count > 1, "\(ends)")
  }

  @Test("between starts, stops, returns and deploys in the console leaves the version that is recorded, with one job")
  func sequence() {
    var problems: [String] = []
    var ends: [String: Int] = [:]
    var drifts = 0
    for seed in 0..<Self.runs / 4 {
      var run = SequenceRun(seed: seed)
      if let problem = run.play() { problems.append("seed \(seed): \(problem)") }
      ends.merge(run.ends, uniquingKeysWith: +)
      drifts += run.drifts
    }
    #expect(problems.isEmpty, "\(problems.count) runs failed:\n\(problems.prefix(3).joined(separator: "\n"))")
    #expect(drifts > 0, "no person was seen to change the deployment")
    #expect(["update ", "start ", "stop "].allSatisfy { ends[$0, default: 0] > 0 }, "\(ends)")
  }
}

enum UpdateScenario: CaseIterable {
  case sql, settings, sqlAndSettings, withoutJob, discarding, hot, hotOnly
}
