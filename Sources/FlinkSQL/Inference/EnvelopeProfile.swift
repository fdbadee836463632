import JSONCoding
import PipelineTypes

/// How many of the objects seen have an envelope, and which: counts and names, so that order does not matter.
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
  /// A few messages without an envelope do not make the others plain JSON, where they would have none of the rows'
  /// fields: the job stops at the few, as the dry parse shows, or leaves them out, with a warning.
  func format(ofMost objects: Int) -> MessageFormat {
    counts.first { $0.value * 2 > objects }?.key ?? .json
  }

  /// What users should know about `objects` messages that are read as `format`.
  func facts(for format: MessageFormat, of objects: Int) -> [TopicFact] {
    let others = objects - counts[format, default: 0]
    switch format {
    case .json: return partialFacts(objects)
    case .connectJSON: return [.envelopeUnpacked] + (others > 0 ? [.envelopeMissing(count: others)] : [])
    case .debeziumJSON, .canalJSON, .maxwellJSON: return changeFacts(format)
    }
  }

  /// Envelopes that too few messages have, so that none is unpacked.
  private func partialFacts(_ objects: Int) -> [TopicFact] {
    let envelopes = counts.compactMap { format, count in format.envelope.map { ($0, count) } }
    return Dictionary(grouping: envelopes, by: \.0).mapValues { $0.reduce(0) { $0 + $1.1 } }
      .sorted { $0.key.rawValue < $1.key.rawValue }
      .map { .envelopePartial($0.key, count: $0.value, hasBothForms: $0.value == objects) }
  }

  private func changeFacts(_ format: MessageFormat) -> [TopicFact] {
    guard let envelope = format.envelope else { return [] }
    let changes = TopicFact.changesRead(envelope)
    guard tables.count > 1, let filter = format.tableFilter else { return [changes] }
    return [changes, .severalTables(tables.sorted().map(\.text), filter)]
  }
}

extension MessageFormat {
  /// Where Flink tells the changes of one table from those of others; nil where messages are not changes.
  fileprivate var tableFilter: TopicFact.TableFilter? {
    switch self {
    case .json, .connectJSON: nil
    case .debeziumJSON: .debeziumMetadata
    case .canalJSON: .canalOption
    case .maxwellJSON: .maxwellMetadata
    }
  }
}
