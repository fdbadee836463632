import Alerting
import Foundation
import Testing

@testable import FlinkDeploy

/// The rules file of alerts.
@Suite("The rules file of alerts")
struct AlertRulesFileTests {
  private static func rules(_ text: String) throws(MalformedAlertRules) -> AlertRules {
    try AlertRulesFile.parse(text, path: "rules.yaml")
  }

  /// What is wrong with a text, with the places.
  private static func mistakes(_ text: String) -> [String] {
    do throws(MalformedAlertRules) { _ = try rules(text) } catch {
      return error.english(.commands).split(separator: "\n").map { String($0.trimmingPrefix("rules.yaml, ")) }
    }
    return []
  }

  @Test(
    "A file that sets nothing leaves all as it is",
    arguments: ["", "# nothing\n", "rules:\n", "rules: {}\ndeployments: []\nsilence: ~\n", "{}", "---\n"])
  func empty(_ text: String) throws {
    #expect(try Self.rules(text) == AlertRules())
  }

  @Test("Every key of every rule is read")
  func everyKey() throws {
    let rules = try Self.rules(
      """
      rules:
        failed: {severity: warning, readings: 3}
        crash_loop: {enabled: false}
        restarting: {restarts: 4, within_seconds: 900}
        no_checkpoint: {intervals: 5, least_seconds: 120}
        lagging: {for_seconds: 600}
        not_writing:
          for_seconds: 0
          severity: "critical"
        backpressured: false
        idle: true
        gone:
        platform_unreachable: {readings: 20}
      """)
    var expected = RuleSettings()
    (expected.failed.severity, expected.failed.readings) = (.warning, 3)
    expected.crashLoop.isOn = false
    expected.restarting.threshold = .restarts(count: 4, withinSeconds: 900)
    expected.noCheckpoint.threshold = .intervals(count: 5, leastSeconds: 120)
    expected.lagging.threshold = .duration(seconds: 600)
    expected.notWriting.threshold = .duration(seconds: 0)
    expected.backpressured.isOn = false
    expected.idle.isOn = true
    expected.platformUnreachable.readings = 20
    #expect(rules == AlertRules(general: expected))
  }

  @Test("A key that is left out keeps its value")
  func partial() throws {
    let rules = try Self.rules("rules: {restarting: {restarts: 4}, no_checkpoint: {least_seconds: 10}}")
    #expect(rules.general.restarting.threshold == .restarts(count: 4, withinSeconds: 600))
    #expect(rules.general.noCheckpoint.threshold == .intervals(count: 3, leastSeconds: 10))
  }

  @Test("Deployments have exceptions by the patterns of their names")
  func deployments() throws {
    let rules = try Self.rules(
      """
      rules: {lagging: {for_seconds: 600}}
      deployments:
        - name: "orders*"
          rules:
            lagging: {for_seconds: 60, severity: critical}
        - {name: 测试-?, rules: {failed: false}}
        - name: all
      """)
    #expect(rules.overrides.map(\.name.text) == ["orders*", "测试-?", "all"])
    #expect(rules.settings(for: "orders-1").lagging.severity == .critical)
    #expect(rules.settings(for: "orders-1").lagging.threshold == .duration(seconds: 60))
    #expect(rules.settings(for: "测试-1").lagging.threshold == .duration(seconds: 600))
    #expect(!rules.settings(for: "测试-1").failed.isOn && rules.settings(for: "测试-12").failed.isOn)
    #expect(rules.settings(for: "all") == rules.general)
  }

  @Test("A silence is a name, or a name with its end")
  func silences() throws {
    let rules = try Self.rules(
      """
      silence:
        - tmp-*
        - name: migration
          until: 2026-01-31T08:00:00+08:00
        - {name: other, until: "2026-01-31T00:00:00Z"}
      """)
    let end = 1_769_817_600_000
    #expect(
      rules.silences == [
        AlertSilence(NamePattern("tmp-*")), AlertSilence(NamePattern("migration"), until: end),
        AlertSilence(NamePattern("other"), until: end),
      ])
    #expect(rules.isSilenced("migration", at: end - 1) && !rules.isSilenced("migration", at: end))
  }

  @Test("All mistakes are listed at once, with line and column")
  func allMistakes() {
    let mistakes = Self.mistakes(
      """
      rule: {}
      rules:
        laging: {}
        lagging:
          for_second: 3
          severity: urgent
          readings: 1
        failed: {for_seconds: 3, enabled: maybe}
        idle: 7
      deployments:
        - rules: {platform_unreachable: false}
        - 3
      silence: tmp
      """)
    #expect(
      mistakes == [
        "line 1, column 1: Unknown key 'rule' (did you mean 'rules'?)",
        "line 3, column 3: Unknown rule 'laging' (did you mean 'lagging'?)",
        "line 5, column 5: Unknown key 'for_second' in 'lagging' (did you mean 'for_seconds'?)",
        "line 6, column 15: 'severity' is 'urgent', not one of warning, critical",
        "line 7, column 15: 'readings' is 1, not a number from 2 to 20",
        "line 8, column 12: Unknown key 'for_seconds' in 'failed' (known: enabled, severity, readings)",
        "line 8, column 37: 'enabled' is 'maybe', not true or false",
        "line 9, column 9: 'idle' is '7', not a mapping",
        "line 11, column 5: Key 'name' is missing",
        "line 11, column 13: Rule 'platform_unreachable' is not about deployments",
        "line 12, column 5: 'deployments' is '3', not a mapping",
        "line 13, column 10: 'silence' is 'tmp', not a list",
      ])
  }

  @Test(
    "A value of another form is refused",
    arguments: [
      ("[]", "line 1, column 1: This is a list, not a mapping"),
      ("rules", "line 1, column 1: This is 'rules', not a mapping"),
      ("rules: []", "line 1, column 8: 'rules' is a list, not a mapping"),
      ("rules: {[a]: 1}", "line 1, column 9: This is a list, not a text"),
      ("rules: {idle: {readings: 2.5}}", "line 1, column 26: 'readings' is '2.5', not a whole number"),
      ("rules: {idle: {readings: \"3\"}}", "line 1, column 26: 'readings' is '3', not a whole number"),
      ("rules: {idle: {readings: }}", "line 1, column 26: 'readings' is empty, not a whole number"),
      ("rules: {idle: {readings: [3]}}", "line 1, column 26: 'readings' is a list, not a whole number"),
      (
        "rules: {idle: {for_seconds: 99999999999999999999}}",
        "line 1, column 29: 'for_seconds' is '99999999999999999999', not a whole number"
      ),
      (
        "rules: {idle: {for_seconds: -1}}",
        "line 1, column 29: 'for_seconds' is -1, not a number from 0 to 604800"
      ),
      (
        "silence: [{name: a, until: tomorrow}]",
        "line 1, column 28: 'until' is 'tomorrow', not a time such as 2026-01-31T08:00:00+08:00"
      ),
      ("silence: [\"\"]", "line 1, column 11: 'silence' is empty, not a text"),
      ("deployments: [{name: }]", "line 1, column 22: 'name' is empty, not a text"),
    ])
  func forms(_ text: String, _ mistake: String) {
    #expect(Self.mistakes(text) == [mistake])
  }

  @Test("A text that is not YAML, or sets a key twice, is refused with the place")
  func notYAML() {
    let open = Self.mistakes("rules:\n  lagging: {for_seconds: 3\nsilence: []\n")
    #expect(open.count == 1 && open[0].hasPrefix("line 3, column ") && open[0].contains("The file is not valid YAML ("))
    #expect(Self.mistakes("rules:\n  idle: true\n  idle: false\n") == ["line 3, column 3: Key 'idle' is set twice"])
    let control = Self.mistakes("rules: \u{1}")
    #expect(control.count == 1 && control[0].contains("The file is not valid YAML ("))
    #expect(Self.mistakes("rules: *missing").first?.contains("undefined alias") == true)
    #expect(Self.mistakes("rules: {}\n---\nrules: {}\n").first?.contains("another document") == true)
  }

  @Test("More than twenty mistakes are counted")
  func manyMistakes() {
    let lines = (0..<23).map { "  nothing\($0): {}" }
    let mistakes = Self.mistakes("rules:\n" + lines.joined(separator: "\n"))
    #expect(mistakes.count == 21 && mistakes.last == "rules.yaml: 3 more mistakes")
  }

  @Test("The mistakes have Chinese texts with the same places")
  func chinese() throws {
    let error = #expect(throws: MalformedAlertRules.self) { try Self.rules("rules:\n  lagging: {readings: x}") }
    #expect(error?.chinese(.commands) == "rules.yaml 第 2 行第 23 列：'readings' 为 'x'，应为整数")
  }

  @Test("The setting names the file; without it, nothing changes")
  func setting() throws {
    #expect(try Settings(environment: [:]).alertRules() == AlertRules())
    let folder = FileManager.default.temporaryDirectory.appending(path: "alert-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "rules.yaml")
    let settings = try Settings(environment: [AlertRulesFile.variable: file.path])
    let missing = #expect(throws: Failure.self) { try settings.alertRules() }
    #expect(missing?.text(Voice(.english, .commands)).hasPrefix("\(file.path): The file cannot be read") == true)
    try Data([0x72, 0xFF]).write(to: file)
    #expect(throws: Failure.self) { try settings.alertRules() }
    try Data("rules: {idle: true}".utf8).write(to: file)
    #expect(try settings.alertRules().general.idle.isOn)
  }

  @Test("The examples of the documentation are valid, and the first one shows the defaults")
  func documentation() throws {
    let page = try SourceCases.text("Sources/FlinkDeploy/Documentation.docc/Monitor.md")
    let examples = page.matches(of: /```yaml\n((?:[^`]|`[^`])*?)```/).map { String($0.1) }
    let first = try #require(examples.first { $0.contains("rules:") })
    #expect(try Self.rules(first).general == RuleSettings())
    for example in examples where example.contains("rules:") {
      #expect(Self.mistakes(example).isEmpty, "\(example)")
    }
  }
}
