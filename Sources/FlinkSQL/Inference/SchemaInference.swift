import JSONCoding

/// Infers a topic's schema from messages.
///
/// Inferences may be merged in any order and grouping: the schema is the same, columns and all.
public struct SchemaInference: Sendable {
  private var profile = ValueProfile()
  private var envelopes = EnvelopeProfile()
  private var keys = KeyProfile()
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
      let object = try SchemaInference.object(in: message.value)
      profile.merge(ValueProfile(object))
      envelopes.merge(EnvelopeProfile(object))
      keys.merge(message.key.map { KeyProfile($0, of: EnvelopeProfile.row(of: object)) } ?? .none)
    } catch {
      unusable.count(error)
    }
  }

  private static func object(in value: [UInt8]) throws(UnusableMessage) -> JSON {
    let payload = PayloadKind(value)
    if payload.name != nil { throw .payload(payload) }
    let json: JSON
    do throws(JSONParseError) {
      // Flink's reader takes a byte order mark and control characters inside of strings; the grammar of JSON does not.
      json = try JSON.parse(payload == .byteOrderMark ? value[3...] : value[...], allowsControlCharacters: true)
    } catch {
      throw .malformed(error.message)
    }
    guard case .object = json else { throw .value(json.kindName) }
    return json
  }

  /// Takes into account what `other` has seen.
  /// - Parameter other: An inference from other messages of the topic.
  public mutating func merge(_ other: SchemaInference) {
    profile.merge(other.profile)
    envelopes.merge(other.envelopes)
    keys.merge(other.keys)
    unusable.merge(other.unusable)
    messages += other.messages
  }

  /// The names of the messages' own members, in an envelope or not.
  var members: [String] { profile.orderedFields.map(\.name) }

  /// What was seen of the fields of rows in `format`.
  func profiles(in format: MessageFormat) -> [ExactName: FieldProfile] { profile.rows(in: format).fields }

  /// The schema that all messages fit.
  /// - Throws: ``SQLGenerationError`` when there were no messages, or none was a JSON object.
  public func schema() throws(SQLGenerationError) -> MessageSchema {
    let format = envelopes.format(ofMost: profile.objects)
    let rows = profile.rows(in: format)
    guard rows.objects > 0, !rows.fields.isEmpty else { throw nothing }
    let standard = MessageSchema.TimestampStandard(electedBy: rows)
    var warnings: [String] = []
    if unusable.total > 0 {
      warnings.append("\(unusable.total) of \(messages) messages were not used for the inference: \(unusable.list)")
    }
    warnings += envelopes.warnings(for: format, of: profile.objects)
    if format == .connectJSON, rows.nulls > 0 {
      warnings.append("\(rows.nulls) messages have a null payload; they are not written, and delete nothing")
    }
    var fields: [MessageSchema.Field] = []
    for (name, field) in rows.orderedFields {
      if let problem = SQLText.problem(withIdentifier: name) {
        warnings.append("The field '\(name.filter { !$0.isNewline }.prefix(60))' is left out: its name \(problem)")
        continue
      }
      var resolution = TypeResolution(standard: standard)
      let type = resolution.type(of: field.value, name: name)
      fields.append(
        .init(
          name: name, type: type, profile: field.value, guesses: resolution.guesses,
          logicalType: envelopes.logicalTypes[name]))
    }
    warnings += SchemaInference.decimalWarnings(fields)
    return MessageSchema(
      fields: fields, timestampStandard: standard, format: format, key: keys.kind, isAlwaysKeyed: keys.isInAll,
      warnings: warnings + SchemaInference.likenessWarnings(fields) + (keys.kind?.notes ?? []),
      // A change holds a row twice, or parts of it: how often a field is missing cannot be told.
      objects: format.isChangeLog ? 0 : rows.objects,
      changedFields: envelopes.changedFields.union(profile.changedFields(in: format)))
  }

  private var nothing: SQLGenerationError {
    if let (kind, count) = unusable.majority(of: messages), let name = kind.name, let remedy = kind.remedy {
      return SQLGenerationError(
        code: "unsupported_format", message: "\(count) of \(messages) messages are \(name)", remedy: remedy)
    }
    if unusable.total > 0, unusable.total == messages {
      return SQLGenerationError(
        code: "no_schema", message: "No message is a JSON object: \(unusable.list)",
        remedy:
          "Have the producer write one JSON object in each message, or pass sql with a format that reads these, such as 'csv' or 'raw'; sample_messages must be JSON objects, one a line in a file"
      )
    }
    return SQLGenerationError(
      code: "no_schema", message: "There was no message with a field in it",
      remedy: "Pass columns, or sample_messages with fields")
  }

  private static func decimalWarnings(_ fields: [MessageSchema.Field]) -> [String] {
    let encoded = fields.filter { $0.logicalType == .decimal && $0.profile?.strings.count ?? 0 > 0 }.map(\.name)
    return encoded.isEmpty
      ? []
      : [
        "The decimals \(encoded.listed) are bytes in base64, which Flink reads as text; \(LogicalType.decimalRemedy)"
      ]
  }

  /// Fields whose names look the same to people, or nearly so: Flink takes them for different ones.
  private static func likenessWarnings(_ fields: [MessageSchema.Field]) -> [String] {
    Dictionary(grouping: fields.map { ExactName($0.name) }) { $0.text.lowercased() }.values.filter { $0.count > 1 }
      .map { $0.sorted() }.sorted { $0[0] < $1[0] }
      .map { names in
        let list = names.map(\.text).listed
        let columns = names.map { SQLText.identifier($0.text) }.joined(separator: ", ")
        let isCase = Set(names.map { ExactName($0.text.lowercased()) }).count == 1
        return
          "The fields \(list) differ in \(isCase ? "case only" : "how their accents are composed") and count as different ones; to join them pass sql with COALESCE(\(columns))"
      }
  }
}
