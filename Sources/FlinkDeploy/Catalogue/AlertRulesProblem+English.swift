extension MalformedAlertRules {
  private static let most = 20

  func english(_ face: Face) -> String {
    let lines = mistakes.prefix(Self.most).map { "\(path)\($0.place?.english ?? ""): \($0.problem.english)" }
    let rest = mistakes.count - Self.most
    return (lines + (rest > 0 ? ["\(path): \(counted(rest, "more mistake"))"] : [])).joined(separator: "\n")
  }
}

extension AlertRulesMistake.Place {
  fileprivate var english: String { ", line \(line), column \(column)" }
}

extension AlertRulesProblem {
  /// What is wrong, after the name of the file and the place.
  fileprivate var english: String {
    switch self {
    case .unreadableFile: "The file cannot be read"
    case .notUTF8: "The file is not UTF-8"
    case .malformedYAML(let words): "The file is not valid YAML (\(words))"
    case .unknownKey(let key, let parent, let nearest, let known):
      "Unknown key '\(key)'\(parent.map { " in '\($0)'" } ?? "") "
        + (nearest.map { "(did you mean '\($0)'?)" } ?? "(known: \(known.joined(separator: ", ")))")
    case .unknownRule(let rule, let nearest):
      "Unknown rule '\(rule)'" + (nearest.map { " (did you mean '\($0)'?)" } ?? "")
    case .repeatedKey(let key): "Key '\(key)' is set twice"
    case .missingKey(let key): "Key '\(key)' is missing"
    case .notOfDeployments(let rule): "Rule '\(rule)' is not about deployments"
    case .wrongForm(let key, let found, let form):
      "\(key.map { "'\($0)'" } ?? "This") is \(found.english), not \(form.english)"
    case .outOfRange(let key, let value, let lowest, let highest):
      "'\(key)' is \(value), not a number from \(lowest) to \(highest)"
    case .unknownChoice(let key, let found, let choices):
      "'\(key)' is \(found.english), not one of \(choices.joined(separator: ", "))"
    }
  }
}

extension AlertRulesProblem.Found {
  fileprivate var english: String {
    switch self {
    case .text(let text): text.isEmpty ? "empty" : "'\(text)'"
    case .mapping: "a mapping"
    case .list: "a list"
    }
  }
}

extension AlertRulesProblem.Form {
  fileprivate var english: String {
    switch self {
    case .mapping: "a mapping"
    case .list: "a list"
    case .text: "a text"
    case .wholeNumber: "a whole number"
    case .boolean: "true or false"
    case .time: "a time such as 2026-01-31T08:00:00+08:00"
    }
  }
}

extension AlertRulesRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .correct: "Correct the file, then start the monitor again"
    case .makeReadable: "Check the path in \(AlertRulesFile.variable) and the permissions of the file"
    }
  }
}
