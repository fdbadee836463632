import Notices

/// What is wrong with one place of the rules file of alerts.
enum AlertRulesProblem: Notice {
  /// What a value is.
  enum Found: Sendable, Equatable {
    case text(String)
    case mapping, list
  }

  /// What a value must be.
  enum Form: Sendable, Equatable, CaseIterable {
    case mapping, list, text, wholeNumber, boolean
    /// A time with its offset from UTC.
    case time
  }

  // The file
  case unreadableFile
  case notUTF8
  /// Not YAML, in the words of the parser.
  case malformedYAML(String)

  // Keys
  /// A key that the mapping at the key `of` cannot have; nil for the whole file.
  case unknownKey(String, of: String?, nearest: String?, known: [String])
  case unknownRule(String, nearest: String?)
  /// The mapping has the key twice.
  case repeatedKey(String)
  /// The mapping lacks the key.
  case missingKey(String)
  /// The rule is not about deployments, so that it has no exceptions for some of them.
  case notOfDeployments(String)

  // Values
  /// The value of the key is something else; nil for the whole file, or a key.
  case wrongForm(key: String?, Found, expected: Form)
  case outOfRange(key: String, Int, lowest: Int, highest: Int)
  case unknownChoice(key: String, Found, choices: [String])
}

/// A mistake in the rules file of alerts.
struct AlertRulesMistake: Sendable, Equatable {
  /// A place in the file; both numbers begin at 1.
  struct Place: Sendable, Equatable {
    let line: Int
    let column: Int
  }

  /// Where it is; nil if it is about the whole file.
  let place: Place?
  /// What is wrong.
  let problem: AlertRulesProblem

  /// A mistake.
  init(_ place: Place?, _ problem: AlertRulesProblem) {
    self.place = place
    self.problem = problem
  }
}

/// A rules file of alerts that cannot be used, with all its mistakes.
struct MalformedAlertRules: Problem, Error {
  /// The path of the file.
  let path: String
  /// The mistakes in the order of the file; never empty.
  let mistakes: [AlertRulesMistake]

  var code: String { "malformed_alert_rules" }

  var remedy: any Remedy {
    let isUnreadable = mistakes.contains { $0.problem == .unreadableFile }
    return isUnreadable ? AlertRulesRemedy.makeReadable : AlertRulesRemedy.correct
  }
}

/// What can be done about a rules file of alerts.
enum AlertRulesRemedy: Remedy {
  /// Correct the file.
  case correct
  /// Make the file readable.
  case makeReadable
}
