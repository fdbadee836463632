import JSONCoding

/// Infers a topic's schema from messages.
///
/// Inferences may be merged in any order and grouping: the schema is the same, columns and all.
public struct SchemaInference: Sendable {
  private var profile = ValueProfile()
  private var envelopes = EnvelopeProfile()
  private var keys = KeyProfile()
  private var kinds = PayloadProfile()
  private var messages = 0
  private var unreadable = 0
  private var firstProblem: Problem?

  /// Why a message cannot be used, and where it stands.
  private struct Problem: Sendable {
    let position: SampledMessage.Position?
    let ordinal: Int
    let reason: String

    var sentence: String {
      let place = position.map { "at partition \($0.partition) offset \($0.offset)" } ?? "number \(ordinal + 1)"
      return "message \(place) \(reason)"
    }

    func isBefore(_ other: Problem) -> Bool {
      func key(_ problem: Problem) -> (Int, Int, Int, String) {
        (problem.position?.partition ?? -1, problem.position?.offset ?? -1, problem.ordinal, problem.reason)
      }
      return key(self) < key(other)
    }
  }

  /// An inference that has seen nothing.
  public init() {}

  /// An inference that has seen `messages`.
  public init(_ messages: [SampledMessage]) {
    for message in messages { observe(message) }
  }

  /// Takes one message into account.
  ///
  /// An empty value is none: Flink skips it.
  public mutating func observe(_ message: SampledMessage) {
    if message.value.isEmpty { return }
    defer { messages += 1 }
    let payload = PayloadKind(message.value)
    kinds.count(payload)
    if let problem = payload.problem { return reject(message, problem) }
    do throws(JSONParseError) {
      // Flink's reader takes a byte order mark and control characters inside of strings; the grammar of JSON does not.
      let json = try JSON.parse(
        payload == .byteOrderMark ? message.value[3...] : message.value[...], allowsControlCharacters: true)
      guard case .object = json else { return reject(message, "is a JSON \(json.kindName), not an object") }
      profile.merge(ValueProfile(json))
      envelopes.merge(EnvelopeProfile(json))
      keys.merge(message.key.map { KeyProfile($0, of: EnvelopeProfile.row(of: json)) } ?? .none)
    } catch {
      reject(message, "is not JSON (\(error))")
    }
  }

  /// Takes into account what `other` has seen.
  public mutating func merge(_ other: SchemaInference) {
    profile.merge(other.profile)
    envelopes.merge(other.envelopes)
    keys.merge(other.keys)
    kinds.merge(other.kinds)
    messages += other.messages
    unreadable += other.unreadable
    if let problem = other.firstProblem { note(problem) }
  }

  private mutating func reject(_ message: SampledMessage, _ reason: String) {
    unreadable += 1
    note(Problem(position: message.position, ordinal: messages, reason: reason))
  }

  private mutating func note(_ problem: Problem) {
    if let first = firstProblem, !problem.isBefore(first) { return }
    firstProblem = problem
  }

  /// The names of the messages' own members, in an envelope or not.
  var members: [String] { profile.orderedFields.map(\.name) }

  /// The schema that all messages fit.
  /// - Throws: ``SQLGenerationError`` when there were no messages, or none was a JSON object.
  public func schema() throws(SQLGenerationError) -> MessageSchema {
    let format = envelopes.format(ofMost: profile.objects)
    let rows = profile.rows(in: format)
    guard rows.objects > 0, !rows.fields.isEmpty else { throw nothing }
    let standard = MessageSchema.TimestampStandard(electedBy: rows)
    var warnings: [String] = []
    if unreadable > 0, let firstProblem {
      warnings.append(
        "\(unreadable) of \(messages) messages cannot be read as JSON objects; the job stops at such a message. The first: \(firstProblem.sentence)"
      )
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
      fields.append(.init(name: name, type: type, profile: field.value, guesses: resolution.guesses))
    }
    return MessageSchema(
      fields: fields, timestampStandard: standard, format: format, key: keys.kind, isAlwaysKeyed: keys.isInAll,
      warnings: warnings + SchemaInference.likenessWarnings(fields) + (keys.kind?.notes ?? []),
      // A change holds a row twice, or parts of it: how often a field is missing cannot be told.
      objects: format.isChangeLog ? 0 : rows.objects, changedFields: profile.changedFields(in: format))
  }

  private var nothing: SQLGenerationError {
    if let (kind, count) = kinds.mostFrequent, count * 2 > messages, let name = kind.name, let remedy = kind.remedy {
      return SQLGenerationError(
        code: "unsupported_format", message: "\(count) of \(messages) messages are \(name)", remedy: remedy)
    }
    return SQLGenerationError(
      code: "no_schema",
      message: firstProblem.map { "No message is a JSON object: \($0.sentence)" }
        ?? "There was no message with a field in it",
      remedy: "Pass columns, or sample_messages that are JSON objects")
  }

  /// Fields whose names look the same to people, or nearly so: Flink takes them for different ones.
  private static func likenessWarnings(_ fields: [MessageSchema.Field]) -> [String] {
    Dictionary(grouping: fields.map { ExactName($0.name) }) { $0.text.lowercased() }.values.filter { $0.count > 1 }
      .map { $0.sorted() }.sorted { $0[0] < $1[0] }
      .map { names in
        let list = names.map { "'\($0.text)'" }.joined(separator: ", ")
        let columns = names.map { SQLText.identifier($0.text) }.joined(separator: ", ")
        let isCase = Set(names.map { ExactName($0.text.lowercased()) }).count == 1
        return
          "The fields \(list) differ in \(isCase ? "case only" : "how their accents are composed") and count as different ones; to join them pass sql with COALESCE(\(columns))"
      }
  }
}
