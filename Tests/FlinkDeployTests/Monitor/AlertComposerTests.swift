import Alerting
import JobHealth
import Testing

@testable import FlinkDeploy

@Suite("The text of a message about alerts")
struct AlertComposerTests {
  private static let begin = 1_790_000_000_000  // 2026-09-21 14:13:20 UTC

  private func composer(_ language: Language, hours: Int = 8, secrets: [String] = []) -> AlertComposer {
    AlertComposer(
      voice: Voice(language, .commands), time: LocalTime { _ in hours * 3600 }, region: "cn-hangzhou", secrets: secrets)
  }

  private func alert(_ number: Int = 1, _ rule: AlertRule = .failed, subject: AlertSubject? = nil) -> Alert {
    var facts = AlertFacts()
    facts.deploymentName = "orders-\(number)"
    facts.jobID = "j\(number)"
    return Alert(
      id: "00000000-0000-4000-8000-00000000000\(number)", subject: subject ?? .deployment("d\(number)"), rule: rule,
      severity: rule.severity, since: Self.begin, openedAt: Self.begin + 5000, facts: facts)
  }

  private func message(_ kind: AlertMessage.Kind, _ alerts: [Alert]) -> AlertMessage {
    AlertMessage(id: "m", kind: kind, alerts: alerts, createdAt: Self.begin + 6000)
  }

  @Test("says what, which job, since when, why, what to do, where, and the ID")
  func firing() {
    var alert = alert()
    alert.facts.failure = HealthReading.Failure(
      exception: "com.fasterxml.jackson.core.JsonParseException", message: "Unexpected character",
      place: MessagePlace(topic: "orders", partition: 3, offset: 1042))
    let text = composer(.english).text(of: message(.firing, [alert]))
    #expect(text.title == "FIRING critical: orders-1: the job failed")
    #expect(
      text.lines == [
        "Deployment: orders-1 (ID d1), job j1", "Since: 2026-09-21 22:13:20 +08:00",
        "Cause: JsonParseException: Unexpected character (topic 'orders', partition 3, offset 1042)",
        "Run: flink-deploy status d1",
        "Console: https://realtime-compute.console.aliyun.com/regions/cn-hangzhou", "Alert: \(alert.id)",
      ])
  }

  @Test("says the same in Chinese")
  func chinese() {
    let text = composer(.chinese).text(of: message(.firing, [alert()]))
    #expect(text.title == "告警（严重）：orders-1：作业实例失败")
    #expect(text.lines.contains("开始时间：2026-09-21 22:13:20 +08:00"))
    #expect(text.lines.contains("原因：未知"))
    let resolved = composer(.chinese).text(of: message(.resolved, [alert()]))
    #expect(resolved.title == "恢复：orders-1：作业实例失败")
  }

  @Test("says from when to when it was, once it is over")
  func resolved() {
    var alert = alert(1, .lagging)
    alert.state = .resolved
    alert.resolvedAt = Self.begin + 720_000
    let text = composer(.english, hours: 0).text(of: message(.resolved, [alert]))
    #expect(text.title == "RESOLVED: orders-1: the job is behind")
    #expect(text.lines.contains("From 2026-09-21 14:13:20 UTC to 2026-09-21 14:25:20 UTC (12 min)"))
    #expect(text.lines.last == "Alert: \(alert.id)")
  }

  @Test("names some of many deployments, and has the ID of each alert")
  func group() {
    let alerts = (1...9).map { alert($0) }
    let text = composer(.english).text(of: message(.firing, alerts))
    #expect(text.title == "FIRING critical: 9 deployments: the job failed: orders-1, orders-2, orders-3 and 6 more")
    for alert in alerts {
      #expect(text.lines.contains("Alert \(alert.id): \(alert.facts.deploymentName ?? "")"))
    }
  }

  @Test("has no deployment if Alibaba Cloud is away")
  func platform() {
    var alert = alert(1, .platformUnreachable, subject: .platform)
    alert.facts = AlertFacts()
    alert.facts.platformText = "ListDeployments failed: Could not connect to server"
    let text = composer(.english).text(of: message(.firing, [alert]))
    #expect(text.title == "FIRING critical: Alibaba Cloud is unreachable")
    #expect(text.lines.contains("Alibaba Cloud: ListDeployments failed: Could not connect to server"))
    #expect(text.lines.contains("Run: flink-deploy doctor"))
    #expect(!text.lines.contains { $0.hasPrefix("Deployment") || $0.hasPrefix("Console") })
  }

  @Test("tells how to go on after a stop outside of flink-deploy")
  func gone() {
    let alert = alert(1, .gone)
    let lines = composer(.english).text(of: message(.firing, [alert])).lines
    #expect(
      lines.contains { $0.contains("flink-deploy start d1") && $0.contains("flink-deploy alerts ack \(alert.id)") })
  }

  @Test("has one line for each fact, whatever the outside systems say, and no secret")
  func clean() {
    var alert = alert()
    alert.facts.platformText = "line one\nline two hunter2 \u{1B}[31m"
    let text = composer(.english, secrets: ["hunter2", ""]).text(of: message(.firing, [alert]))
    for line in [text.title] + text.lines {
      #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(line)")
      #expect(!line.contains("hunter2"))
    }
    #expect(text.lines.contains { $0.contains("***") })
  }

  @Test("has the offset of the time zone", arguments: [(-3600 * 5 - 1800, "-05:30"), (20_700, "+05:45"), (0, "UTC")])
  func offset(_ seconds: Int, _ text: String) {
    #expect(LocalTime { _ in seconds }.text(Self.begin).hasSuffix(" \(text)"))
  }

  @Test(
    "takes the region from the endpoint",
    arguments: [
      ("https://ververica.cn-hangzhou.aliyuncs.com", "cn-hangzhou"),
      ("https://ververica-vpc.ap-southeast-1.aliyuncs.com", "ap-southeast-1"), ("http://127.0.0.1:8080", nil),
    ])
  func region(_ endpoint: String, _ region: String?) throws {
    #expect(try Settings(environment: ["ALIYUN_ENDPOINT": endpoint]).region == region)
  }
}
