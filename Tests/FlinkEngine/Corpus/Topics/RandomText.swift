/// Random tokens: numbers at the limits of types, texts that are nearly numbers or times, names in many scripts.
enum RandomText {
  /// `name` as a JSON string.
  static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func digits(_ count: Int, _ random: inout SeededGenerator) -> String {
    (0..<count).map { _ in String(random.below(10)) }.joined()
  }

  /// A number.
  static func number(_ random: inout SeededGenerator) -> String {
    if random.chance(40) {
      return random.pick([
        "0", "-0", "1", "1.0", "1.9", "-1.9", "1e3", "1E+2", "1.5e1", "127", "128", "-129", "32767", "32768",
        "2147483647", "2147483648", "2147483647.9", "-2147483648.5", "9007199254740993", "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "9223372036854775807.5", "12345678901234567.89", "1e19", "1e400",
        "-1e400", "1e-400", "0.1", "1.50", "100.00", "-0.0", "16777217", "3.4e39", "999.995", "0.005", "1e-7", "0e5",
      ])
    }
    let sign = random.chance(30) ? "-" : ""
    let whole = random.chance(20) ? "0" : "\(1 + random.below(9))\(digits(random.below(12), &random))"
    let fraction = random.chance(50) ? ".\(digits(1 + random.below(7), &random))" : ""
    let exponent = random.chance(10) ? "e\(random.pick(["", "-", "+"]))\(random.below(30))" : ""
    return sign + whole + fraction + exponent
  }

  /// A number in quotes, or text that is nearly one.
  static func quotedNumber(_ random: inout SeededGenerator) -> String {
    let number =
      random.chance(50)
      ? number(&random)
      : random.pick([
        "1.", ".5", "+1", "00123", "1d", "1f", "0x1p3", "NaN",
        "Infinity", "-Infinity", "1,5", "\u{661}\u{662}", "\u{FF11}", "", "-", "1e", "1_0", "0x10", "1e5d", "inf",
        "nan",
      ])
    return "\"\(random.pick(["", "", "", " ", "\\t"]))\(number)\(random.pick(["", "", "", " "]))\""
  }

  /// A JSON string.
  static func string(_ random: inout SeededGenerator) -> String {
    random.pick([
      "\"\"", "\"x\"", "\"hello world\"", "\"\\u00e9\"", "\"e\u{301}\"", "\"中文\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"",
      "\"\\udc00x\"", "\"a\\/b\\\\c\\\"d\\n\"", "\"\u{1}\u{7f}\u{2028}\"", "\"\\u0000\"", "\"true\"", "\"yes\"",
      "\"{\\\"a\\\":1}\"", "\"مرحبا\"", "\"Ω\"",
    ])
  }

  /// The text of a date, a time or both, or text that is nearly one.
  static func time(_ random: inout SeededGenerator) -> String {
    let date = random.pick([
      "2024-05-01", "2024-02-29", "2023-02-29", "2024-02-30", "2024-04-31", "2024-13-01", "0000-01-01", "-0001-01-01",
      "+12024-05-01", "2024-5-1", "1969-12-31", "9999-12-31", "0001-02-03", "2024-01-32", "+2024-05-01", "1900-03-01",
    ])
    let time = random.pick([
      "10:00:00", "10:00", "23:59:59.999999999", "10:00:00.1", "10:00:00.123456", "10:00:00.", "24:00:00", "24:00:01",
      "10:00:60", "1:02:03", "10:00:00.1234567890", "24:00", "00:00:00",
    ])
    let zone = random.pick(["", "", "Z", "Z", "z", "+00:00", "+08:00"])
    switch random.below(10) {
    case 0, 1: return date
    case 2: return time
    default: return date + random.pick(["T", "T", "T", " ", " ", "t"]) + time + zone
    }
  }
}
