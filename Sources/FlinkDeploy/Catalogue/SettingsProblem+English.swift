extension SettingsProblem {
  /// What is wrong with the value of `variable`.
  func english(_ variable: String) -> String {
    switch self {
    case .invalidRegion(let value): "\(variable) is '\(value)', which is not a region ID"
    case .invalidEndpoint(let value): "\(variable) is '\(value)', which is not a valid endpoint"
    case .endpointWithUser: "\(variable) contains a user name"
    case .invalidDatabaseURI: "\(variable) is not a valid Postgres connection URI"
    case .missingCounterpart(let other): "\(variable) is not set, but \(other) is set"
    case .noEncryption(let settings): "\(variable) does not use encryption, but \(settings) is set"
    case .missingMechanism(let other, _): "\(variable) is not set, but \(other) requires SASL"
    case .missingStorePassword(let store): "\(variable) is not set, but the key store of \(store) needs a password"
    case .sameFileName(let other): "\(variable) has the same file name as \(other)"
    case .passwordOfPEM: "\(variable) is set, but a PEM file has no password"
    case .placeholder: "\(variable) still holds a placeholder"
    case .outerBlanks: "\(variable) begins or ends with a blank or a line end"
    case .invalidFile(let value): "\(variable) is '\(value)', which is not an address or an absolute path of a file"
    case .invalidSeconds(let value, let lowest, let highest, _):
      "\(variable) is '\(value)', which is not a number of seconds from \(lowest) to \(highest)"
    case .invalidChoice(let value, _): "\(variable) is '\(value)', which is not one of its values"
    case .invalidAddress(let value): "\(variable) is '\(value)', which is not host:port"
    case .invalidSecretName: "\(variable) is not a valid name of a namespace variable (secret)"
    case .invalidChannelName(let place): "\(variable) has an invalid channel name at position \(place)"
    case .repeatedChannel(let name): "\(variable) contains the channel '\(name)' twice"
    case .missingChannelURL(let name):
      "\(variable) is not set, but \(Settings.alertsVariable) contains the channel '\(name)'"
    case .unknownChannelKind(let url, _): "\(variable) is not set, and \(url) does not show the service"
    case .invalidChannelURL: "\(variable) is not a valid webhook URL or token"
    case .unencryptedChannelURL: "\(variable) uses plain HTTP to another machine"
    case .invalidChannelSecret:
      "\(variable) is not valid Base64 after whsec_, or contains control characters"
    case .unreadableFile(let path): "\(variable) is '\(path)', which cannot be read"
    case .lineWithoutEquals(let line): "\(variable) line \(line) has no '='"
    case .lineWithoutName(let line): "\(variable) line \(line) has no valid variable name before '='"
    case .lineWithOpenQuote(let line): "\(variable) line \(line) has an unclosed quote, or text after a closing quote"
    case .trustsItself: "\(variable) sets FLINK_DEPLOY_TRUST_DOTENV, which only the process environment may set"
    case .foreignFile: "\(variable) belongs to another user, or every user can write it"
    }
  }

  /// How to correct the value.
  var englishRemedy: String {
    switch self {
    case .invalidRegion: "Set it to the region of the workspace, for example cn-hangzhou"
    case .invalidEndpoint: "Set it to https://HOST. Use http only for a loopback address"
    case .endpointWithUser: "Set it to https://HOST without a user name"
    case .invalidDatabaseURI: "Set it to postgresql://user:password@host:port/database"
    case .missingCounterpart: "Set both variables or neither"
    case .noEncryption(let settings): "Set it to SSL or SASL_SSL, or unset \(settings)"
    case .missingMechanism(_, let choices), .invalidChoice(_, let choices), .unknownChannelKind(_, let choices):
      "Set it to one of \(choices.joined(separator: ", "))"
    case .missingStorePassword: "Set it to the name of the namespace variable (secret) with the password"
    case .sameFileName: "Rename one of the files, because the job finds both in one directory"
    case .passwordOfPEM(let keyPassword): "Unset it. Set \(keyPassword) for the password of the key"
    case .placeholder: "Replace the placeholder with the value, or unset the variable"
    case .outerBlanks: "Remove the blanks"
    case .invalidFile: "Set it to oss://BUCKET/PATH, or to an absolute path on the machines of the job"
    case .invalidSeconds(_, _, _, let standard): "Set it to a number, for example \(standard)"
    case .invalidAddress: "Set it to host:port"
    case .invalidSecretName:
      "Set it to the name of the variable, not to its value. Use letters, digits, underscores and hyphens"
    case .invalidChannelName: "Use letters, digits and underscores, and separate the names by commas"
    case .repeatedChannel: "List each channel once"
    case .missingChannelURL(let name):
      "Set it to the webhook URL of the channel, or remove '\(name)' from \(Settings.alertsVariable)"
    case .invalidChannelURL: "Set it to the webhook URL of the service, or to the token in that URL"
    case .unencryptedChannelURL: "Use https. Plain HTTP is only allowed for a loopback address"
    case .invalidChannelSecret: "Copy the secret from the receiver again"
    case .unreadableFile: "Set it to the path of a file that you can read, or unset it"
    case .lineWithoutEquals, .lineWithoutName, .lineWithOpenQuote: "Write the line as NAME=value"
    case .trustsItself: "Remove the line. Set the variable in the environment if you trust the file"
    case .foreignFile: "Make the file readable only by you: run chown and chmod 600"
    }
  }
}
