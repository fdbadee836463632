/// Finds the way into a column for a field of which values were seen.
struct InferredConversion {
  let name: String
  /// The field as an expression.
  let column: String
  let seen: ValueProfile
  let context: Conversion.Context

  /// The way into a column of the database type `kind`, which the sink declares as `target`.
  func into(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    if seen.values == 0 {
      let way = read(.exact, target, note: "The field '\(name)' was always null; it is read as \(target.sql)")
      guard let places = kind.places, places < target.places ?? 0 else { return way }
      return way.converted(telling: "'\(name)' is kept to \(places) places of a second")
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
  /// - Parameter forms: The forms of text that have one.
  func impossible(besides forms: Set<TextForm> = []) -> Conversion.Impossible {
    let strange = seen.strings.forms.filter { !forms.contains($0) }
    let texts = strange.isEmpty && seen.strings.count > 0 ? ["text"] : strange.map(\.name)
    let remedy = strange.lazy.compactMap { $0.remedy(column) }.first.map { "; pass sql with \($0)" } ?? ""
    return Conversion.Impossible(reason: "it holds \(InferredConversion.list(seen.otherKinds + texts))\(remedy)")
  }

  /// What the values seen are, in a sentence.
  static func list(_ kinds: [String]) -> String {
    let kinds = Set(kinds).sorted()
    let first = kinds.dropLast().joined(separator: ", ")
    return (first.isEmpty ? "" : "\(first) and ") + (kinds.last ?? "")
  }

  /// Numbers in quotes are read, but so the job stops at other text.
  private var quotedNote: String? {
    seen.strings.count > 0 ? ConversionNote.quoted(name) : nil
  }

  private var zerosNote: String? {
    seen.strings.leadingZeros > 0 ? "'\(name)' holds numbers in quotes that lose the zeros in front" : nil
  }

  /// The reader makes the column's type itself, of numbers that may stand in quotes.
  private func read(_ verdict: Verdict, number target: FlinkType, losing losses: [String?] = []) -> Conversion {
    let losses = (losses + [zerosNote]).compactMap { $0 }
    let way = losses.reduce(read(verdict, target)) { $0.losing($1) }
    return quotedNote.map(way.converted(telling:)) ?? way
  }

  private func integer(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    if seen.kinds == [.boolean] {
      return Conversion(
        .converted, from: .boolean, to: target, ConversionSQL.integer(fromBoolean: column, target),
        note: "'\(name)' holds true and false, which become 1 and 0")
    }
    guard seen.isNumeric, seen.strings[.fraction] == 0 else { throw impossible(besides: [.integer]) }
    let numbers = seen.allNumbers
    guard numbers.wideIntegers == 0, numbers.liesWithin(target) else {
      throw Conversion.Impossible(reason: "it holds numbers that \(target.sql) cannot hold")
    }
    let range = target == .bigint ? nil : ConversionNote.fitting(name, target)
    if numbers.fractions == 0 { return read(target == .bigint ? .exact : .converted, number: target).telling(range) }
    // The reader cuts into INT and BIGINT, and refuses for the narrower ones, however the number comes out.
    guard target == .int || target == .bigint else {
      throw Conversion.Impossible(
        reason: "it holds numbers with a point or an exponent, which the reader refuses for \(target.sql)")
    }
    if numbers.scale > 0 {
      return read(.lossy, number: target, losing: [ConversionNote.cuttingFraction(name)]).telling(range)
    }
    // What has a point goes through a binary fraction.
    if !numbers.isWithinIntegers(of: .double) {
      return read(.lossy, number: target, losing: [ConversionNote.becomingBinary(name, digits: 15)]).telling(range)
    }
    return read(.converted, number: target).telling(range)
      .telling("'\(name)' holds whole numbers with a point or an exponent; another one loses what is after the point")
  }

  private func decimal(_ precision: Int, _ scale: Int, isExactly: Bool) throws(Conversion.Impossible) -> Conversion {
    let target = FlinkType.decimal(precision: precision, scale: scale)
    guard seen.isNumeric else { throw impossible(besides: [.integer, .fraction]) }
    let numbers = seen.allNumbers
    guard numbers.integerDigits <= precision - scale, numbers.scale <= scale else {
      var way = read(
        .lossy, number: target, losing: ["'\(name)' has values that \(target.sql) cannot hold: rounded, or NULL"])
      way.canBecomeNull = true
      return way
    }
    if isExactly { return read(.exact, number: target) }
    var way = read(.converted, number: target)
    way.canBecomeNull = true
    return way.telling(
      "'\(name)' goes through \(target.sql): more than \(precision - scale) digits before the point become NULL")
  }

  private func float(_ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    guard seen.isNumeric else { throw impossible(besides: [.integer, .fraction]) }
    let digits = target == .double ? 15 : 6
    let numbers = seen.allNumbers
    let isExact = numbers.significantDigits <= digits || numbers.scale == 0 && numbers.isWithinIntegers(of: target)
    let losses = [
      isExact ? nil : ConversionNote.becomingBinary(name, digits: digits),
      numbers.overflows(target) ? "'\(name)' has values too large for \(target.sql), which become infinite" : nil,
      numbers.underflows(target)
        ? "'\(name)' has values too near to 0 for \(target.sql), which lose digits or become 0" : nil,
    ]
    return read(.exact, number: target, losing: losses)
  }

  private func boolean() throws(Conversion.Impossible) -> Conversion {
    if seen.kinds == [.boolean] { return read(.exact, .boolean) }
    if seen.booleans + seen.strings[.boolean] == seen.values {
      return read(.converted, .boolean, note: "'\(name)' holds booleans in quotes; any text but true counts as false")
    }
    guard seen.numbers.bits + seen.strings.numbers.bits == seen.values else {
      if !seen.isNumeric { throw impossible(besides: [.boolean]) }
      throw Conversion.Impossible(reason: "it holds numbers that are not written 0 and 1; pass sql with \(column) <> 0")
    }
    return Conversion(
      .converted, from: .bigint, to: .boolean, "\(column) <> 0",
      note: "'\(name)' holds 0 and 1; any other number counts as true")
  }

  private func bytes() throws(Conversion.Impossible) -> Conversion {
    guard seen.kinds == [.string] else { throw impossible() }
    guard seen.strings.base64 == seen.strings.count else {
      throw Conversion.Impossible(reason: "it holds text that is not base64")
    }
    return read(.converted, .bytes, note: "'\(name)' is taken for base64; other text stops the job")
  }

  private func array(_ kind: DatabaseType, _ target: FlinkType) throws(Conversion.Impossible) -> Conversion {
    guard seen.kinds == [.array], case .array(let element) = target, let profile = seen.elements.first else {
      throw impossible()
    }
    if profile.total == 0 {
      return read(
        .exact, target, note: "The field '\(name)' was always an empty array; its elements are read as \(element.sql)")
    }
    let inner = try InferredConversion(name: "\(name)[]", column: column, seen: profile, context: context)
      .into(kind, element)
    return try inner.ofArray(of: element, at: column)
  }
}

extension ValueProfile {
  /// What the values are that are no text.
  var otherKinds: [String] {
    kinds.compactMap { kind in
      switch kind {
      case .boolean: "booleans"
      case .number: "numbers"
      case .string: nil
      case .object: "objects"
      case .array: "arrays"
      }
    }
  }
}
