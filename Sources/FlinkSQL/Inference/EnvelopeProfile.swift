import JSONCoding
import PipelineTypes

/// How many of the objects seen have an envelope, and which: counts and names, so that order does not matter.
struct EnvelopeProfile: Sendable, Equatable {
  /// Changes and rows by format.
  private var sure: [MessageFormat: Int] = [:]
  /// Changes without a row.
  private var rowless: [MessageFormat: Int] = [:]
  /// Messages that change no row.
  private var controls: [ControlMessage: Int] = [:]
  /// Changes whose rows are text, by the members that hold them.
  private var textSides: [String: Int] = [:]
  /// How many such changes there are, by how they are read.
  private var texts: [MessageFormat: Int] = [:]
  /// What schemas beside the messages say of fields.
  private(set) var logicalTypes = LogicalTypes()
  /// The tables that changes say to be of.
  private var tables: Set<ExactName> = []
  /// The fields that Debezium's updates were seen to change, which it does not list.
  private(set) var changedFields: Set<ExactName> = []

  init() {}

  /// What one message of the shape `shape` shows.
  init(_ object: JSON, _ shape: MessageShape) {
    switch shape {
    case .plain: return
    case .control(let control): controls = [control: 1]
    case .textSides(let sides, let format):
      texts = [format: 1]
      textSides = Dictionary(sides.map { ($0, 1) }, uniquingKeysWith: +)
    case .enveloped(let format, let hasRow):
      if hasRow { sure = [format: 1] } else { rowless = [format: 1] }
      logicalTypes = LogicalTypes(of: object, in: format)
      if let table = EnvelopeProfile.table(of: object, format) { tables = [ExactName(table)] }
      changedFields = EnvelopeProfile.changedFields(of: object, format)
    }
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
    sure.merge(other.sure, uniquingKeysWith: +)
    rowless.merge(other.rowless, uniquingKeysWith: +)
    controls.merge(other.controls, uniquingKeysWith: +)
    textSides.merge(other.textSides, uniquingKeysWith: +)
    texts.merge(other.texts, uniquingKeysWith: +)
    logicalTypes.merge(other.logicalTypes)
    tables.formUnion(other.tables)
  }

  /// The format of most of `objects` messages, of those that say something about it.
  ///
  /// Control messages and changes without a row do not: one sure change decides what they belong to. A few messages
  /// without an envelope do not make the others plain JSON, where they would have none of the rows' fields: the job stops
  /// at the few, as the dry parse shows, or leaves them out, with a warning.
  func format(ofMost objects: Int) -> MessageFormat {
    var votes = sure
    votes.merge(texts, uniquingKeysWith: +)
    var voters = objects - rowless.values.reduce(0, +)
    for (control, count) in controls {
      if let otherwise = control.otherwise, !hasChange(of: control.envelope) {
        votes[otherwise, default: 0] += count
      } else {
        voters -= count
      }
    }
    if voters > 0 { return votes.first { $0.value * 2 > voters }?.key ?? .json }
    return assumed ?? .json
  }

  private func hasChange(of envelope: Envelope) -> Bool { sure.keys.contains { $0.envelope == envelope } }

  /// The format of messages of which none holds a row; nil where there are none.
  private var assumed: MessageFormat? {
    var counts = rowless
    for (control, count) in controls where control.otherwise == nil {
      counts[control.envelope.bareFormat, default: 0] += count
    }
    return counts.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }?.key
  }

  /// What users should know about `objects` messages that are read as `format`.
  func facts(for format: MessageFormat, of objects: Int) -> [TopicFact] {
    switch format {
    case .json: return partialFacts(objects) + textFacts(objects)
    case .connectJSON:
      let others = objects - enveloped(format)
      return [.envelopeUnpacked] + (others > 0 ? [.envelopeMissing(count: others)] : []) + textFacts(objects)
    case .debeziumJSON, .canalJSON, .maxwellJSON: return changeFacts(format) + controlFacts(format, of: objects)
    }
  }

  /// How many messages have the envelope of `format`.
  private func enveloped(_ format: MessageFormat) -> Int {
    let quiet = controls.filter { $0.key.otherwise == format }.values.reduce(0, +)
    return sure[format, default: 0] + rowless[format, default: 0] + texts[format, default: 0] + quiet
  }

  /// Envelopes that too few messages have, so that none is unpacked.
  private func partialFacts(_ objects: Int) -> [TopicFact] {
    // Changes without a row go with those whose rows are text.
    if rowsAsText != nil { return [] }
    var counts: [Envelope: Int] = [:]
    for (format, count) in Array(sure) + Array(rowless) {
      if let envelope = format.envelope { counts[envelope, default: 0] += count }
    }
    for (control, count) in controls where control.otherwise == nil { counts[control.envelope, default: 0] += count }
    return counts.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { .envelopePartial($0.key, count: $0.value, hasBothForms: $0.value == objects) }
  }

  private func textFacts(_ objects: Int) -> [TopicFact] {
    rowsAsText.map { [.rowsAsText($0, count: texts.values.reduce(0, +), total: objects)] } ?? []
  }

  /// The members that hold rows as text; nil where no message has such.
  var rowsAsText: [String]? { textSides.isEmpty ? nil : textSides.keys.sorted() }

  /// The messages of Debezium, Canal or Maxwell that no change format takes, by their kinds.
  private func controlFacts(_ format: MessageFormat, of objects: Int) -> [TopicFact] {
    guard let envelope = format.envelope else { return [] }
    let kinds = kinds { $0.envelope == envelope && !$0.isPassedOver }
    return kinds.isEmpty ? [] : [.controlMessages(envelope, kinds, total: objects, option: format.leniency)]
  }

  /// Whose control messages were seen, and which, where there was no change and no row; nil where there was.
  var onlyControls: (Envelope, [ControlCount])? {
    guard sure.isEmpty, let envelope = assumed?.envelope else { return nil }
    let kinds = kinds { $0.envelope == envelope }
    return kinds.isEmpty ? nil : (envelope, kinds)
  }

  /// The control messages that `isCounted` is true for by their kinds, the most first.
  private func kinds(_ isCounted: (ControlMessage) -> Bool) -> [ControlCount] {
    var counts: [ControlKind: Int] = [:]
    for (control, count) in controls where isCounted(control) { counts[control.kind, default: 0] += count }
    return counts.map { ControlCount(kind: $0.key, count: $0.value) }
      .sorted { ($1.count, "\($0.kind)") < ($0.count, "\($1.kind)") }
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

extension MessageFormat {
  /// The option that makes Flink pass over messages that the format cannot read.
  fileprivate var leniency: String { "\(name).ignore-parse-errors" }
}

extension Envelope {
  /// The format of messages that no row shows more of.
  fileprivate var bareFormat: MessageFormat {
    switch self {
    case .connect: .connectJSON
    case .debezium: .debeziumJSON(includesSchema: false)
    case .canal: .canalJSON
    case .maxwell: .maxwellJSON
    }
  }
}

extension ControlMessage {
  /// Whether Flink passes over it by itself: Canal's statement that creates a table.
  fileprivate var isPassedOver: Bool { envelope == .canal && kind == .type("CREATE") }
}
