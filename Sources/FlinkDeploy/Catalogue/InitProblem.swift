import Notices

/// Why `init` does not write a file.
enum InitProblem: Problem, Error {
  /// Settings are missing.
  case missing([InitQuestion])
  /// The value of a setting is malformed.
  case malformed(SettingsError)
  /// A line of standard input is a malformed answer; it is not shown, because it can be a secret.
  case malformedLine(InitQuestion, SettingsProblem)
  /// The value contains a line end or U+0000, which a line of the file cannot hold.
  case lineEnd(InitQuestion)
  /// The connection URI has a password where others can see it.
  case visiblePassword(InitQuestion)
  /// Settings that have no use together with the other answers.
  case unused([InitQuestion])
  /// Standard input has this many lines more than there are questions.
  case surplusLines(Int)
  /// Standard input sets variables that are not asked for.
  case unknownVariables([String])
  /// Standard input has a line that is not `NAME=value`.
  case malformedInput(SettingsProblem)
  /// Standard input cannot be read, or is not UTF-8.
  case unreadableInput
  /// The file exists.
  case fileExists(path: String)
  /// The file is a link: other programs can use the file that it leads to.
  case link(path: String, target: String)
  /// The file cannot be written, in the words of the operating system.
  case unwritableFile(path: String, reason: String)

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .missing: InitRemedy.answer
    case .malformed(let error): SettingsRemedy(problem: error.problem)
    case .malformedLine(_, let problem), .malformedInput(let problem): SettingsRemedy(problem: problem)
    case .lineEnd: InitRemedy.removeLineEnd
    case .visiblePassword: InitRemedy.hidePassword
    case .unused: InitRemedy.leaveOut
    case .surplusLines: InitRemedy.nameLines
    case .unknownVariables: InitRemedy.removeVariables
    case .unreadableInput: InitRemedy.encodeInput
    case .fileExists: InitRemedy.overwrite
    case .link, .unwritableFile: InitRemedy.chooseFile
    }
  }

  /// Whether settings are missing.
  var isMissing: Bool { if case .missing = self { true } else { false } }

  /// Whether the command line, the environment or standard input is wrong, and not the state of the machine.
  var isUsage: Bool {
    switch self {
    case .fileExists, .link, .unwritableFile: false
    default: true
    }
  }

  /// The settings that it is about.
  var questions: [InitQuestion] {
    switch self {
    case .missing(let questions), .unused(let questions): questions
    case .malformed(let error): InitQuestion(rawValue: error.variable).map { [$0] } ?? []
    case .malformedLine(let question, _), .lineEnd(let question), .visiblePassword(let question): [question]
    case .surplusLines, .unknownVariables, .malformedInput, .unreadableInput, .fileExists, .link, .unwritableFile:
      []
    }
  }
}

/// What can be done when `init` does not write a file.
enum InitRemedy: Remedy {
  case answer
  case removeLineEnd
  case hidePassword
  case leaveOut
  case nameLines
  case removeVariables
  case encodeInput
  case overwrite
  case chooseFile
}
