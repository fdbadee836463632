/// A place that alerts are sent to.
///
/// Its URL and its secret are credentials. Its description and its mirror do not contain them.
public struct AlertChannel: Sendable, CustomStringConvertible, CustomReflectable {
  /// The name in lower case.
  public let name: String
  /// The service.
  public let kind: ChannelKind
  /// The least severity of alerts that it gets.
  public let severity: AlertSeverity
  /// The URL, the secret, and the parts of them that are as good: to keep them out of other texts.
  public let credentials: [String]
  /// Where messages are posted.
  let address: WebAddress
  /// What signs messages, or logs in to Alertmanager.
  let secret: String?

  /// A channel.
  /// - Parameters:
  ///   - name: The name in any case.
  ///   - kind: The service; nil for the one that the URL shows.
  ///   - url: The URL of the webhook, or the token in it.
  ///   - secret: What signs messages. For Alertmanager, a bearer token or `user:password`.
  ///   - severity: The least severity of alerts that it gets.
  /// - Throws: ``ChannelProblem``.
  public init(
    name: String, kind: ChannelKind? = nil, url: String, secret: String? = nil, severity: AlertSeverity = .warning
  ) throws(ChannelProblem) {
    let address = try ChannelAddress(url, kind: kind)
    if let secret {
      guard secret.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
        address.kind != .webhook || StandardWebhooks.key(secret) != nil
      else { throw .invalidSecret }
    }
    self.name = name.lowercased()
    self.kind = address.kind
    self.severity = severity
    self.address = address.web
    self.secret = secret
    credentials = address.credentials + (secret.map { AlertChannel.spellings(ofSecret: $0, address.kind) } ?? [])
  }

  /// How many messages it takes.
  public var pace: ChannelPace { kind.pace }

  /// The name and the service.
  public var description: String { "\(name) (\(kind.rawValue))" }

  /// The same for a debugger or `dump`.
  public var customMirror: Mirror {
    Mirror(self, children: ["name": name, "kind": kind, "severity": severity], displayStyle: .struct)
  }

  private static func spellings(ofSecret secret: String, _ kind: ChannelKind) -> [String] {
    switch kind {
    case .alertmanager:
      let password = secret.split(separator: ":", maxSplits: 1).dropFirst().map(String.init)
      return [secret] + password + Alertmanager.authorization(secret).split(separator: " ").suffix(1).map(String.init)
    case .webhook: return [secret, StandardWebhooks.encodedKey(secret)]
    case .dingtalk, .feishu, .wecom, .slack: return [secret]
    }
  }
}
