import Alerting
import FoundationEssentials
import PipelineTypes
import YAML

extension AlertRulesReader {
  /// A key of a mapping and its value, or an element of a list under the key of the list.
  struct Member {
    /// The key.
    let key: String
    /// The node of the key; of an element, its own.
    let name: YAMLNode
    /// The value.
    let value: YAMLNode
  }

  /// The members of a mapping, without those that are not known; a value that was left out has none.
  /// - Parameters:
  ///   - key: The key of the mapping; nil for the whole file.
  ///   - known: The keys that it may have; nil for all.
  mutating func members(of node: YAMLNode, named key: String?, known: [String]?) -> [Member] {
    guard let mapping = node.mapping else {
      if !node.isLeftOut { note(.wrongForm(key: key, node.found, expected: .mapping), at: node) }
      return []
    }
    var members: [Member] = []
    var names: Set<String> = []
    for (name, value) in mapping.map({ ($0.key, $0.value) }) {
      guard let text = name.scalar?.text else {
        note(.wrongForm(key: nil, name.found, expected: .text), at: name)
        continue
      }
      guard names.insert(text).inserted else {
        note(.repeatedKey(text), at: name)
        continue
      }
      if let known, !known.contains(text) {
        note(
          .unknownKey(text, of: key, nearest: EditDistance.nearest(to: text, in: known), known: known), at: name)
        continue
      }
      members.append(Member(key: text, name: name, value: value))
    }
    return members
  }

  /// The elements of a list; a value that was left out has none.
  mutating func elements(of member: Member) -> [Member] {
    guard let sequence = member.value.sequence else {
      if !member.value.isLeftOut { note(member, expected: .list) }
      return []
    }
    return sequence.map { Member(key: member.key, name: $0, value: $0) }
  }

  /// A pattern of names.
  mutating func pattern(_ member: Member) -> NamePattern? {
    guard let text = member.value.scalar?.text, !text.isEmpty else {
      note(member, expected: .text)
      return nil
    }
    return NamePattern(text)
  }

  /// `true` or `false`.
  mutating func boolean(_ member: Member) -> Bool? {
    guard let value = member.value.bool else {
      note(member, expected: .boolean)
      return nil
    }
    return value
  }

  /// A whole number in decimal digits.
  mutating func number(_ member: Member, _ allowed: ClosedRange<Int>) -> Int? {
    guard let scalar = member.value.scalar, scalar.style == .plain, let value = Int(scalar.text) else {
      note(member, expected: .wholeNumber)
      return nil
    }
    guard allowed.contains(value) else {
      note(
        .outOfRange(key: member.key, value, lowest: allowed.lowerBound, highest: allowed.upperBound), at: member.value)
      return nil
    }
    return value
  }

  /// A severity.
  mutating func severity(_ member: Member) -> AlertSeverity? {
    let choices = AlertSeverity.allCases.map(\.rawValue)
    guard let text = member.value.scalar?.text, let severity = AlertSeverity(rawValue: text) else {
      note(.unknownChoice(key: member.key, member.value.found, choices: choices), at: member.value)
      return nil
    }
    return severity
  }

  /// A time in milliseconds since 1970.
  mutating func time(_ member: Member) -> Int? {
    guard let text = member.value.scalar?.text, let date = try? Date(text, strategy: .iso8601),
      abs(date.timeIntervalSince1970) < 1e12
    else {
      note(member, expected: .time)
      return nil
    }
    return Int(date.timeIntervalSince1970 * 1000)
  }

  private mutating func note(_ member: Member, expected: AlertRulesProblem.Form) {
    note(.wrongForm(key: member.key, member.value.found, expected: expected), at: member.value)
  }
}

extension YAMLNode {
  /// The boolean of a word without quotes; nil for another value.
  var bool: Bool? {
    guard let scalar, scalar.style == .plain, tag == nil else { return nil }
    return YAMLWord.boolean(scalar.text)
  }

  /// Whether there is a key and no value.
  fileprivate var isLeftOut: Bool {
    guard let scalar, scalar.style == .plain else { return false }
    return YAMLWord.isNull(scalar.text)
  }

  /// What it is, for an error.
  fileprivate var found: AlertRulesProblem.Found {
    switch content {
    case .scalar(let scalar): .text(String(scalar.text.prefix(100)))
    case .mapping: .mapping
    case .sequence: .list
    }
  }
}
