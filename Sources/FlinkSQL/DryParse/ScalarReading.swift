import PipelineTypes

/// How a token becomes a value of a type without parts; the same in both readers but for what `reader` is asked about.
extension Reading {
  /// The value of `token` as `type`; NULL is dealt with before.
  mutating func scalar(_ token: Int, as type: FlinkType, _ path: String) throws(ReadFault) -> FlinkValue {
    switch type {
    case .boolean: return boolean(token, path)
    case .tinyint: return try small(token, Int64(Int8.min)...Int64(Int8.max), type, path)
    case .smallint: return try small(token, Int64(Int16.min)...Int64(Int16.max), type, path)
    case .int: return try integer(token, Int64(Int32.min)...Int64(Int32.max), type, path)
    case .bigint: return try integer(token, .min...(.max), type, path)
    case .float, .double: return try binary(token, type, path)
    case .decimal(let precision, let scale): return try decimal(token, precision, scale, path)
    case .bytes: return try bytes(token, path)
    case .date, .time, .timestamp, .timestampLTZ: return try temporal(token, type, path)
    default: return text(token, path)
    }
  }

  private func failure(_ token: Int, _ type: FlinkType, _ path: String) -> ReadFault {
    .typeMismatch(field: path, document[token].kind.value, type: type.sql, standard: nil)
  }

  /// The text that the reader takes for the token where it wants text.
  private func text(of token: Int) -> String {
    let token = document[token]
    if reader == .token { return token.text }
    switch token.kind {
    case .objectStart, .arrayStart: return ""
    case .integer: return token.text == "-0" ? "0" : token.text
    case .fraction: return TreeNumber(token.text, keepsDecimals: keepsDecimals).text
    default: return token.text
    }
  }

  private mutating func boolean(_ token: Int, _ path: String) -> FlinkValue {
    let text = JavaText.trimmed(text(of: token)).lowercased()
    if text == "true" { return .boolean(true) }
    if text != "false" { alter(path, .boolean, token, .value("FALSE")) }
    return .boolean(false)
  }

  private mutating func small(_ token: Int, _ range: ClosedRange<Int64>, _ type: FlinkType, _ path: String)
    throws(ReadFault) -> FlinkValue
  {
    let trimmed = JavaText.trimmed(text(of: token))
    guard let value = JavaText.integer(trimmed, in: range) else { throw failure(token, type, path) }
    noteZeros(token, trimmed, String(value), path)
    return .integer(value)
  }

  private mutating func integer(_ token: Int, _ range: ClosedRange<Int64>, _ type: FlinkType, _ path: String)
    throws(ReadFault) -> FlinkValue
  {
    guard document[token].kind == .fraction else { return try small(token, range, type, path) }
    let number = TreeNumber(document[token].text, keepsDecimals: reader == .tree && keepsDecimals)
    let value: Int64?
    let exact: ExactDecimal?
    switch number {
    case .decimal(let decimal): (value, exact) = (decimal.integer(in: range), decimal)
    case .double(let double, let decimal):
      let isInside = double >= Double(range.lowerBound) && double <= Double(range.upperBound)
      // The upper bound of 64 bits is not a double; what rounds to the next one is cut to the bound.
      value = isInside ? Int64(exactly: double.rounded(.towardZero)) ?? .max : nil
      exact = decimal
    }
    guard let value else { throw failure(token, type, path) }
    if exact.map({ ExactDecimal(String(value))?.isEqual(to: $0) == true }) != true {
      alter(path, .decimals, token, .value(String(value)))
    }
    return .integer(value)
  }

  /// `"00123"` is a code more often than a number.
  private mutating func noteZeros(_ token: Int, _ text: String, _ becomes: String, _ path: String) {
    let digits = text.drop { $0 == "-" || $0 == "+" }.utf8
    guard document[token].kind == .string, digits.first == UInt8(ascii: "0"),
      let second = digits.dropFirst().first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(second)
    else { return }
    alter(path, .zeros, token, .value(becomes))
  }

  private mutating func binary(_ token: Int, _ type: FlinkType, _ path: String) throws(ReadFault) -> FlinkValue {
    let source = document[token]
    let text = text(of: token)
    var literal: String?
    // Rounded to a double first, then to a float, unless it is read as text.
    var goesByDouble = false
    switch source.kind {
    case .fraction:
      literal = source.text
      goesByDouble = true
      if reader == .tree, case .decimal(let decimal) = TreeNumber(source.text, keepsDecimals: keepsDecimals) {
        literal = decimal.javaText
        goesByDouble = false
      }
    case .integer: literal = text
    case .string, .name: literal = JavaText.floatLiteral(text)
    default: break
    }
    guard let literal, let double = Double(literal) else { throw failure(token, type, path) }
    let value: FlinkValue
    let printed: String
    if type == .float {
      let float = goesByDouble ? Float(double) : Float(literal) ?? Float(double)
      (value, printed) = (.float(float), JavaText.text(float))
    } else {
      (value, printed) = (.double(double), JavaText.text(double))
    }
    if let exact = ExactDecimal(literal), ExactDecimal(printed)?.isEqual(to: exact) != true {
      alter(path, .digits, token, .value(printed))
    }
    noteZeros(token, literal, printed, path)
    return value
  }

  private mutating func decimal(_ token: Int, _ precision: Int, _ scale: Int, _ path: String) throws(ReadFault)
    -> FlinkValue
  {
    let type = FlinkType.decimal(precision: precision, scale: scale)
    let source = document[token]
    var number: ExactDecimal?
    switch source.kind {
    case .integer: number = ExactDecimal(source.text)
    case .fraction:
      // The tree has made infinity of it, which no decimal is.
      let isLost = reader == .tree && Double(source.text)?.isFinite != true
      number = isLost ? nil : ExactDecimal(source.text)
    case .string, .name: number = ExactDecimal(reader == .tree ? source.text : JavaText.trimmed(source.text))
    default: break
    }
    // Java gives up on numbers of more than two thousand million bits.
    guard let number, number.digits.isEmpty || abs(number.scale) < 646_456_992 else {
      throw failure(token, type, path)
    }
    guard let text = number.text(precision: precision, scale: scale) else {
      alter(path, .overflow, token, .null)
      return .null
    }
    if ExactDecimal(text)?.isEqual(to: number) != true { alter(path, .digits, token, .value(text)) }
    noteZeros(token, JavaText.trimmed(source.text), text, path)
    return .decimal(text)
  }

  private mutating func bytes(_ token: Int, _ path: String) throws(ReadFault) -> FlinkValue {
    let source = document[token]
    guard source.kind == .string || source.kind == .name else {
      if reader == .token { throw failure(token, .bytes, path) }
      alter(path, .lost, token, .null)
      return .null
    }
    guard let bytes = Base64Text.decoded(source.text) else { throw failure(token, .bytes, path) }
    return .bytes(bytes)
  }

  /// The value of `token` as a text, which takes everything.
  private mutating func text(_ token: Int, _ path: String) -> FlinkValue {
    let source = document[token]
    switch source.kind {
    case .objectStart, .arrayStart:
      let container = ContainerText(document, at: token, keepsDecimals: keepsDecimals)
      if container.isAltered { alter(path, .reformatted, token, .value(String(container.text.prefix(40)))) }
      return .string(container.text)
    default:
      let text = text(of: token)
      if text != source.text || !source.isIntact { alter(path, .reformatted, token, .value(String(text.prefix(40)))) }
      return .string(text)
    }
  }

  private mutating func temporal(_ token: Int, _ type: FlinkType, _ path: String) throws(ReadFault) -> FlinkValue {
    let text = text(of: token)
    switch type {
    case .date:
      if let days = JavaTimeText.date(text) { return .date(days: Int32(truncatingIfNeeded: days)) }
    case .time:
      if let time = JavaTimeText.time(text) {
        if time.nanoseconds > 0 || time.isEndOfDay { alter(path, .time, token, .wholeSecondsOfDay) }
        return .time(milliseconds: time.seconds * 1000)
      }
    case .timestamp(let precision):
      if let time = JavaTimeText.timestamp(text, standard, isInstant: false) {
        return timestamp(time, precision, token, path)
      }
    case .timestampLTZ(let precision):
      if let time = JavaTimeText.timestamp(text, standard, isInstant: true) {
        return timestamp(time, precision, token, path)
      }
    default: break
    }
    let isTimestamp = type.isTimestamp && document[token].kind == .string
    throw .typeMismatch(
      field: path, document[token].kind.value, type: type.sql, standard: isTimestamp ? standard : nil)
  }

  private mutating func timestamp(_ time: JavaTimeText.Timestamp, _ precision: Int, _ token: Int, _ path: String)
    -> FlinkValue
  {
    if time.isClamped { alter(path, .day, token, .lastDayOfMonth) }
    let nanoseconds = Int(((time.milliseconds % 1000) + 1000) % 1000) * 1_000_000 + time.nanoseconds
    let unit = (precision..<9).reduce(1) { unit, _ in unit * 10 }
    if nanoseconds % unit != 0 { alter(path, .precision, token, .places(precision)) }
    // The reader keeps all places; what cuts them comes later.
    return .timestamp(milliseconds: time.milliseconds, nanoseconds: time.nanoseconds)
  }
}
