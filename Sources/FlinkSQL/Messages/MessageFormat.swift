/// How Flink reads the messages of a topic.
///
/// Options and rules: Flink's formats `json`, `debezium-json`, `canal-json`, `maxwell-json`, 1.17 and 1.20.
public enum MessageFormat: Sendable, Hashable {
  /// Each message is a row.
  case json
  /// Each message is a row below `payload`, beside its `schema`: what the JsonConverter of Kafka Connect writes with
  /// `schemas.enable`.
  case connectJSON
  /// Each message is a change, in Debezium's envelope.
  /// - Parameter includesSchema: Whether the envelope stands below `payload`, beside its `schema`.
  case debeziumJSON(includesSchema: Bool)
  /// Each message is a list of changes, in Canal's envelope.
  case canalJSON
  /// Each message is a change, in Maxwell's envelope.
  case maxwellJSON

  /// The name that the option `format` takes; also the prefix of its own options.
  public var name: String {
    switch self {
    case .json, .connectJSON: "json"
    case .debeziumJSON: "debezium-json"
    case .canalJSON: "canal-json"
    case .maxwellJSON: "maxwell-json"
    }
  }

  /// Whether messages update and delete rows.
  public var isChangeLog: Bool {
    switch self {
    case .json, .connectJSON: false
    case .debeziumJSON, .canalJSON, .maxwellJSON: true
    }
  }

  /// Whose envelope it is; nil for none.
  var envelope: Envelope? {
    switch self {
    case .json: nil
    case .connectJSON: .connect
    case .debeziumJSON: .debezium
    case .canalJSON: .canal
    case .maxwellJSON: .maxwell
    }
  }

  /// The member of a message that holds the row, where Flink's reader does not unpack it by itself.
  var container: String? { self == .connectJSON ? "payload" : nil }
}
