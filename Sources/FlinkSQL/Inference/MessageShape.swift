import JSONCoding

/// What a message is, seen by itself.
enum MessageShape: Equatable {
  /// A change, or a row in the envelope of Kafka Connect.
  /// - Parameter hasRow: Whether it holds a row, so that it is sure to be what it seems.
  case enveloped(MessageFormat, hasRow: Bool)
  /// A message that changes no row.
  case control(ControlMessage)
  /// A change of Debezium whose rows are JSON as text, as its connector for MongoDB writes them, in these members.
  case textSides([String], MessageFormat)
  /// Any other object.
  case plain

  /// The shape of `object`.
  init(_ object: JSON) {
    let payload = MessageShape.payload(of: object)
    let bare: MessageFormat = MessageShape.isConnect(object) ? .connectJSON : .json
    if let shape = DebeziumShape(payload ?? object, includesSchema: payload != nil).shape(otherwise: bare) {
      self = shape
    } else if bare == .connectJSON {
      self = .enveloped(.connectJSON, hasRow: true)
    } else {
      self = CanalShape(object)?.shape ?? MaxwellShape(object)?.shape ?? .plain
    }
  }

  /// What stands beside a schema; nil where there is none.
  private static func payload(of object: JSON) -> JSON? {
    guard let payload = object["payload"], let schema = object["schema"], schema.object != nil || schema.isNull else {
      return nil
    }
    return payload
  }

  /// Whether it is `{"schema": ..., "payload": ...}` and nothing else, with a struct or nothing in it.
  private static func isConnect(_ object: JSON) -> Bool {
    guard let schema = object["schema"], let payload = object["payload"], object.object?.members.count == 2 else {
      return false
    }
    let isStruct = schema["type"]?.string == "struct" && schema["fields"]?.array != nil
    return isStruct && (payload.object != nil || payload.isNull) || schema.isNull && payload.isNull
  }

  /// How a message of this shape is read; nil where it is a row by itself, or none.
  var format: MessageFormat? { if case .enveloped(let format, _) = self { format } else { nil } }

  /// The rows that a message of this shape writes, deletions apart.
  func rows(of object: JSON) -> [JSON] {
    switch self {
    case .plain, .textSides: return [object]
    case .control: return []
    case .enveloped(let format, _):
      let change = format.hasSchema ? object["payload"] ?? object : object
      let rows =
        switch format {
        case .json, .connectJSON: [change]
        case .debeziumJSON: [change["after"]]
        case .canalJSON: change["data"]?.array ?? []
        case .maxwellJSON: [change["data"]]
        }
      return rows.compactMap { $0 }.filter { $0.object != nil }
    }
  }

  /// The row by which a message's key is understood; the message itself where it has none, or several.
  func keyedRow(of object: JSON) -> JSON {
    guard case .enveloped(let format, _) = self else { return object }
    let rows = rows(of: object)
    if rows.count == 1 { return rows[0] }
    if case .debeziumJSON(let includesSchema) = format {
      let change = includesSchema ? object["payload"] ?? object : object
      return change["before"].flatMap { $0.object == nil ? nil : $0 } ?? change
    }
    return format == .connectJSON ? object["payload"] ?? object : object
  }
}

/// A message that changes no row.
struct ControlMessage: Hashable {
  /// Whose it is.
  let envelope: Envelope
  /// What it is for.
  let kind: ControlKind
  /// How it is read where no change shows what the topic is; nil where it cannot be anything else.
  let otherwise: MessageFormat?
}

extension MessageFormat {
  /// Whether rows or changes stand below `payload`, beside a schema.
  var hasSchema: Bool { self == .connectJSON || self == .debeziumJSON(includesSchema: true) }
}
