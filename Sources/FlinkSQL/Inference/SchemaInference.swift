import JSONCoding
public import PipelineTypes

/// Infers a topic's schema from messages.
///
/// Inferences may be merged in any order and grouping: the schema is the same, columns and all.
public struct SchemaInference: Sendable {
  /// Rows and changes.
  private var rows = MessageProfile()
  /// Messages that change no row, where messages are changes.
  private var controls = MessageProfile()
  private var envelopes = EnvelopeProfile()
  private(set) var marks = RowMarks()
  /// Messages with text behind their first value.
  private var overlong = 0
  private var unusable = UnusableMessages()
  private var messages = 0

  /// An inference that has seen nothing.
  public init() {}

  /// An inference that has seen `messages`.
  /// - Parameter messages: Messages of one topic.
  public init(_ messages: [SampledMessage]) {
    for message in messages { observe(message) }
  }

  /// Takes one message into account.
  ///
  /// An empty value is none: Flink skips it.
  /// - Parameter message: A message of the topic.
  public mutating func observe(_ message: SampledMessage) {
    if message.value.isEmpty { return }
    messages += 1
    do throws(UnusableMessage) {
      let (object, isWhole) = try SchemaInference.object(in: message.value)
      if !isWhole { overlong += 1 }
      let shape = MessageShape(object)
      let seen = MessageProfile(object, key: message.key, shape)
      if case .control = shape { controls.merge(seen) } else { rows.merge(seen) }
      envelopes.merge(EnvelopeProfile(object, shape))
      marks.merge(RowMarks(object, shape))
    } catch {
      unusable.count(error)
    }
  }

  /// The object that Flink reads, and whether nothing follows it.
  static func object(in value: [UInt8]) throws(UnusableMessage) -> (JSON, isWhole: Bool) {
    let payload = PayloadKind(value)
    if !payload.isText { throw .payload(payload) }
    let json: JSON
    let isWhole: Bool
    do throws(JSONParseError) {
      // Flink's reader takes a byte order mark and control characters inside of strings; the grammar of JSON does not.
      (json, isWhole) = try JSON.parseFirst(
        payload == .byteOrderMark ? value[3...] : value[...], allowsControlCharacters: true)
    } catch {
      throw .malformed(error.fault)
    }
    guard case .object = json else { throw .value(json.kindName) }
    return (json, isWhole)
  }

  /// Takes into account what `other` has seen.
  /// - Parameter other: An inference from other messages of the topic.
  public mutating func merge(_ other: SchemaInference) {
    rows.merge(other.rows)
    controls.merge(other.controls)
    envelopes.merge(other.envelopes)
    marks.merge(other.marks)
    overlong += other.overlong
    unusable.merge(other.unusable)
    messages += other.messages
  }

  /// The names of the messages' own members, in an envelope or not.
  var members: [String] { seen(in: .json).values.orderedFields.map(\.name) }

  /// What was seen of the fields of rows in `format`.
  func profiles(in format: MessageFormat) -> [ExactName: FieldProfile] {
    seen(in: format).values.rows(in: format).fields
  }

  /// What was seen of the messages that are rows or changes in `format`.
  private func seen(in format: MessageFormat) -> MessageProfile {
    format.isChangeLog ? rows : rows.merging(controls)
  }

  /// How many messages are objects.
  private var objects: Int { rows.values.objects + controls.values.objects }

  /// What is lost of messages that are read as `format`, whatever fields are read.
  func losses(in format: MessageFormat) -> [TopicFact] {
    let cut: [TopicFact] = overlong > 0 ? [.textAfterValue(count: overlong, total: messages)] : []
    return cut + marks.facts(for: format, of: objects)
  }

  /// The schema that all messages fit.
  /// - Throws: ``PipelineProblem`` when there were no messages, or none was a JSON object.
  public func schema() throws(PipelineProblem) -> MessageSchema {
    let format = envelopes.format(ofMost: objects)
    let seen = seen(in: format)
    let keys = seen.keys
    let rows = seen.values.rows(in: format)
    guard rows.objects > 0, !rows.fields.isEmpty else { throw nothing }
    let standard = TimestampStandard(electedBy: rows)
    var facts: [TopicFact] = []
    if unusable.total > 0 {
      facts.append(.messagesUnused(count: unusable.total, total: messages, unusable.list))
    }
    facts += envelopes.facts(for: format, of: objects) + losses(in: format)
    if format == .connectJSON, rows.nulls > 0 { facts.append(.nullPayloads(count: rows.nulls)) }
    var notes = facts.map(PipelineNote.topic)
    var fields: [MessageSchema.Field] = []
    for (name, field) in rows.orderedFields {
      if let fault = SQLText.fault(inIdentifier: name) {
        notes.append(.field(String(name.filter { !$0.isNewline }.prefix(60)), .nameUnusable(fault)))
        continue
      }
      var resolution = TypeResolution(standard: standard)
      let type = resolution.type(of: field.value, name: name)
      fields.append(
        .init(
          name: name, type: type, profile: field.value, guesses: resolution.guesses,
          marks: marks.field(name, in: format), logicalType: envelopes.logicalTypes[name]))
    }
    notes += SchemaInference.decimalNotes(fields) + SchemaInference.similarityNotes(fields)
    return MessageSchema(
      fields: fields, timestampStandard: standard, format: format, key: keys.kind, isAlwaysKeyed: keys.isInAll,
      notes: (notes + (keys.kind?.facts ?? []).map(PipelineNote.topic)).grouped,
      // A change holds a row twice, or parts of it: how often a field is missing is not known.
      objects: format.isChangeLog ? 0 : rows.objects,
      changedFields: envelopes.changedFields.union(seen.values.changedFields(in: format)),
      rowsAsText: envelopes.rowsAsText)
  }

  private var nothing: PipelineProblem {
    if let (envelope, kinds) = envelopes.onlyControls { return .noSchema(.noRows(envelope, kinds)) }
    if let (kind, count) = unusable.majority(of: messages), !kind.isText {
      return .unsupportedFormat(kind, count: count, total: messages)
    }
    return .noSchema(unusable.total > 0 && unusable.total == messages ? .noObjects(unusable.list) : .noMessages)
  }

  private static func decimalNotes(_ fields: [MessageSchema.Field]) -> [PipelineNote] {
    fields.filter { $0.logicalType == .decimal && $0.profile?.strings.count ?? 0 > 0 }
      .map { .field($0.name, .decimalsEncoded) }
  }

  /// Fields whose names look the same to people, or nearly so: for Flink they are different.
  private static func similarityNotes(_ fields: [MessageSchema.Field]) -> [PipelineNote] {
    Dictionary(grouping: fields.map { ExactName($0.name) }) { $0.text.lowercased() }.values.filter { $0.count > 1 }
      .map { $0.sorted() }.sorted { $0[0] < $1[0] }
      .map { names in
        let isCaseOnly = Set(names.map { ExactName($0.text.lowercased()) }).count == 1
        let expressions = names.map { SQLText.identifier($0.text) }
        return .field(
          names.map(\.text), .similarNames(isCaseOnly: isCaseOnly, expressions: expressions), table: nil)
      }
  }
}
