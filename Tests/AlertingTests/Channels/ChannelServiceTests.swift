import HTTPTransport
import TestSupport
import Testing

@testable import Alerting

/// Messages over real HTTP to receivers that check them as the services do.
@Suite("Services check messages, and", .endsIfStuck)
struct ChannelServiceTests {
  private static let secrets: [ChannelKind: String] = [
    .dingtalk: "SECflinkdeploy0123456789", .feishu: "demoFeishuSecret", .webhook: "whsec_a2V5NDcxMQ==",
    .alertmanager: "t0ken.value",
  ]

  /// The outcome of a message of this many alerts.
  /// - Parameters:
  ///   - secret: The secret of the channel; nil for the one that the service has.
  ///   - skew: How far the clock of the service is ahead, in milliseconds.
  private static func outcome(
    _ kind: ChannelKind, alerts: Int = 1, secret: String? = nil, skew: Int = 0
  ) async throws -> DeliveryOutcome {
    let rules = ServiceRules(kind: kind, secret: secrets[kind] ?? "", now: ChannelExample.now + skew)
    return try await Receiver.with({ request, _ in rules.answer(to: request) }) { receiver, port in
      let channel = try AlertChannel(
        name: "ops", kind: kind, url: rules.address(port), secret: secret ?? secrets[kind])
      let request = channel.request(for: message(alerts), text: text(alerts), at: ChannelExample.now)
      let result: Result<HTTPResponse, TransportError>
      do throws(TransportError) { result = .success(try await CurlTransport().send(request)) } catch {
        result = .failure(error)
      }
      #expect(receiver.requests.count == 1)
      return channel.outcome(of: result)
    }
  }

  private static func message(_ count: Int) -> AlertMessage {
    ChannelExample.message(.firing, (0..<count).map { ChannelExample.alert(id($0), subject: .deployment("d-\($0)")) })
  }

  /// A text with more than any service takes, if there are many alerts.
  private static func text(_ count: Int) -> MessageText {
    let cause = String(repeating: "原因 <b>&\"x\" ", count: count * 10)
    return MessageText(title: "告警（严重）：\(count) 个作业", lines: [cause] + (0..<count).map { "告警 ID：\(id($0))" })
  }

  private static func id(_ number: Int) -> String { "00000000-0000-4000-8000-\(100_000_000_000 + number)" }

  @Test("take one alert, and a storm of 200 in one message", arguments: ChannelKind.allCases, [1, 200])
  func taken(_ kind: ChannelKind, _ alerts: Int) async throws {
    #expect(try await Self.outcome(kind, alerts: alerts) == .taken)
  }

  private static let others: [(kind: ChannelKind, secret: String)] = [
    (.dingtalk, "SECanother"), (.feishu, "another"), (.webhook, "whsec_YW5vdGhlcg=="), (.alertmanager, "another"),
  ]

  @Test("refuse what is signed with another secret", arguments: others)
  func otherSecret(_ kind: ChannelKind, _ secret: String) async throws {
    guard case .refused = try await Self.outcome(kind, secret: secret) else {
      Issue.record("taken")
      return
    }
  }

  /// The largest difference of clocks that a service allows, in milliseconds.
  private static let skews: [(kind: ChannelKind, most: Int)] = [
    (.dingtalk, 3_600_000), (.feishu, 3_600_000), (.webhook, 300_000),
  ]

  @Test("allow some difference between the clocks, in both directions", arguments: skews)
  func clocks(_ kind: ChannelKind, _ most: Int) async throws {
    for skew in [-most, most] {
      #expect(try await Self.outcome(kind, skew: skew) == .taken)
      guard case .refused = try await Self.outcome(kind, skew: skew + skew.signum() * 1000) else {
        Issue.record("taken with a difference of \(skew) ms")
        continue
      }
    }
  }
}
