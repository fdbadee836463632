import PipelineTypes

/// Chooses types of columns in which the values of fields arrive as they are.
///
/// The conversions decide: the choice is the first candidate to which the field is converted without loss. In a key,
/// no two values may become one either.
struct ColumnTypeChoice {
  private let schema: MessageSchema
  private let context: Conversion.Context

  /// A choice for the fields of `schema` on `engine`.
  init(_ schema: MessageSchema, on engine: EngineVersion) {
    self.schema = schema
    context = Conversion.Context(schema, on: engine)
  }

  /// The type for `field`; where each type loses something, the one that loses least.
  func type(for field: MessageSchema.Field, isKey: Bool) -> ColumnType {
    var rest: [(type: ColumnType, isLossy: Bool)] = []
    for type in types(for: field) + [.text] where !isKey || type.canBeKey {
      let column = TargetTable.Column(name: field.name, databaseType: type.catalogName, isNullable: !isKey)
      guard let conversion = try? Conversion(of: field, to: column, isKey: isKey, context) else { continue }
      if conversion.keepsValues { return type }
      rest.append((type, conversion.verdict == .lossy))
    }
    return rest.first { !$0.isLossy }?.type ?? rest.first?.type ?? .text
  }

  private func types(for field: MessageSchema.Field) -> [ColumnType] {
    if let metadata = field.metadata { return ColumnType.types(holding: metadata.type) }
    return [time(of: field)].compactMap { $0 } + values(of: field)
  }

  /// The type of times that the field is read as; nil for other fields.
  ///
  /// Numbers are times only if a schema beside the messages says so, or if the name of the field does too: an ID of ten
  /// digits is also a Unix time of this century.
  private func time(of field: MessageSchema.Field) -> ColumnType? {
    switch schema.time(of: field) {
    case .readerText(.day, _, _): return .date
    case .readerText(.instant, _, _), .zonedText: return .timestamptz
    case .readerText(.local, _, _), .localText, .localEpoch: return .timestamp
    case .timeOfDayText, .timeOfDayEpoch: return .time
    case .epoch(_, .declared, _): return .timestamptz
    case .epoch(_, .assumed(hasUnset: false), isQuoted: false) where field.profile != nil:
      return FieldWords(field.name).namesTime ? .timestamptz : nil
    case .days(.declared, _): return .date
    case .basicDates: return FieldWords(field.name).namesTime ? .date : nil
    case .epoch, .days, .unseenText, nil: return nil
    }
  }

  private func values(of field: MessageSchema.Field) -> [ColumnType] {
    guard let seen = field.profile, seen.values > 0 else { return ColumnType.types(holding: field.type) }
    // Whatever their members are.
    if seen.kinds.isSubset(of: [.object, .array]), !seen.hasPlainElements { return [.jsonb, .json] }
    guard field.type == .double else { return ColumnType.types(holding: field.type) }
    let numbers = seen.numbers
    let scale = min(max(18, numbers.scale), 38 - numbers.integerDigits)
    return [.doublePrecision] + (scale >= numbers.scale ? [.numeric(precision: 38, scale: scale)] : [])
  }
}

extension ValueProfile {
  /// Whether it is of arrays of values of one kind, none of which is null or nested.
  fileprivate var hasPlainElements: Bool {
    guard kinds == [.array], let elements = elements.first else { return false }
    return elements.nulls == 0 && elements.kinds.count == 1 && elements.kinds.isDisjoint(with: [.object, .array])
  }
}

extension Conversion {
  /// Whether each value such as those that were seen arrives as it is.
  fileprivate var keepsValues: Bool { verdict != .lossy && facts.allSatisfy(\.keepsValues) }
}

extension FieldFact {
  /// Whether values arrive as they are despite this fact.
  fileprivate var keepsValues: Bool {
    switch self {
    case .timeRead(_, .declared), .timeRead(_, .assumed(hasUnset: false)), .timeTextRead, .timeWrittenAsNumber: true
    // No type of a column keeps the spelling of numbers inside objects.
    case .numbersReformatted: true
    // The only type that takes all of them is text.
    case .kindsMixed: true
    case .readAsString, .headersWritten, .alwaysNull, .alwaysEmptyArray, .alwaysEmptyObject, .decimalsEncoded: true
    default: false
    }
  }
}
