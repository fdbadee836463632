import ModelContextProtocol
import Notices

/// Why a call failed before an operation began.
enum CallProblem: Problem {
  /// A required setting is not set.
  case missingSetting(RequiredSetting)
  /// The address of an outside system and the credential for it come from different places.
  case mixedSources(MixedSources)
  /// The user declined the call; the command that does the same.
  case notConfirmed(command: String)
  /// The client did not ask the user for confirmation; the command that does the same.
  case confirmationUnavailable(command: String)
  /// The settings do not allow changes.
  case readOnly

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .missingSetting(let setting): CallRemedy.set(setting)
    case .mixedSources(let mixed): CallRemedy.uniteSources(mixed)
    case .notConfirmed(let command): CallRemedy.askAgain(command: command)
    case .confirmationUnavailable(let command): CallRemedy.runByHand(command: command)
    case .readOnly: CallRemedy.allowChanges
    }
  }
}

/// Why the arguments of a call are invalid.
enum ArgumentProblem: Problem {
  /// They violate the input schema of the tool.
  case violations([SchemaViolation])
  /// None or several of these are given.
  case notExactlyOne([Argument])
  /// An argument is given that is only allowed with a value of another one.
  case onlyWith(Argument, other: Argument, value: String)
  /// An argument is missing that a value of another one requires.
  case missing(Argument, other: Argument, value: String)
  /// An argument contains U+0000.
  case nullCharacter(argument: String)

  /// The stable name, the same for all of them.
  var code: String { "invalid_arguments" }

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .violations: CallRemedy.correctArguments
    case .notExactlyOne(let arguments): CallRemedy.passOne(arguments)
    case .onlyWith(let argument, let other, let value): CallRemedy.match(argument, other: other, value: value)
    case .missing(let argument, _, _): CallRemedy.pass(argument)
    case .nullCharacter: CallRemedy.removeNullCharacter
    }
  }
}

/// What can be done about a call that failed before an operation began.
enum CallRemedy: Remedy {
  case set(RequiredSetting)
  case uniteSources(MixedSources)
  case askAgain(command: String)
  case runByHand(command: String)
  case allowChanges
  case correctArguments
  case passOne([Argument])
  case match(Argument, other: Argument, value: String)
  case pass(Argument)
  case removeNullCharacter
}
