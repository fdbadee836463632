import Testing

@testable import Alerting

/// The rules as values.
@Suite("Settings of rules")
struct AlertRulesTests {
  @Test("Each rule has a setting of its own", arguments: AlertRule.allCases)
  func settings(_ rule: AlertRule) {
    var settings = RuleSettings()
    #expect(settings[rule].severity == rule.severity && settings[rule].readings == 2)
    #expect(settings[rule].isOn == (rule != .idle))
    settings[rule].readings = 7
    for other in AlertRule.allCases { #expect(settings[other].readings == (other == rule ? 7 : 2)) }
  }

  @Test("Later overrides win, each over what it names")
  func overrides() {
    var (all, orders) = (RuleChange(), RuleChange())
    (all.severity, all.seconds, all.readings) = (.critical, 60, 3)
    (orders.seconds, orders.isOn) = (10, false)
    var rules = AlertRules(overrides: [
      RuleOverride(NamePattern("*"), [.lagging: all]), RuleOverride(NamePattern("orders*"), [.lagging: orders]),
    ])
    let other = rules.settings(for: "invoices").lagging
    #expect(other.severity == .critical && other.readings == 3 && other.isOn)
    #expect(other.threshold == .duration(seconds: 60))
    let lagging = rules.settings(for: "orders-2").lagging
    #expect(lagging.severity == .critical && lagging.readings == 3 && !lagging.isOn)
    #expect(lagging.threshold == .duration(seconds: 10))
    #expect(rules.settings(for: "orders-2").failed == RuleSettings().failed)
    rules.overrides.reverse()
    #expect(rules.settings(for: "orders-2").lagging.threshold == .duration(seconds: 60))
  }

  @Test("A change only has the numbers of its rule")
  func numbers() {
    var change = RuleChange()
    (change.seconds, change.restarts, change.withinSeconds) = (1, 2, 3)
    (change.intervals, change.leastSeconds) = (4, 5)
    var settings = RuleSettings()
    for rule in AlertRule.allCases { change.apply(to: &settings[rule]) }
    #expect(settings.failed.threshold == .none && settings.lagging.threshold == .duration(seconds: 1))
    #expect(settings.restarting.threshold == .restarts(count: 2, withinSeconds: 3))
    #expect(settings.noCheckpoint.threshold == .intervals(count: 4, leastSeconds: 5))
    var one = RuleChange()
    one.restarts = 9
    one.apply(to: &settings.restarting)
    #expect(settings.restarting.threshold == .restarts(count: 9, withinSeconds: 3))
  }

  @Test("A silence ends when it says")
  func silences() {
    let rules = AlertRules(silences: [AlertSilence(NamePattern("test-*"), until: 1_000)])
    #expect(rules.isSilenced("test-1", at: 999) && !rules.isSilenced("test-1", at: 1_000))
    #expect(!rules.isSilenced("orders", at: 0))
    #expect(AlertRules(silences: [AlertSilence(NamePattern("a"))]).isSilenced("a", at: .max - 1))
  }

  @Test(
    "Patterns of names",
    arguments: [
      ("orders", "orders", true), ("orders", "orders2", false), ("orders*", "orders", true),
      ("orders*", "orders-2", true), ("*orders", "my-orders", true), ("*orders", "orders2", false),
      ("o*s", "orders", true), ("o*r*s", "orders", true), ("o*x*s", "orders", false), ("order?", "orders", true),
      ("order?", "order", false), ("*", "", true), ("?", "", false), ("", "", true), ("", "a", false),
      ("**a", "ba", true), ("*a*b*c", "xaybzcc", true), ("*ab", "aab", true),
      ("订单*", "订单-1", true), ("?单", "订单", true), ("Orders", "orders", false),
    ])
  func patterns(_ pattern: String, _ name: String, _ fits: Bool) {
    #expect(NamePattern(pattern).matches(name) == fits)
  }

  @Test("A pattern with many wildcards is not slow")
  func slowPattern() {
    let pattern = NamePattern(String(repeating: "*a", count: 50) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2_000)))
  }
}
