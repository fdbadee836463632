import Alerting

/// The channels that alerts are sent to.
extension Settings {
  /// The variable with the names of the channels.
  static let alertsVariable = "FLINK_DEPLOY_ALERTS"

  /// A setting of one channel, by the end of its variable.
  enum ChannelSetting: String {
    case url = "URL"
    case secret = "SECRET"
    case kind = "KIND"
    case severity = "SEVERITY"

    /// The variable of the channel `name`, such as `FLINK_DEPLOY_ALERT_OPS_URL`.
    func variable(of name: String) -> String { "FLINK_DEPLOY_ALERT_\(name.uppercased())_\(rawValue)" }
  }

  /// The channels in the order of their names in the setting; none if it is not set.
  static func alertChannels(_ reader: SettingsReader) throws(SettingsError) -> [AlertChannel] {
    guard let text = try reader.string(alertsVariable) else { return [] }
    var channels: [AlertChannel] = []
    for (index, part) in text.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      let name = part.split(separator: " ").joined(separator: " ").lowercased()
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
        throw SettingsError(alertsVariable, .invalidChannelName(place: index + 1))
      }
      if channels.contains(where: { $0.name == name }) { throw SettingsError(alertsVariable, .repeatedChannel(name)) }
      channels.append(try alertChannel(name, reader))
    }
    return channels
  }

  private static func alertChannel(_ name: String, _ reader: SettingsReader) throws(SettingsError) -> AlertChannel {
    func variable(_ setting: ChannelSetting) -> String { setting.variable(of: name) }
    let kind = try reader.choice(variable(.kind), of: ChannelKind.self)
    let severity = try reader.choice(variable(.severity), of: AlertSeverity.self)
    let secret = try reader.string(variable(.secret))
    guard let url = try reader.string(variable(.url)) else {
      throw SettingsError(variable(.url), .missingChannelURL(channel: name))
    }
    do throws(ChannelProblem) {
      return try AlertChannel(name: name, kind: kind, url: url, secret: secret, severity: severity ?? .warning)
    } catch {
      switch error {
      case .unknownKind:
        throw SettingsError(
          variable(.kind), .unknownChannelKind(url: variable(.url), choices: ChannelKind.allCases.map(\.rawValue)))
      case .invalidURL: throw SettingsError(variable(.url), .invalidChannelURL)
      case .plainHTTP: throw SettingsError(variable(.url), .unencryptedChannelURL)
      case .invalidSecret: throw SettingsError(variable(.secret), .invalidChannelSecret)
      }
    }
  }

  /// The URLs and secrets of all channels, also of those that the setting does not name.
  var alertCredentials: [String] {
    let values = environment.filter { name, _ in
      name.hasPrefix("FLINK_DEPLOY_ALERT_") && (name.hasSuffix("_URL") || name.hasSuffix("_SECRET"))
    }
    return Array(values.values) + alertChannels.flatMap(\.credentials)
  }
}
