/// Finds the way into a column for a field of which values were seen.
struct InferredConversion {
  let name: String
  /// The field as an identifier.
  let column: String
  let seen: ValueProfile
  let context: Conversion.Context

  /// The way into a column of the database type `kind`, which the sink declares as `target`.
  func into(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    if seen.values == 0 {
      return read(.exact, target, note: "The field '\(name)' was always null; it is read as \(target.sql)")
    }
    switch kind {
    case .smallint, .integer, .bigint: return try integer(target)
    case .numeric(let precision, let scale): return try decimal(precision, scale, isExactly: true)
    case .wideNumeric: return try decimal(38, 18, isExactly: false)
    case .real, .doublePrecision: return try float(target)
    case .boolean: return try boolean()
    case .text, .boundedText, .json, .checkedText: return try text(kind)
    case .bytea, .roaringbitmap: return try bytes()
    case .date, .time, .timestamp, .timestamptz: return try time(kind, target)
    case .array(let element): return try array(element, target)
    case .unwritable: throw Conversion.Impossible(reason: "the connector cannot write this type")
    }
  }

  /// The reader makes the column's type itself.
  func read(_ verdict: Verdict, _ target: FlinkType, note: String? = nil) -> Conversion {
    Conversion(verdict, from: target, to: target, column, note: note)
  }

  /// That the values seen have no way, by what they are.
  func impossible(_ reason: String? = nil) -> Conversion.Impossible {
    let names = seen.kinds.map { kind in
      switch kind {
      case .boolean: "booleans"
      case .number: "numbers"
      case .string: "text"
      case .object: "objects"
      case .array: "arrays"
      }
    }
    return Conversion.Impossible(reason: reason ?? "it holds \(names.sorted().joined(separator: " and "))")
  }

  /// Numbers in quotes are read, but so the job stops at other text.
  private var quotedNote: String? {
    seen.strings.count > 0 ? "'\(name)' holds numbers in quotes; other text stops the job" : nil
  }

  private var zerosNote: String? {
    seen.strings.leadingZeros > 0 ? "'\(name)' holds numbers in quotes that lose the zeros in front" : nil
  }

  /// A lossy reading when there is a note of a loss.
  private func lossy(_ target: FlinkType, _ notes: [String?]) -> Conversion? {
    let notes = notes.compactMap { $0 }
    return notes.isEmpty ? nil : read(.lossy, target, note: notes.joined(separator: "; "))
  }

  private func integer(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    if seen.kinds == [.boolean] {
      return Conversion(
        .converted, from: .boolean, to: target, ConversionSQL.integer(fromBoolean: column, target),
        note: "'\(name)' holds true and false, which become 1 and 0")
    }
    guard seen.isNumeric else { throw impossible() }
    guard seen.strings[.fraction] == 0 else { throw impossible("it holds fractions in quotes") }
    let numbers = seen.allNumbers
    guard numbers.wideIntegers == 0, numbers.liesWithin(target) else {
      throw impossible("it holds numbers that \(target.sql) cannot hold")
    }
    if numbers.fractions > 0 {
      // The reader cuts into INT and BIGINT, and refuses for the narrower ones.
      guard target == .int || target == .bigint else { throw impossible("it holds fractions") }
    }
    let cut = numbers.fractions > 0 ? "'\(name)' loses what is after the point" : nil
    if let lossy = lossy(target, [cut, zerosNote]) { return lossy }
    if let quotedNote { return read(.converted, target, note: quotedNote) }
    return target == .bigint
      ? read(.exact, target)
      : read(.converted, target, note: "'\(name)' must fit into \(target.sql); a larger value stops the job")
  }

  private func decimal(_ precision: Int, _ scale: Int, isExactly: Bool) throws(Conversion.Impossible) -> Conversion {
    let target = FlinkType.decimal(precision: precision, scale: scale)
    guard seen.isNumeric else { throw impossible() }
    let numbers = seen.allNumbers
    let fits = numbers.exponents == 0 && numbers.integerDigits <= precision - scale && numbers.scale <= scale
    let rounded = fits ? nil : "'\(name)' has values that \(target.sql) cannot hold: rounded, or NULL"
    if let lossy = lossy(target, [rounded, zerosNote]) { return lossy }
    if let quotedNote { return read(.converted, target, note: quotedNote) }
    return isExactly
      ? read(.exact, target)
      : read(
        .converted, target,
        note: "'\(name)' goes through \(target.sql): more than \(precision - scale) digits before the point become NULL"
      )
  }

  private func float(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    guard seen.isNumeric else { throw impossible() }
    let digits = target == .double ? 15 : 6
    let numbers = seen.allNumbers
    let fits = numbers.significantDigits <= digits
    let cut = fits ? nil : "'\(name)' goes into a binary fraction, which keeps about \(digits) digits"
    let endless =
      numbers.overflows(target) ? "'\(name)' has values too large for \(target.sql), which become infinite" : nil
    if let lossy = lossy(target, [cut, endless, zerosNote]) { return lossy }
    if let quotedNote { return read(.converted, target, note: quotedNote) }
    return read(.exact, target)
  }

  private func boolean() throws(Conversion.Impossible) -> Conversion {
    if seen.kinds == [.boolean] { return read(.exact, .boolean) }
    if seen.booleans + seen.strings[.boolean] == seen.values {
      return read(.converted, .boolean, note: "'\(name)' holds booleans in quotes; any text but true counts as false")
    }
    guard seen.numbers.bits + seen.strings.numbers.bits == seen.values else {
      throw impossible(seen.kinds == [.number] ? "it holds numbers other than 0 and 1" : nil)
    }
    return Conversion(
      .converted, from: .bigint, to: .boolean, "\(column) <> 0",
      note: "'\(name)' holds 0 and 1; any other number counts as true")
  }

  private func bytes() throws(Conversion.Impossible) -> Conversion {
    guard seen.kinds == [.string], seen.strings.base64 == seen.strings.count else {
      throw impossible(seen.kinds == [.string] ? "it holds text that is not base64" : nil)
    }
    return read(.converted, .bytes, note: "'\(name)' is taken for base64; other text stops the job")
  }

  private func array(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    guard seen.kinds == [.array], case .array(let element) = target, let profile = seen.elements.first else {
      throw impossible()
    }
    let inner = try InferredConversion(name: "\(name)[]", column: column, seen: profile, context: context)
      .into(kind, element)
    if inner.expression == column { return read(inner.verdict, target, note: inner.note) }
    // Elements have no expressions of their own; an array of 0 and 1 can be cast as a whole.
    guard kind == .boolean, profile.kinds == [.number] else {
      throw impossible("its elements cannot be read as \(element.sql)")
    }
    return Conversion(
      .converted, from: .array(.bigint), to: target, "CAST(\(column) AS \(target.sql))", note: inner.note)
  }
}
