extension CallProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .missingSetting(let setting): "\(setting.rawValue) is not set"
    case .mixedSources(let mixed):
      mixed.isAddressFromDotEnv
        ? "\(mixed.address) is from the .env file, and \(mixed.credential) is not. flink-deploy did not send the credential"
        : "\(mixed.credential) is from the .env file, and \(mixed.address) is not. flink-deploy did not send the credential"
    case .notConfirmed: "The user declined, so nothing was changed"
    case .confirmationUnavailable:
      "FLINK_DEPLOY_CONFIRM requires confirmation, but the MCP client did not ask the user"
    case .readOnly: "FLINK_DEPLOY_READ_ONLY is true, so changes are not allowed"
    }
  }
}

extension ArgumentProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .violations(let violations): "Invalid arguments: \(violations.english(face))"
    case .notExactlyOne(let arguments): "None or several of \(arguments.listed(.english, face)) are given"
    case .onlyWith(let argument, let other, let value):
      "\(argument.name(face)) is given without \(other.name(face)) \(value)"
    case .missing(let argument, let other, let value):
      "\(other.name(face)) \(value) requires \(argument.name(face))"
    case .nullCharacter(let argument): "\(Argument.name(of: argument, face)) contains U+0000, which is not supported"
    }
  }
}

extension CallRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .set(let setting): setting.englishRemedy(face)
    case .uniteSources(let mixed):
      "Set \(mixed.address) and the credential in the same place: both in the environment, or both in .env. "
        + "If you trust the .env file, set \(Settings.trustVariable)=true in the environment"
    case .askAgain(let command):
      "Call again only if the user asks for it. The user can also run this command: \(command)"
    case .runByHand(let command): "Ask the user to run this command: \(command)"
    case .allowChanges: "Unset FLINK_DEPLOY_READ_ONLY to allow changes"
    case .correctArguments: "Correct the arguments and call again"
    case .passOne(let arguments): "Pass exactly one of \(arguments.listed(.english, face))"
    case .match(let argument, let other, let value):
      "Pass \(other.name(face)) \(value), or leave out \(argument.name(face))"
    case .pass(let argument): "Pass \(argument.name(face))"
    case .removeNullCharacter: "Remove the character and call again"
    }
  }
}

extension RequiredSetting {
  /// How to set it.
  func englishRemedy(_ face: Face) -> String {
    let meaning =
      switch self {
      case .region: "the region of the workspace, for example cn-hangzhou"
      case .workspaceID: "the ID of the workspace"
      case .namespace: "the name of the namespace"
      case .kafkaServers: "the bootstrap servers that the Flink job connects to"
      case .hologresEndpoint: "the Hologres endpoint (host:port) that the Flink job connects to"
      case .hologresDatabase: "the name of the Hologres database"
      }
    let way = isForGeneratedSQL ? ", or pass \(Argument.sql.name(face))" : ""
    return "Set \(rawValue) to \(meaning)\(way)"
  }
}
