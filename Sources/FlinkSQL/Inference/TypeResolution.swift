/// Decides which type follows from what was seen of a field, where no target says it.
struct TypeResolution {
  /// Deeper objects are read as text: Flink's planner slows down, and nobody maps them.
  private static let maximumDepth = 32

  let standard: MessageSchema.TimestampStandard
  /// What was guessed, one sentence each.
  private(set) var guesses: [String] = []

  init(standard: MessageSchema.TimestampStandard) { self.standard = standard }

  /// The type of the field that is called `name` in guesses.
  mutating func type(of profile: ValueProfile, name: String, depth: Int = 0) -> FlinkType {
    let kinds = profile.kinds
    guard let kind = kinds.first else {
      return guess(.string, "The field '\(name)' was always null; it is read as STRING")
    }
    // What becomes of them is told with the way into a column.
    if kinds.count > 1 { return .string }
    guard depth < TypeResolution.maximumDepth else {
      return guess(.string, "The field '\(name)' is nested too deep; it is read as STRING")
    }
    switch kind {
    case .boolean: return .boolean
    case .number: return number(profile.numbers, name)
    case .string: return text(profile.strings, name)
    case .array:
      guard let element = profile.elements.first, element.values > 0 else {
        return guess(
          .array(.string), "The field '\(name)' was always an empty array; its elements are read as STRING")
      }
      return .array(type(of: element, name: "\(name)[]", depth: depth + 1))
    case .object: return object(profile, name, depth)
    }
  }

  private mutating func guess(_ type: FlinkType, _ sentence: String) -> FlinkType {
    guesses.append(sentence)
    return type
  }

  private mutating func number(_ seen: NumberProfile, _ name: String) -> FlinkType {
    if seen.fractions == 0 {
      if seen.wideIntegers == 0 { return .bigint }
      let type: FlinkType = seen.integerDigits <= 38 ? .decimal(precision: 38, scale: 0) : .string
      return guess(
        type, "The field '\(name)' has integers of \(seen.integerDigits) digits; it is read as \(type.sql)")
    }
    // Up to four places and never an exponent: money and quantities, which must not pass through binary fractions.
    guard seen.exponents == 0, seen.scale <= 4 else {
      if seen.significantDigits > 15 {
        return guess(
          .double, "The field '\(name)' has numbers of more than 15 digits; it is read as DOUBLE, which keeps about 15")
      }
      return .double
    }
    let scale = max(2, seen.scale)
    guard seen.integerDigits + scale <= 38 else {
      return guess(
        .string, "The field '\(name)' has fractions of more than 38 digits; it is read as STRING")
    }
    let precision = min(38, max(18, seen.integerDigits + scale + 4))
    let type = FlinkType.decimal(precision: precision, scale: scale)
    return guess(
      type,
      "The field '\(name)' is read as \(type.sql); values of more places are rounded, of more digits become NULL")
  }

  private mutating func text(_ seen: TextProfile, _ name: String) -> FlinkType {
    let type: FlinkType
    switch standard {
    case _ where seen.isOnly(.date): type = .date
    case .iso8601 where seen.isOnly(.isoInstant), .sql where seen.isOnly(.sqlInstant):
      type = .timestampLTZ(precision: 3)
    case .iso8601 where seen.isOnly(.isoLocal), .sql where seen.isOnly(.sqlLocal): type = .timestamp(precision: 3)
    default: return .string
    }
    return guess(type, "The field '\(name)' is read as \(type.sql); text of another form stops the job")
  }

  private mutating func object(_ profile: ValueProfile, _ name: String, _ depth: Int) -> FlinkType {
    // The keys of such objects are data: they are neither columns nor told.
    if profile.hasDataKeys {
      return guess(
        .map(key: .string, value: .string),
        "The field '\(name)' has \(profile.fields.count) different keys; it is read as MAP<STRING, STRING>")
    }
    let usable = profile.orderedFields.filter { SQLText.problem(withIdentifier: $0.name) == nil }
    if usable.count < profile.fields.count {
      guesses.append("Fields of '\(name)' whose names cannot stand in a statement are left out")
    }
    if usable.isEmpty { return guess(.string, "The field '\(name)' was always an empty object; it is read as STRING") }
    return .row(
      usable.map { field in
        .init(name: field.name, type: type(of: field.profile.value, name: "\(name).\(field.name)", depth: depth + 1))
      })
  }
}

extension ValueProfile {
  /// Whether the keys are data, not names: numbers, or many of them and each rare.
  var hasDataKeys: Bool {
    if fields.count > 1, fields.keys.allSatisfy({ $0.text.utf8.allSatisfy { (48...57).contains($0) } }) { return true }
    let seen = fields.values.reduce(0) { $0 + $1.value.total }
    return fields.count > 20 && seen < fields.count * objects / 4
  }
}
