import Alerting
import PipelineTypes
import YAML

/// Reads the nodes of a rules file, and collects what is wrong with them.
struct AlertRulesReader {
  /// What is wrong, in the order in which it was found.
  private(set) var mistakes: [AlertRulesMistake] = []

  /// The rules of a file.
  mutating func rules(_ root: YAMLNode) -> AlertRules {
    var rules = AlertRules()
    for member in members(of: root, named: nil, known: ["rules", "deployments", "silence"]) {
      switch member.key {
      case "rules":
        for (rule, change) in changes(member, isOfDeployments: false) { change.apply(to: &rules.general[rule]) }
      case "deployments": rules.overrides = elements(of: member).compactMap { override($0) }
      default: rules.silences = elements(of: member).compactMap { silence($0) }
      }
    }
    return rules
  }

  /// Notes a mistake at a node.
  mutating func note(_ problem: AlertRulesProblem, at node: YAMLNode) {
    mistakes.append(AlertRulesMistake(AlertRulesMistake.Place(node.mark), problem))
  }
}

extension AlertRulesReader {
  private mutating func override(_ element: Member) -> RuleOverride? {
    var (name, changes): (NamePattern?, [AlertRule: RuleChange]) = (nil, [:])
    for member in members(of: element.value, named: element.key, known: ["name", "rules"]) {
      if member.key == "name" { name = pattern(member) } else { changes = self.changes(member, isOfDeployments: true) }
    }
    guard requireName(of: element), let name else { return nil }
    return RuleOverride(name, changes)
  }

  /// A silence: a name, or a name and the time until when it lasts.
  private mutating func silence(_ element: Member) -> AlertSilence? {
    if element.value.mapping == nil { return pattern(element).map { AlertSilence($0) } }
    var (name, until): (NamePattern?, Int?) = (nil, nil)
    for member in members(of: element.value, named: element.key, known: ["name", "until"]) {
      if member.key == "name" { name = pattern(member) } else { until = time(member) }
    }
    guard requireName(of: element), let name else { return nil }
    return AlertSilence(name, until: until)
  }

  /// Whether an element says which deployments it is about; a mistake in the name itself is noted elsewhere.
  private mutating func requireName(of element: Member) -> Bool {
    guard let mapping = element.value.mapping else { return false }
    if mapping.contains(where: { $0.key.scalar?.text == "name" }) { return true }
    note(.missingKey("name"), at: element.value)
    return false
  }

  /// What is different about some rules.
  private mutating func changes(_ member: Member, isOfDeployments: Bool) -> [AlertRule: RuleChange] {
    var changes: [AlertRule: RuleChange] = [:]
    for entry in members(of: member.value, named: member.key, known: nil) {
      guard let rule = AlertRule(rawValue: entry.key) else {
        let names = AlertRule.allCases.map(\.rawValue)
        note(.unknownRule(entry.key, nearest: EditDistance.nearest(to: entry.key, in: names)), at: entry.name)
        continue
      }
      if isOfDeployments, rule == .platformUnreachable {
        note(.notOfDeployments(entry.key), at: entry.name)
        continue
      }
      changes[rule] = change(of: rule, entry)
    }
    return changes
  }

  /// What is different about one rule; `true` and `false` stand for `enabled` alone.
  private mutating func change(of rule: AlertRule, _ member: Member) -> RuleChange {
    var change = RuleChange()
    if let isOn = member.value.bool {
      change.isOn = isOn
      return change
    }
    let known = ["enabled", "severity", "readings"] + RuleSettings()[rule].threshold.keys
    for entry in members(of: member.value, named: member.key, known: known) {
      switch entry.key {
      case "enabled": change.isOn = boolean(entry)
      case "severity": change.severity = severity(entry)
      case "readings": change.readings = number(entry, 2...20)
      case "for_seconds": change.seconds = number(entry, 0...604_800)
      case "restarts": change.restarts = number(entry, 1...1_000)
      case "within_seconds": change.withinSeconds = number(entry, 60...86_400)
      case "intervals": change.intervals = number(entry, 1...1_000)
      default: change.leastSeconds = number(entry, 10...604_800)
      }
    }
    return change
  }
}

extension RuleSetting.Threshold {
  /// The keys of its numbers.
  fileprivate var keys: [String] {
    switch self {
    case .none: []
    case .duration: ["for_seconds"]
    case .restarts: ["restarts", "within_seconds"]
    case .intervals: ["intervals", "least_seconds"]
    }
  }
}
