import JobHealth
import TestSupport
import Testing

@testable import Alerting

/// A day of 1,000 jobs on a simulated clock, with a round every 30 seconds.
///
/// It takes two seconds. If a round cost more than its looks and changes, it would take many minutes.
@Suite("A day of a monitor")
struct DayTests {
  private static let jobs = 1_000
  private static let rounds = 24 * 60 * 2
  /// The readings that a round can afford: 15 API calls a second, at most 9 for each.
  private static let readings = 45

  /// A job that fails at one round and runs again at another one.
  private struct Outage {
    let job: Int
    let rounds: Range<Int>
  }

  @Test("Each of 100 failures of 1,000 jobs in a day opens and resolves one alert", .endsIfStuck)
  func day() {
    let ids = (0..<Self.jobs).map { "0a1b2c3d-0000-4000-8000-00000000\(1000 + $0)" }
    var looks = ids.map { JobLook.at(.running, id: $0, name: "job", job: "j") }
    let outages = (0..<100).map { Outage(job: $0 * 7, rounds: 20 + $0 * 25..<20 + $0 * 25 + 10) }
    var begins: [Int: [Outage]] = [:]
    for outage in outages {
      begins[outage.rounds.lowerBound, default: []].append(outage)
      begins[outage.rounds.upperBound, default: []].append(outage)
    }
    var board = AlertBoard()
    let rules = AlertRules()
    var (opened, resolved, id) = (0, 0, 0)
    for number in 0..<Self.rounds {
      let time = 1_700_000_000_000 + number * 30_000
      for outage in begins[number] ?? [] {
        looks[outage.job].state = outage.rounds.contains(number) ? .failed(text: "no slots") : .running
      }
      let read = (0..<Self.readings).map { (number * Self.readings + $0) % Self.jobs }
      for job in read where looks[job].state == .running { looks[job].health = .reading(.flowing, at: time) }
      let changes = board.judge(MonitorRound(time: time, looks: looks), rules) {
        id += 1
        return "\(id)"
      }
      for job in read { looks[job].health = nil }
      for change in changes {
        switch change {
        case .opened: opened += 1
        case .resolved: resolved += 1
        case .seen, .escalated: break
        }
      }
    }
    #expect(opened == 100 && resolved == 100 && board.alerts.isEmpty && board.cases.isEmpty)
  }
}
