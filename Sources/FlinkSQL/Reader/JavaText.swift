/// Text and numbers in Java's manner, where it differs from Swift's.
enum JavaText {
  /// The value of a decimal digit of any script in the basic plane.
  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.isASCII { return ("0"..."9").contains(scalar) ? Int(scalar.value) - 0x30 : nil }
    guard scalar.value <= 0xFFFF, scalar.properties.numericType == .decimal else { return nil }
    return scalar.properties.numericValue.map { Int($0) }
  }

  /// Without the characters up to the blank at both ends.
  static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { $0.value > 0x20 }),
      let last = scalars.lastIndex(where: { $0.value > 0x20 })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The whole number that `text` writes with an optional sign; nil when it is none or lies outside of `range`.
  static func integer(_ text: String, in range: ClosedRange<Int64>) -> Int64? {
    var rest = text.unicodeScalars[...]
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest.removeFirst()
    }
    if rest.isEmpty { return nil }
    var value: Int64 = 0
    for scalar in rest {
      guard let digit = digit(scalar) else { return nil }
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = product.subtractingReportingOverflow(Int64(digit))
      if overflows || overflowsToo { return nil }
      value = sum
    }
    if !isNegative {
      if value == .min { return nil }
      value = -value
    }
    return range.contains(value) ? value : nil
  }

  /// The literal of a binary fraction inside `text`, in a form that Swift reads too; nil when Java would not read it.
  static func floatLiteral(_ text: String) -> String? {
    let trimmed = trimmed(text)
    var rest = trimmed.utf8[...]
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    if rest.elementsEqual("NaN".utf8) || rest.elementsEqual("Infinity".utf8) { return trimmed.lowercased() }
    let isHexadecimal = rest.starts(with: "0x".utf8) || rest.starts(with: "0X".utf8)
    if isHexadecimal { rest = rest.dropFirst(2) }
    func skipDigits() -> Int {
      let digits = rest.prefix { byte in
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        return isDigit || isHexadecimal && (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
      }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    var digits = skipDigits()
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      digits += skipDigits()
    }
    if digits == 0 { return nil }
    if let byte = rest.first, byte | 0x20 == (isHexadecimal ? UInt8(ascii: "p") : UInt8(ascii: "e")) {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      let exponent = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if exponent.isEmpty { return nil }
      rest = rest.dropFirst(exponent.count)
    } else if isHexadecimal {
      return nil
    }
    var literal = trimmed
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "f") || byte | 0x20 == UInt8(ascii: "d") {
      rest.removeFirst()
      literal.removeLast()
    }
    return rest.isEmpty ? literal : nil
  }

  /// A binary fraction as Java prints it: plain from 0.001 up to ten million, else with an exponent.
  ///
  /// Of texts that read back as the same number Java before 19 does not always take the shortest; this one does.
  static func text(_ value: Double) -> String { text(value.description, value.magnitude, isFinite: value.isFinite) }

  /// The same for a number of single precision.
  static func text(_ value: Float) -> String {
    text(value.description, Double(value.magnitude), isFinite: value.isFinite)
  }

  private static func text(_ description: String, _ magnitude: Double, isFinite: Bool) -> String {
    guard isFinite, let exact = ExactDecimal(description)?.stripped else {
      return description == "nan" ? "NaN" : description.hasPrefix("-") ? "-Infinity" : "Infinity"
    }
    if magnitude == 0 { return description.hasPrefix("-") ? "-0.0" : "0.0" }
    let sign = exact.isNegative ? "-" : ""
    let digits = exact.digits.map { String($0) }.joined()
    let exponent = digits.count - 1 - exact.scale
    if magnitude >= 1e-3, magnitude < 1e7 {
      if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
      let padded = digits + String(repeating: "0", count: max(0, exponent + 2 - digits.count))
      return "\(sign)\(padded.prefix(exponent + 1)).\(padded.dropFirst(exponent + 1))"
    }
    let fraction = digits.count > 1 ? digits.dropFirst() : "0"
    return "\(sign)\(digits.prefix(1)).\(fraction)E\(exponent)"
  }
}
