import JSONCoding

/// The fields of a topic's messages, inferred or given.
public struct MessageSchema: Sendable, Equatable {
  /// How the JSON reader takes timestamps; one for the whole topic.
  public enum TimestampStandard: String, Sendable {
    case sql = "SQL"
    case iso8601 = "ISO-8601"
  }

  /// One field.
  public struct Field: Sendable, Equatable {
    /// Its key in the JSON object, case and all.
    public var name: String
    /// Its type as the source declares it.
    public var type: FlinkType
    /// What its values were, where messages were seen.
    var profile: ValueProfile?
  }

  /// The fields in the order in which they were first seen.
  public var fields: [Field]
  /// The standard.
  public var timestampStandard: TimestampStandard
  /// Guesses that could be wrong, one sentence each.
  public var warnings: [String]

  /// A schema that the caller knows.
  /// - Throws: ``SQLGenerationError`` for an unusable name, a duplicate or a type that does not exist.
  public init(columns: [(name: String, type: String)]) throws(SQLGenerationError) {
    fields = []
    for column in columns {
      if let problem = SQLText.problem(withIdentifier: column.name) {
        throw SQLGenerationError(
          code: "invalid_column", message: "Column '\(column.name)' \(problem)",
          remedy: "Rename or leave out the column")
      }
      if fields.contains(where: { $0.name == column.name }) {
        throw SQLGenerationError(
          code: "invalid_column", message: "Column '\(column.name)' is given twice", remedy: "Give each column once")
      }
      fields.append(Field(name: column.name, type: try FlinkType(parsing: column.type)))
    }
    timestampStandard = .iso8601
    warnings = []
  }

  init(fields: [Field], timestampStandard: TimestampStandard, warnings: [String]) {
    self.fields = fields
    self.timestampStandard = timestampStandard
    self.warnings = warnings
  }
}

/// Infers a topic's schema from messages.
public struct SchemaInference: Sendable {
  private var profile = ValueProfile()
  private var messages = 0
  private var unreadable = 0
  private var firstProblem: String?

  /// An inference that has seen nothing.
  public init() {}

  /// Takes one message into account.
  public mutating func observe(_ message: SampledMessage) {
    defer { messages += 1 }
    do throws(JSONParseError) {
      let json = try JSON.parse(message.value)
      guard case .object = json else { return reject(message, "is a JSON \(json.kindName), not an object") }
      profile.merge(ValueProfile(json, ordinal: messages))
    } catch {
      reject(message, "is not JSON (\(error))")
    }
  }

  private mutating func reject(_ message: SampledMessage, _ problem: String) {
    unreadable += 1
    if firstProblem != nil { return }
    let place = message.position.map { "at partition \($0.partition) offset \($0.offset)" } ?? "number \(messages + 1)"
    firstProblem = "message \(place) \(problem)"
  }

  /// The schema that all messages fit.
  /// - Throws: ``SQLGenerationError`` when there were no messages or none was a JSON object.
  public func schema() throws(SQLGenerationError) -> MessageSchema {
    guard profile.objects > 0, !profile.fields.isEmpty else {
      throw SQLGenerationError(
        code: "no_schema",
        message: firstProblem.map { "No message is a JSON object: \($0)" } ?? "There was no message with a field in it",
        remedy: "Pass columns, or sample_messages that are JSON objects")
    }
    let standard = timestampStandard
    var warnings: [String] = []
    if unreadable > 0, let firstProblem {
      warnings.append(
        "\(unreadable) of \(messages) messages cannot be read and would stop the job; the first: \(firstProblem)")
    }
    var fields: [MessageSchema.Field] = []
    for (name, field) in profile.fields.sorted(by: { $0.value.firstSeen < $1.value.firstSeen }) {
      if let problem = SQLText.problem(withIdentifier: name) {
        warnings.append("The field '\(name.filter { !$0.isNewline })' is left out: its name \(problem)")
        continue
      }
      let type = resolve(field.value, name: name, standard, &warnings)
      fields.append(.init(name: name, type: type, profile: field.value))
    }
    return MessageSchema(fields: fields, timestampStandard: standard ?? .iso8601, warnings: warnings)
  }

  /// The one standard under which every timestamp of the topic can be read; nil when there is none.
  private var timestampStandard: MessageSchema.TimestampStandard? {
    var texts = TextProfile()
    func collect(_ profile: ValueProfile) {
      texts.merge(profile.strings)
      profile.fields.values.forEach { collect($0.value) }
      profile.elements.forEach(collect)
    }
    collect(profile)
    let iso = texts[.isoInstant] + texts[.isoLocal]
    let sql = texts[.sqlInstant] + texts[.sqlLocal]
    return iso > 0 && sql > 0 ? nil : sql > 0 ? .sql : .iso8601
  }

  private func resolve(
    _ profile: ValueProfile, name: String, _ standard: MessageSchema.TimestampStandard?, _ warnings: inout [String]
  ) -> FlinkType {
    let kinds = [
      profile.booleans > 0, profile.integers + profile.fractions > 0, profile.strings.count > 0, profile.objects > 0,
      profile.arrays > 0,
    ].filter { $0 }.count
    if kinds == 0 {
      warnings.append("The field '\(name)' was always null; it is read as STRING")
      return .string
    }
    if kinds > 1 {
      warnings.append("The field '\(name)' has values of several kinds; it is read as STRING")
      return .string
    }
    if profile.booleans > 0 { return .boolean }
    if profile.fractions > 0 { return fractional(profile, name, &warnings) }
    if profile.integers > 0 { return integral(profile, name, &warnings) }
    if profile.arrays > 0 {
      guard let element = profile.elements.first, element.total > element.nulls else {
        warnings.append("The field '\(name)' was always an empty array; its elements are read as STRING")
        return .array(.string)
      }
      return .array(resolve(element, name: "\(name)[]", standard, &warnings))
    }
    if profile.objects > 0 { return object(profile, name, standard, &warnings) }
    return text(profile.strings, standard)
  }

  private func integral(_ profile: ValueProfile, _ name: String, _ warnings: inout [String]) -> FlinkType {
    if profile.integerDigits <= 18 { return .bigint }
    warnings.append("The field '\(name)' has integers of \(profile.integerDigits) digits")
    return profile.integerDigits <= 38 ? .decimal(precision: 38, scale: 0) : .string
  }

  private func fractional(_ profile: ValueProfile, _ name: String, _ warnings: inout [String]) -> FlinkType {
    // Up to four places and never an exponent: money and quantities, which must not pass through binary fractions.
    guard profile.exponents == 0, profile.fractionScale <= 4 else { return .double }
    let digits = max(profile.fractionIntegerDigits, profile.integerDigits)
    let scale = max(2, profile.fractionScale)
    let precision = min(38, max(18, digits + scale + 4))
    warnings.append(
      "The field '\(name)' is read as DECIMAL(\(precision), \(scale)); values of more places are rounded, of more digits become NULL"
    )
    return .decimal(precision: precision, scale: scale)
  }

  private func object(
    _ profile: ValueProfile, _ name: String, _ standard: MessageSchema.TimestampStandard?, _ warnings: inout [String]
  ) -> FlinkType {
    let usable = profile.fields.filter { SQLText.problem(withIdentifier: $0.key) == nil }
    if usable.isEmpty {
      warnings.append("The field '\(name)' was always an empty object; it is read as STRING")
      return .string
    }
    // Keys that are data, not names: many of them, each rare.
    let seen = usable.values.reduce(0) { $0 + $1.value.total }
    if usable.count > 20, seen < usable.count * profile.objects / 4 {
      warnings.append("The field '\(name)' has \(usable.count) different keys; it is read as MAP<STRING, STRING>")
      return .map(key: .string, value: .string)
    }
    return .row(
      usable.sorted { $0.value.firstSeen < $1.value.firstSeen }.map { key, field in
        .init(name: key, type: resolve(field.value, name: "\(name).\(key)", standard, &warnings))
      })
  }

  private func text(_ profile: TextProfile, _ standard: MessageSchema.TimestampStandard?) -> FlinkType {
    if profile.isOnly(.date) { return .date }
    switch standard {
    case .iso8601 where profile.isOnly(.isoInstant): return .timestampLTZ(precision: 3)
    case .iso8601 where profile.isOnly(.isoLocal): return .timestamp(precision: 3)
    case .sql where profile.isOnly(.sqlInstant): return .timestampLTZ(precision: 3)
    case .sql where profile.isOnly(.sqlLocal): return .timestamp(precision: 3)
    default: return .string
    }
  }
}
