import JSONCoding

/// How many of the objects seen are changes in an envelope of a change data capture: counts, so that order plays no part.
struct EnvelopeProfile: Sendable, Equatable {
  private var debezium = 0
  private var debeziumWithSchema = 0
  private var canal = 0
  private var maxwell = 0
  /// Changes of Debezium that do not say what the row was before, without which Flink stops.
  private var withoutBefore = 0
  /// Changes that the format does not take and stops at.
  private var foreign = 0

  init() {}

  init(_ object: JSON) {
    let payload = object["payload"]
    if let schema = object["schema"], schema.object != nil || schema.isNull, let payload,
      EnvelopeProfile.isDebezium(payload)
    {
      debeziumWithSchema = 1
      count(debezium: payload)
    } else if EnvelopeProfile.isDebezium(object) {
      debezium = 1
      count(debezium: object)
    } else if let type = object["type"]?.string, object["table"]?.string != nil, object["database"]?.string != nil {
      if type == type.uppercased(), let rows = object["data"], rows.array != nil || rows.isNull {
        canal = 1
        foreign = ["INSERT", "UPDATE", "DELETE", "CREATE"].contains(type) ? 0 : 1
      } else if type == type.lowercased(), object["data"]?.object != nil {
        maxwell = 1
        foreign = ["insert", "update", "delete"].contains(type) ? 0 : 1
      }
    }
  }

  private static func isDebezium(_ object: JSON) -> Bool {
    guard let operation = object["op"]?.string, ["c", "r", "u", "d", "t", "m"].contains(operation) else { return false }
    return object["before"] != nil || object["after"] != nil
  }

  private mutating func count(debezium object: JSON) {
    let operation = object["op"]?.string ?? ""
    foreign = ["t", "m"].contains(operation) ? 1 : 0
    withoutBefore = ["u", "d"].contains(operation) && object["before"]?.object == nil ? 1 : 0
  }

  mutating func merge(_ other: EnvelopeProfile) {
    debezium += other.debezium
    debeziumWithSchema += other.debeziumWithSchema
    canal += other.canal
    maxwell += other.maxwell
    withoutBefore += other.withoutBefore
    foreign += other.foreign
  }

  /// The format that all of `objects` messages are in.
  func format(ofAll objects: Int) -> MessageFormat {
    switch objects {
    case 0: .json
    case debezium: .debeziumJSON(includesSchema: false)
    case debeziumWithSchema: .debeziumJSON(includesSchema: true)
    case canal: .canalJSON
    case maxwell: .maxwellJSON
    default: .json
    }
  }

  /// What is to be known about messages of `format`, one sentence each.
  func warnings(for format: MessageFormat) -> [String] {
    guard format.isChangeLog else { return [] }
    var warnings = [
      "The messages are changes in the envelope of \(format.name): rows are inserted, updated and deleted"
    ]
    if withoutBefore > 0 {
      warnings.append(
        "\(withoutBefore) updates or deletions do not say what the row was before; Flink stops at the first: set REPLICA IDENTITY FULL on the captured table"
      )
    }
    if foreign > 0 {
      warnings.append("\(foreign) messages are of a kind that \(format.name) does not take and stops at")
    }
    return warnings
  }
}

extension ValueProfile {
  /// What was seen of the rows inside the envelopes of `format`; of the message itself when there is none.
  func rows(in format: MessageFormat) -> ValueProfile {
    switch format {
    case .json: self
    case .debeziumJSON(let includesSchema):
      includesSchema
        ? fields[ExactName("payload")]?.value.merging(fields: ["before", "after"]) ?? ValueProfile()
        : merging(fields: ["before", "after"])
    case .canalJSON, .maxwellJSON: merging(fields: ["data", "old"])
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
