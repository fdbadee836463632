import AliyunFlink
import JobHealth
import Synchronization
import Testing

@testable import Deployments

@Suite("Autopilot and scheduled plans")
struct AutomaticTuningTests {
  /// A cloud that says whether each of the two is on; nil if it cannot say.
  private final class Tuner: Cloud {
    private let isAutopilotOn: Bool?
    private let hasPlan: Bool?
    private let count = Mutex(0)

    init(isAutopilotOn: Bool?, hasPlan: Bool?) {
      self.isAutopilotOn = isAutopilotOn
      self.hasPlan = hasPlan
    }

    var calls: Int { count.withLock { $0 } }

    func reply(to call: RemoteCall) async -> RemoteReply {
      count.withLock { $0 += 1 }
      let isOn: Bool? =
        switch call {
        case .readAutopilot: isAutopilotOn
        case .readScheduledPlan: hasPlan
        default: nil
        }
      guard let isOn else { return RemoteReply(.failed(FlinkAPIError(.transport, code: "x", cause: .said("lost")))) }
      return RemoteReply(.tuning(isOn: isOn))
    }
  }

  /// What a series of readings finds out, one call a reading.
  private static func series(_ tuner: Tuner, _ count: Int) async -> [Bool] {
    var (readings, found): ([HealthReading], [Bool]) = ([], [])
    for index in 0..<count {
      var reading = HealthReading(readAt: index)
      let isKnown = reading.takeTuning(from: readings)
      let isOn = isKnown ? nil : await reading.readTuning(of: "d", from: tuner)
      found.append(isOn ?? isKnown)
      readings.insert(reading, at: 0)
    }
    return found
  }

  @Test(
    "are asked for once each, one in a reading",
    arguments: [
      (true, false, [true, true, true], 1), (false, true, [false, true, true], 2),
      (false, false, [false, false, false], 2), (nil, true, [false, false, false], 3),
    ] as [(Bool?, Bool?, [Bool], Int)])
  func once(_ isAutopilotOn: Bool?, _ hasPlan: Bool?, _ expected: [Bool], _ calls: Int) async {
    let tuner = Tuner(isAutopilotOn: isAutopilotOn, hasPlan: hasPlan)
    #expect(await Self.series(tuner, 3) == expected)
    #expect(tuner.calls == calls)
  }
}
