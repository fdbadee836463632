import JSONCoding

/// How many of the objects seen are changes in an envelope of a change data capture: counts, so that order plays no part.
struct EnvelopeProfile: Sendable, Equatable {
  private var debezium = 0
  private var debeziumWithSchema = 0
  private var canal = 0
  private var maxwell = 0
  private var connect = 0
  /// Fields that Kafka Connect declares as decimals and writes as bytes.
  private var encodedDecimals: Set<ExactName> = []

  init() {}

  init(_ object: JSON) {
    if let payload = object["payload"], let schema = object["schema"], schema.object != nil || schema.isNull,
      EnvelopeProfile.isDebezium(payload)
    {
      debeziumWithSchema = 1
    } else if EnvelopeProfile.isConnect(object) {
      connect = 1
      encodedDecimals = EnvelopeProfile.encodedDecimals(in: object)
    } else if EnvelopeProfile.isDebezium(object) {
      debezium = 1
    } else if let type = object["type"]?.string, object["table"]?.string != nil, object["database"]?.string != nil {
      if type == type.uppercased(), let rows = object["data"], rows.array != nil || rows.isNull {
        canal = 1
      } else if type == type.lowercased(), object["data"]?.object != nil {
        maxwell = 1
      }
    }
  }

  private static func isDebezium(_ object: JSON) -> Bool {
    guard let operation = object["op"]?.string, ["c", "r", "u", "d", "t", "m"].contains(operation) else { return false }
    return object["before"] != nil || object["after"] != nil
  }

  /// The row inside of the envelope; the object itself where there is none, or one of rows in a list.
  static func row(of object: JSON) -> JSON {
    guard let payload = object["payload"], object["schema"] != nil else { return change(object) }
    if isDebezium(payload) { return change(payload) }
    return isConnect(object) ? payload : object
  }

  private static func change(_ object: JSON) -> JSON {
    guard isDebezium(object) else { return object }
    let row = object["after"]
    return row?.object == nil ? object["before"] ?? object : row ?? object
  }

  /// Whether it is `{"schema": ..., "payload": ...}` and nothing else, with a struct or nothing in it.
  private static func isConnect(_ object: JSON) -> Bool {
    guard let schema = object["schema"], let payload = object["payload"], object.object?.members.count == 2 else {
      return false
    }
    let isStruct = schema["type"]?.string == "struct" && schema["fields"]?.array != nil
    return isStruct && (payload.object != nil || payload.isNull) || schema.isNull && payload.isNull
  }

  /// By Kafka Connect's own name of the logical type; unless told otherwise its values are base64.
  private static func encodedDecimals(in object: JSON) -> Set<ExactName> {
    let names = (object["schema"]?["fields"]?.array ?? []).compactMap { field -> ExactName? in
      guard field["name"]?.string == "org.apache.kafka.connect.data.Decimal", let name = field["field"]?.string,
        object["payload"]?[name]?.string != nil
      else { return nil }
      return ExactName(name)
    }
    return Set(names)
  }

  mutating func merge(_ other: EnvelopeProfile) {
    debezium += other.debezium
    debeziumWithSchema += other.debeziumWithSchema
    canal += other.canal
    maxwell += other.maxwell
    connect += other.connect
    encodedDecimals.formUnion(other.encodedDecimals)
  }

  /// The format that all of `objects` messages are in.
  func format(ofAll objects: Int) -> MessageFormat {
    switch objects {
    case 0: .json
    case debezium: .debeziumJSON(includesSchema: false)
    case debeziumWithSchema: .debeziumJSON(includesSchema: true)
    case canal: .canalJSON
    case maxwell: .maxwellJSON
    case connect: .connectJSON
    default: .json
    }
  }

  /// What is to be known about messages of `format`, one sentence each.
  func warnings(for format: MessageFormat) -> [String] {
    switch format {
    case .json: return partial
    case .connectJSON: return connectWarnings
    case .debeziumJSON, .canalJSON, .maxwellJSON:
      return ["The messages are changes in the envelope of \(format.name): rows are inserted, updated and deleted"]
    }
  }

  /// Envelopes that only some messages stand in, so that none is unpacked.
  private var partial: [String] {
    let counts = [
      (debezium + debeziumWithSchema, "Debezium"), (canal, "Canal"), (maxwell, "Maxwell"), (connect, "Kafka Connect"),
    ]
    return counts.filter { $0.0 > 0 }.map {
      "\($0.0) messages stand in the envelope of \($0.1) and others do not, so all are read as plain JSON"
    }
  }

  private var connectWarnings: [String] {
    let unpacked =
      "The messages stand in the envelope of Kafka Connect (schemas.enable): the fields are those below payload"
    if encodedDecimals.isEmpty { return [unpacked] }
    let names = encodedDecimals.sorted().prefix(10).map { "'\($0.text)'" }.joined(separator: ", ")
    return [
      unpacked,
      "Decimals of Kafka Connect are bytes in base64, which Flink reads as text (\(names)); set decimal.format = NUMERIC on the JsonConverter",
    ]
  }
}

extension ValueProfile {
  /// What was seen of the rows inside the envelopes of `format`; of the message itself when there is none.
  func rows(in format: MessageFormat) -> ValueProfile {
    switch format {
    case .json: self
    case .connectJSON: fields[ExactName("payload")]?.value ?? ValueProfile()
    case .debeziumJSON(let includesSchema):
      includesSchema
        ? fields[ExactName("payload")]?.value.merging(fields: ["before", "after"]) ?? ValueProfile()
        : merging(fields: ["before", "after"])
    case .canalJSON, .maxwellJSON: merging(fields: ["data", "old"])
    }
  }

  /// The fields that updates were seen to change, in the envelopes that list only these; none in the others.
  func changedFields(in format: MessageFormat) -> Set<ExactName> {
    switch format {
    case .canalJSON, .maxwellJSON: Set(merging(fields: ["old"]).fields.keys)
    case .json, .connectJSON, .debeziumJSON: []
    }
  }

  private func merging(fields names: [String]) -> ValueProfile {
    var merged = ValueProfile()
    for name in names {
      guard let profile = fields[ExactName(name)]?.value else { continue }
      merged.merge(profile.elements.first ?? profile)
    }
    // Where a side is null the other one has the row.
    merged.nulls = 0
    return merged
  }
}
