import PipelineTypes

/// Converts a field of which values were seen.
struct InferredConversion {
  /// The field as an expression.
  let column: String
  let seen: ValueProfile
  let context: Conversion.Context

  /// The conversion to a column of the database type `kind`, which the sink declares as `target`.
  /// - Throws: ``ConversionFault``.
  func to(_ kind: DatabaseType, _ target: FlinkType) throws(ConversionFault) -> Conversion {
    if seen.values == 0 {
      let read = read(.exact, target, .alwaysNull(type: target.sql))
      guard let places = kind.places, places < target.places ?? 0 else { return read }
      return read.converting(.placesKept(places))
    }
    switch kind {
    case .smallint, .integer, .bigint: return try integer(target)
    case .numeric(let precision, let scale): return try decimal(precision, scale, isExactly: true)
    case .wideNumeric: return try decimal(38, 18, isExactly: false)
    case .real, .doublePrecision: return try float(target)
    case .boolean: return try boolean(target)
    case .text, .boundedText, .json, .checkedText: return text(kind)
    case .bytea, .roaringbitmap: return try bytes(target)
    case .date, .time, .timestamp, .timestamptz: throw notTimes(kind, target)
    case .array(let element): return try array(element, target)
    case .unwritable: throw .unwritableType
    }
  }

  /// The reader makes the column's type itself.
  func read(_ verdict: Verdict, _ target: FlinkType, _ facts: FieldFact...) -> Conversion {
    Conversion(verdict, from: target, to: target, column, facts)
  }

  /// Why the values seen cannot be converted, by what they are.
  /// - Parameters:
  ///   - target: The type of the column.
  ///   - forms: The forms of text that can be converted.
  private func unconvertible(to target: FlinkType, besides forms: Set<TextForm> = []) -> ConversionFault {
    if target.isNumeric, seen.holdsEncodedDecimals { return .encodedDecimals }
    let strange = seen.strings.forms.filter { !forms.contains($0) }
    let texts: [ConversionFault.Content] =
      strange.isEmpty && seen.strings.count > 0 ? [.kind(.text)] : strange.map(ConversionFault.Content.form)
    return .content(
      seen.otherKinds.map(ConversionFault.Content.kind) + texts, expression: column, columnType: target.sql)
  }

  private func notTimes(_ kind: DatabaseType, _ target: FlinkType) -> ConversionFault {
    if seen.isNumeric, kind != .time {
      let units = seen.allNumbers.epochs.units
      return units.count > 1 ? .unitsMixed(units) : .notTimes
    }
    if seen.kinds == [.string], seen.strings.withoutSeconds > 0 { return .secondsMissing }
    return unconvertible(to: target, besides: kind == .time ? [.time] : [])
  }

  /// The reader makes the column's type itself, of numbers that may stand in quotes.
  private func read(_ verdict: Verdict, number target: FlinkType, losing losses: [FieldFact?] = []) -> Conversion {
    let zeros: FieldFact? = seen.strings.leadingZeros > 0 ? .leadingZerosDropped : nil
    let losses = (losses + [zeros]).compactMap { $0 }
    let number = losses.reduce(read(verdict, target)) { $0.losing($1) }
    // Numbers in quotes are read, but then the job stops at other text.
    return seen.strings.count > 0 ? number.converting(.numbersInQuotes) : number
  }

  private func integer(_ target: FlinkType) throws(ConversionFault) -> Conversion {
    if seen.kinds == [.boolean] {
      let number = ConversionSQL.integer(fromBoolean: column, target)
      return Conversion(.converted, from: .boolean, to: target, number, [.booleansAsNumbers])
    }
    guard seen.isNumeric, seen.strings[.fraction] == 0 else {
      throw unconvertible(to: target, besides: [.integer])
    }
    let numbers = seen.allNumbers
    guard numbers.wideIntegers == 0, numbers.liesWithin(target) else { throw .numbersTooLarge(type: target.sql) }
    let range: FieldFact? = target == .bigint ? nil : .mayOverflow(type: target.sql)
    if numbers.fractions == 0 { return read(target == .bigint ? .exact : .converted, number: target).noting(range) }
    // The reader truncates for INT and BIGINT, and rejects for the narrower ones, whatever the number is.
    guard target == .int || target == .bigint else { throw .decimalsRefused(type: target.sql) }
    if numbers.scale > 0 { return read(.lossy, number: target, losing: [.decimalsDropped]).noting(range) }
    // A number with a point passes through a binary fraction.
    if !numbers.isWithinIntegers(of: .double) {
      return read(.lossy, number: target, losing: [.binaryFloatingPoint(digits: 15)]).noting(range)
    }
    return read(.converted, number: target).noting(range, .decimalsDroppedLater)
  }

  private func decimal(_ precision: Int, _ scale: Int, isExactly: Bool) throws(ConversionFault) -> Conversion {
    let target = FlinkType.decimal(precision: precision, scale: scale)
    guard seen.isNumeric else { throw unconvertible(to: target, besides: [.integer, .fraction]) }
    let numbers = seen.allNumbers
    guard numbers.integerDigits <= precision - scale, numbers.scale <= scale else {
      var lossy = read(.lossy, number: target, losing: [.decimalOverflow(type: target.sql)])
      lossy.canBecomeNull = true
      return lossy
    }
    if isExactly { return read(.exact, number: target) }
    var converted = read(.converted, number: target)
    converted.canBecomeNull = true
    return converted.noting(.decimalDetour(type: target.sql, integerDigits: precision - scale))
  }

  private func float(_ target: FlinkType) throws(ConversionFault) -> Conversion {
    guard seen.isNumeric else { throw unconvertible(to: target, besides: [.integer, .fraction]) }
    let digits = target == .double ? 15 : 6
    let numbers = seen.allNumbers
    let isExact = numbers.significantDigits <= digits || numbers.scale == 0 && numbers.isWithinIntegers(of: target)
    let losses: [FieldFact?] = [
      isExact ? nil : .binaryFloatingPoint(digits: digits),
      numbers.overflows(target) ? .infiniteValues(type: target.sql) : nil,
      numbers.underflows(target) ? .vanishingValues(type: target.sql) : nil,
    ]
    return read(.exact, number: target, losing: losses)
  }

  private func boolean(_ target: FlinkType) throws(ConversionFault) -> Conversion {
    if seen.kinds == [.boolean] { return read(.exact, .boolean) }
    if seen.booleans + seen.strings[.boolean] == seen.values { return read(.converted, .boolean, .otherTextIsFalse) }
    guard seen.numbers.bits + seen.strings.numbers.bits == seen.values else {
      if !seen.isNumeric { throw unconvertible(to: target, besides: [.boolean]) }
      throw .notBits(expression: column)
    }
    return Conversion(.converted, from: .bigint, to: .boolean, "\(column) <> 0", [.nonzeroIsTrue])
  }

  private func bytes(_ target: FlinkType) throws(ConversionFault) -> Conversion {
    guard seen.kinds == [.string] else { throw unconvertible(to: target) }
    guard seen.strings.base64 == seen.strings.count else { throw .notBase64 }
    return read(.converted, .bytes, .base64Read)
  }

  private func array(_ kind: DatabaseType, _ target: FlinkType) throws(ConversionFault) -> Conversion {
    guard seen.kinds == [.array], case .array(let element) = target, let profile = seen.elements.first else {
      throw unconvertible(to: target)
    }
    if profile.total == 0 { return read(.exact, target, .alwaysEmptyArray(elementType: element.sql)) }
    let inner = try InferredConversion(column: column, seen: profile, context: context).to(kind, element)
    return try inner.ofArray(of: element, at: column)
  }
}

extension ValueProfile {
  /// The kinds of the values that are not text.
  var otherKinds: [FieldFact.ValueKind] {
    kinds.compactMap { kind -> FieldFact.ValueKind? in
      switch kind {
      case .boolean: .booleans
      case .number: .numbers
      case .string: nil
      case .object: .objects
      case .array: .arrays
      }
    }.sorted { $0.rawValue < $1.rawValue }
  }
}
