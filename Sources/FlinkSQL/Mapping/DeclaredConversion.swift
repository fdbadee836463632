import PipelineTypes

/// Converts a field whose type the caller declared and of which no value was seen.
struct DeclaredConversion {
  /// The field as an expression.
  let column: String
  let declared: FlinkType
  let context: Conversion.Context

  /// The conversion to a column of the database type `kind`, which the sink declares as `target`.
  /// - Throws: ``ConversionFault``.
  func to(_ kind: DatabaseType, _ target: FlinkType) throws(ConversionFault) -> Conversion {
    switch (declared, target) {
    case (_, .string): return sent(to: kind)
    case (.array(let from), .array(let to)): return try array(of: from, kind, to)
    case (let from, let to) where from == to: return read(.exact, target)
    case (.boolean, _) where target.integerBits != nil:
      return Conversion(.converted, from: .boolean, to: target, ConversionSQL.integer(fromBoolean: column, target))
    case (_, .boolean) where declared.integerBits != nil:
      return Conversion(.lossy, from: .bigint, to: target, "\(column) <> 0", [.nonzeroIsTrue])
    case (_, _) where declared.isNumeric && target.isNumeric: return try number(target)
    case (.string, .boolean): return read(.converted, target, .otherTextIsFalse)
    case (.string, .bytes), (.string, .date), (.string, .time): return text(target)
    case (.string, _) where target.isNumeric: return text(target)
    case (.time, .time): return read(.converted, target).losing(.fractionTruncated(places: 0))
    default: throw unconvertible
    }
  }

  private func array(
    of element: FlinkType, _ kind: DatabaseType, _ target: FlinkType
  ) throws(ConversionFault) -> Conversion {
    let elementKind = if case .array(let inside) = kind { inside } else { DatabaseType(holding: target) }
    let inner = try DeclaredConversion(column: column, declared: element, context: context).to(elementKind, target)
    return try inner.ofArray(of: target, at: column)
  }

  private var unconvertible: ConversionFault { .typeUnconvertible(declared.sql) }

  private func text(_ target: FlinkType) -> Conversion { read(.converted, target, .textMustBe(type: target.sql)) }

  private func read(_ verdict: Verdict, _ target: FlinkType, _ facts: FieldFact...) -> Conversion {
    Conversion(verdict, from: target, to: target, column, facts)
  }

  private func number(_ target: FlinkType) throws(ConversionFault) -> Conversion {
    switch (declared, target) {
    case (_, .double), (_, .float):
      let digits = target == .double ? 15 : 6
      // Each declared number of so few digits is the same as a binary fraction.
      let widens = declared.decimalDigits.map { $0 <= digits } ?? (declared == .float)
      return widens ? read(.widening, target) : read(.lossy, target, .binaryFloatingPoint(digits: digits))
    case (_, .decimal(let precision, let scale)):
      let places = if case .decimal(_, let places) = declared { places } else { 0 }
      guard let digits = declared.decimalDigits, digits - places <= precision - scale, places <= scale else {
        var rounded = read(.lossy, target, .decimalRounded(scale: scale, integerDigits: precision - scale))
        rounded.canBecomeNull = true
        return rounded
      }
      return read(.widening, target)
    default: break
    }
    if let from = declared.integerBits, let to = target.integerBits {
      return from < to ? read(.widening, target) : read(.converted, target, .mayOverflow(type: target.sql))
    }
    guard target == .int || target == .bigint else { throw unconvertible }
    if case .decimal(let precision, 0) = declared, precision < target.integerDigits ?? 0 {
      return read(.converted, target, .decimalsDroppedLater)
    }
    return read(.lossy, target, .decimalsDropped)
  }
}

extension FlinkType {
  /// Digits that a value can have, of types that count in decimal; nil for binary fractions and the rest.
  fileprivate var decimalDigits: Int? { if case .decimal(let precision, _) = self { precision } else { integerDigits } }
}
