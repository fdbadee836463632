import JSONCoding

/// How many of the objects seen stand in an envelope, and in which: counts and names, so that order plays no part.
struct EnvelopeProfile: Sendable, Equatable {
  private var counts: [MessageFormat: Int] = [:]
  /// What schemas beside the messages say of fields.
  private(set) var logicalTypes = LogicalTypes()
  /// The tables that changes say to be of.
  private var tables: Set<ExactName> = []
  /// The fields that Debezium's updates were seen to change, which it does not list.
  private(set) var changedFields: Set<ExactName> = []

  init() {}

  init(_ object: JSON) {
    guard let format = EnvelopeProfile.format(of: object) else { return }
    counts = [format: 1]
    logicalTypes = LogicalTypes(of: object, in: format)
    if let table = EnvelopeProfile.table(of: object, format) { tables = [ExactName(table)] }
    changedFields = EnvelopeProfile.changedFields(of: object, format)
  }

  private static func format(of object: JSON) -> MessageFormat? {
    if let payload = object["payload"], let schema = object["schema"], schema.object != nil || schema.isNull,
      isDebezium(payload)
    {
      return .debeziumJSON(includesSchema: true)
    }
    if isConnect(object) { return .connectJSON }
    if isDebezium(object) { return .debeziumJSON(includesSchema: false) }
    guard let type = object["type"]?.string, object["table"]?.string != nil, object["database"]?.string != nil else {
      return nil
    }
    if ChangeKinds.canal.contains(type), let rows = object["data"], rows.array != nil || rows.isNull {
      return .canalJSON
    }
    return ChangeKinds.maxwell.contains(type) && object["data"]?.object != nil ? .maxwellJSON : nil
  }

  private static func isDebezium(_ object: JSON) -> Bool {
    guard let operation = object["op"]?.string, ChangeKinds.debezium.contains(operation) else { return false }
    let sides = [object["before"], object["after"]].compactMap { $0 }
    return !sides.isEmpty && sides.allSatisfy { $0.object != nil || $0.isNull }
  }

  /// The row inside of the envelope; the object itself where there is none, or it has several.
  static func row(of object: JSON) -> JSON {
    switch format(of: object) {
    case .maxwellJSON: return object["data"] ?? object
    case .canalJSON: return object["data"]?.array.flatMap { $0.count == 1 ? $0[0] : nil } ?? object
    default: break
    }
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

  private static func table(of object: JSON, _ format: MessageFormat) -> String? {
    let names: [JSON?]
    switch format {
    case .json, .connectJSON: return nil
    case .debeziumJSON(let includesSchema):
      let source = (includesSchema ? object["payload"] : object)?["source"]
      names = [source?["db"], source?["schema"], source?["table"]]
    case .canalJSON, .maxwellJSON: names = [object["database"], object["table"]]
    }
    return names.last??.string == nil ? nil : names.compactMap { $0?.string }.joined(separator: ".")
  }

  /// Those that both sides have and that differ: a capture may know the key only of what a row was before.
  private static func changedFields(of object: JSON, _ format: MessageFormat) -> Set<ExactName> {
    guard case .debeziumJSON(let includesSchema) = format, let change = includesSchema ? object["payload"] : object,
      let before = change["before"]?.object, let after = change["after"]?.object
    else { return [] }
    let old = Dictionary(before.members.map { (ExactName($0.key), $0.value) }) { _, last in last }
    return Set(after.members.map { (ExactName($0.key), $0.value) }.filter { old[$0]?.isSame(as: $1) == false }.map(\.0))
  }

  mutating func merge(_ other: EnvelopeProfile) {
    changedFields.formUnion(other.changedFields)
    counts.merge(other.counts, uniquingKeysWith: +)
    logicalTypes.merge(other.logicalTypes)
    tables.formUnion(other.tables)
  }

  /// The format of most of `objects` messages.
  ///
  /// For a few that stand in no envelope the others are not read as plain JSON, where they would have none of the rows'
  /// fields: a job stops at the few, which the dry parse tells, or leaves them out, which a warning does.
  func format(ofMost objects: Int) -> MessageFormat {
    counts.first { $0.value * 2 > objects }?.key ?? .json
  }

  /// What is to be known about `objects` messages that are read as `format`, one sentence each.
  func warnings(for format: MessageFormat, of objects: Int) -> [String] {
    let others = objects - counts[format, default: 0]
    switch format {
    case .json: return partial(objects)
    case .connectJSON: return connectWarnings(others)
    case .debeziumJSON, .canalJSON, .maxwellJSON: return changeWarnings(format)
    }
  }

  /// Envelopes that too few messages stand in, so that none is unpacked.
  private func partial(_ objects: Int) -> [String] {
    let byName = Dictionary(grouping: counts) { $0.key.envelope ?? "" }.mapValues { $0.reduce(0) { $0 + $1.value } }
    return byName.sorted { $0.key < $1.key }.map { name, count in
      let others = count == objects ? "some with a schema and some without" : "and others do not"
      return "\(count) messages stand in the envelope of \(name), \(others), so all are read as plain JSON"
    }
  }

  private func connectWarnings(_ others: Int) -> [String] {
    var warnings = [
      "The messages stand in the envelope of Kafka Connect (schemas.enable): the fields are those below payload"
    ]
    if others > 0 { warnings.append("\(others) messages stand in no such envelope and are not written") }
    return warnings
  }

  private func changeWarnings(_ format: MessageFormat) -> [String] {
    let changes =
      "The messages are changes in the envelope of \(format.envelope ?? ""): rows are inserted, updated and deleted"
    guard tables.count > 1, let filter = format.tableFilter else { return [changes] }
    return [
      changes,
      "The changes are of \(tables.count) tables (\(tables.sorted().map(\.text).listed)) and all go into the one, where rows of equal keys replace and delete each other; to write one table's pass sql with \(filter)",
    ]
  }
}

extension MessageFormat {
  /// What of Flink's tells the changes of one table from those of others; nil where messages are no changes.
  fileprivate var tableFilter: String? {
    switch self {
    case .json, .connectJSON: nil
    case .debeziumJSON: "a column METADATA FROM 'value.source.table' and a condition on it"
    case .canalJSON: "the option 'canal-json.table.include'"
    case .maxwellJSON: "a column METADATA FROM 'value.table' and a condition on it"
    }
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

  /// The fields that updates were seen to change, in the envelopes that list these; none in the others.
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
