import JSONCoding

/// What a message does to a row of the table that it is about.
enum RowEvent {
  case insertion(JSON)
  /// - Parameter old: The values before, as far as the message has them.
  case update(old: JSON?, new: JSON)
  case deletion(JSON)

  /// The events in `message`, which is read as `format`.
  static func events(of message: JSON, _ format: MessageFormat) -> [RowEvent] {
    let events: [RowEvent?]
    switch format {
    case .json: events = [.insertion(message)]
    case .connectJSON: events = [message["payload"].map(RowEvent.insertion)]
    case .debeziumJSON(let includesSchema):
      let change = includesSchema ? message["payload"] ?? message : message
      let (old, new) = (change["before"], change["after"])
      events =
        switch change["op"]?.string {
        case "c", "r": [new.map(RowEvent.insertion)]
        case "u": [new.map { .update(old: old, new: $0) }]
        case "d": [old.map(RowEvent.deletion)]
        default: []
        }
    case .canalJSON:
      let old = message["old"]?.array ?? []
      events = (message["data"]?.array ?? []).enumerated().map { index, row in
        event(message["type"]?.string, old: index < old.count ? old[index] : nil, row)
      }
    case .maxwellJSON: events = [message["data"].flatMap { event(message["type"]?.string, old: message["old"], $0) }]
    }
    return events.compactMap { $0 }.filter { $0.row.object != nil }
  }

  /// An event by the word that Canal and Maxwell have for it.
  private static func event(_ type: String?, old: JSON?, _ row: JSON) -> RowEvent? {
    switch type?.lowercased() {
    case "insert", "bootstrap-insert": .insertion(row)
    case "update": .update(old: old, new: row)
    case "delete": .deletion(row)
    default: nil
    }
  }

  private var row: JSON {
    switch self {
    case .insertion(let row), .update(_, let row), .deletion(let row): row
    }
  }

  /// The names of the key's columns that the envelope of `message` lists; nil where it lists none.
  static func listedKey(of message: JSON, _ format: MessageFormat) -> [String]? {
    let list: JSON? =
      switch format {
      case .canalJSON: message["pkNames"]
      case .maxwellJSON: message["primary_key_columns"]
      case .json, .connectJSON, .debeziumJSON: nil
      }
    let names = list?.array?.compactMap(\.string) ?? []
    return names.isEmpty ? nil : names
  }
}
