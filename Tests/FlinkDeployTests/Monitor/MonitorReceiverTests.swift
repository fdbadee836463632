import Alerting
import JSONCoding
import TestSupport
import Testing

@testable import AliyunFlink
@testable import FlinkDeploy

@Suite("The monitor and a receiver in trouble", .endsIfStuck)
struct MonitorReceiverTests {
  /// What is wrong with the first two attempts.
  enum Trouble: CaseIterable {
    /// The receiver takes the message, and answers too late.
    case slow
    /// It asks for a pause.
    case busy
    /// It answers with an error.
    case failing
    /// It answers with bytes that are not HTTP.
    case garbage
    /// It closes the connection.
    case closing

    fileprivate var answer: LoopbackReceiver.Answer {
      switch self {
      case .slow: .hold
      case .busy: .status(429, headers: ["Retry-After: 90"])
      case .failing: .status(503, body: "<html>故障</html>")
      case .garbage: .bytes("\u{0}\u{1}SSH-2.0-OpenSSH_9.2\r\n\r\n")
      case .closing: .bytes("")
      }
    }
  }

  @Test("sends each message until it is taken, in order and with the same ID and body", arguments: Trouble.allCases)
  func repeated(_ trouble: Trouble) async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      // A request that gets no answer ends with the lease.
      var watch = try await scene.watch(lease: .milliseconds(1200))
      try await watch.round(2)
      scene.receiver.answer { count in count <= 2 ? trouble.answer : .status(204) }
      let begin = scene.clock.milliseconds
      scene.namespace.end("d1", .failed, failure: "boom")
      try await watch.round(2)
      if trouble == .busy { #expect(scene.clock.milliseconds - begin >= 180_000) }
      scene.namespace.start("d1")
      try await watch.round(3)
      let messages = scene.receiver.messages
      #expect(messages.map(\.status) == ["firing", "firing", "firing", "resolved"], "\(messages.map(\.title))")
      #expect(scene.receiver.distinct.map(\.status) == ["firing", "resolved"])
      #expect(Set(scene.receiver.requests.prefix(3).map(\.body)).count == 1)
      #expect(Set(messages.flatMap(\.alertIDs)).count == 1)
      for line in ["does not take messages at present", "takes messages again"] {
        #expect(scene.log.all.filter { $0.contains(line) }.count == 1, "\(scene.log.all)")
      }
    }
  }
}
