import Testing

@testable import FlinkDeploy

@Suite("The budget of a round")
struct RoundPlannerTests {
  private typealias Candidate = RoundPlanner.Candidate
  private static let now = 10_000_000

  private func candidate(_ id: String, _ reason: Candidate.Reason, readSecondsAgo seconds: Int?) -> Candidate {
    Candidate(deploymentID: id, reason: reason, readAt: seconds.map { Self.now - $0 * 1000 })
  }

  @Test("is nine tenths of 15 calls a second, and one call at least", arguments: [(1.0, 13), (30, 405), (60, 810)])
  func budget(_ interval: Double, _ calls: Int) {
    #expect(RoundPlanner(interval: interval).budget == calls)
  }

  @Test("goes to suspicions first, then to alerts, then to those that wait longest")
  func order() {
    let candidates = [
      candidate("other", .other, readSecondsAgo: 100), candidate("own", .own, readSecondsAgo: 100),
      candidate("alert", .alert, readSecondsAgo: 100), candidate("suspicion", .suspicion, readSecondsAgo: 100),
      candidate("old", .own, readSecondsAgo: 900), candidate("new", .own, readSecondsAgo: nil),
    ]
    let planned = RoundPlanner(interval: 60).readings(of: candidates, spent: 0, now: Self.now)
    #expect(planned == ["new", "suspicion", "old", "alert", "own", "other"])
  }

  @Test("counts what is spent, and reads one job in any case", arguments: [(0, 90), (405, 45), (810, 1), (5000, 1)])
  func spent(_ spent: Int, _ count: Int) {
    let candidates = (1...500).map { (number: Int) in candidate("d\(number)", .own, readSecondsAgo: number) }
    #expect(RoundPlanner(interval: 60).readings(of: candidates, spent: spent, now: Self.now).count == count)
  }

  @Test("leaves no job unread while many others are in trouble", arguments: [1.0, 30])
  func fair(_ interval: Double) {
    let planner = RoundPlanner(interval: interval)
    var readAt = Dictionary(uniqueKeysWithValues: (0..<60).map { ("d\($0)", 0) })
    var now = 1_000_000
    var read: Set<String> = []
    for _ in 0..<400 {
      now += Int(interval * 1000)
      let candidates = readAt.map { id, time in
        // All but ten have an alert that stays open.
        Candidate(deploymentID: id, reason: id.count > 2 ? .alert : .own, readAt: time == 0 ? nil : time)
      }
      for id in planner.readings(of: candidates, spent: 0, now: now) {
        readAt[id] = now
        read.insert(id)
      }
    }
    #expect(read.count == 60)
    // The one that waits longest waits for some turns of all, not forever.
    let longest = readAt.values.map { now - $0 }.max() ?? .max
    #expect(longest < Int(interval * 1000) * 60 * 6)
  }

  @Test("is spread over time: what comes after the burst waits")
  func pace() {
    var pace = CallPace(now: 0)
    #expect(pace.spend(40, now: 0) == 0)
    #expect(pace.spend(15, now: 0) == 1000)
    #expect(pace.spend(0, now: 1000) == 0)
    #expect(pace.spend(-15, now: 1000) == 0)
    #expect(pace.spend(15, now: 1000) == 0)
    #expect(pace.spend(30, now: 2000) == 1000)
    // A clock that is set back lends nothing.
    #expect(pace.spend(15, now: 0) == 2000)
    #expect(pace.spend(40, now: 1_000_000) == 0)
  }
}
