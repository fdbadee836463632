import PipelineTypes

/// Decides the type of a field by what was seen of it, where no target says it.
struct TypeResolution {
  /// Deeper objects are read as text: Flink's planner slows down, and nobody maps them.
  private static let maximumDepth = 32

  let standard: TimestampStandard
  /// What was guessed.
  private(set) var guesses: [PipelineNote] = []

  init(standard: TimestampStandard) { self.standard = standard }

  /// The type of the field that is called `name` in guesses.
  mutating func type(of profile: ValueProfile, name: String, depth: Int = 0) -> FlinkType {
    let kinds = profile.kinds
    guard let kind = kinds.first else { return guess(.string, name, .alwaysNull(type: FlinkType.string.sql)) }
    // The conversion to a column notes what happens to them.
    if kinds.count > 1 { return .string }
    guard depth < TypeResolution.maximumDepth else { return guess(.string, name, .nestedTooDeep) }
    switch kind {
    case .boolean: return .boolean
    case .number: return number(profile.numbers, name)
    case .string: return text(profile.strings, name)
    case .array:
      guard let element = profile.elements.first, element.values > 0 else {
        return guess(.array(.string), name, .alwaysEmptyArray(elementType: FlinkType.string.sql))
      }
      return .array(type(of: element, name: "\(name)[]", depth: depth + 1))
    case .object: return object(profile, name, depth)
    }
  }

  private mutating func guess(_ type: FlinkType, _ name: String, _ fact: FieldFact) -> FlinkType {
    guesses.append(.field(name, fact))
    return type
  }

  private mutating func number(_ seen: NumberProfile, _ name: String) -> FlinkType {
    if seen.fractions == 0 {
      if seen.wideIntegers == 0 { return .bigint }
      let type: FlinkType = seen.integerDigits <= 38 ? .decimal(precision: 38, scale: 0) : .string
      return guess(type, name, .integersTooWide(digits: seen.integerDigits, type: type.sql))
    }
    // Up to four places and never an exponent: money and quantities, which must not pass through binary fractions.
    guard seen.exponents == 0, seen.scale <= 4 else {
      return seen.significantDigits > 15 ? guess(.double, name, .readAsDouble) : .double
    }
    let scale = max(2, seen.scale)
    guard seen.integerDigits + scale <= 38 else { return guess(.string, name, .fractionsTooLong) }
    let precision = min(38, max(18, seen.integerDigits + scale + 4))
    let type = FlinkType.decimal(precision: precision, scale: scale)
    return guess(type, name, .readAsDecimal(type: type.sql))
  }

  private mutating func text(_ seen: TextProfile, _ name: String) -> FlinkType {
    guard let type = TimeReading(seen, standard)?.readerType else { return .string }
    return guess(type, name, .readAsTime(type: type.sql))
  }

  private mutating func object(_ profile: ValueProfile, _ name: String, _ depth: Int) -> FlinkType {
    // The keys of such objects are data: they are neither columns nor shown.
    if profile.hasDataKeys {
      return guess(.map(key: .string, value: .string), name, .readAsMap(keys: profile.fields.count))
    }
    let usable = profile.orderedFields.filter { SQLText.fault(inIdentifier: $0.name) == nil }
    if usable.count < profile.fields.count { guesses.append(.field(name, .memberNamesUnusable)) }
    if usable.isEmpty { return guess(.string, name, .alwaysEmptyObject) }
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
