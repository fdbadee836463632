/// The content of a field that is written to a key, and columns that can make one key of several values.
enum KeyField: CaseIterable {
  case integers, wideIntegers, fractions, wholeFractions, longFractions, tinyFractions, codes
  case words, longWords, nullWords, mixed, bits, booleanWords
  case instants, preciseInstants, locals, clocks, dates, milliseconds, microseconds

  /// The types of columns that can take it; `text*` has a collation that ignores case.
  var types: [String] {
    switch self {
    case .integers:
      ["integer", "bigint", "real", "double precision", "numeric(8,2)", "numeric(6,-2)", "numeric", "text"]
    case .wideIntegers: ["bigint", "double precision", "numeric", "text"]
    case .fractions:
      [
        "integer", "bigint", "numeric(5,1)", "numeric(8,2)", "numeric(50,1)", "numeric(2,5)", "real",
        "double precision", "text",
      ]
    case .wholeFractions: ["integer", "bigint", "numeric(5,1)", "text"]
    case .longFractions: ["double precision", "numeric(14,2)", "text"]
    case .tinyFractions: ["double precision", "real", "text"]
    case .codes: ["integer", "bigint", "numeric(8,2)", "double precision", "text"]
    case .words: ["text", "text*", "name", "character(5)", "bpchar", "character varying(3)", "citext"]
    case .longWords: ["name", "text"]
    case .nullWords: ["text", "character varying(5)", "citext"]
    case .mixed: ["text"]
    case .bits: ["boolean", "integer", "bigint"]
    case .booleanWords: ["boolean", "text"]
    case .clocks: ["time without time zone", "text"]
    case .dates: ["date", "timestamp without time zone", "text"]
    case .milliseconds, .microseconds:
      ["bigint", "date", "timestamp with time zone", "timestamp without time zone"]
    case .instants, .preciseInstants, .locals:
      [
        "date", "timestamp with time zone", "timestamp without time zone", "timestamp(0) with time zone",
        "timestamp(2) without time zone", "text",
      ]
    }
  }

  /// Values as JSON, many of which are nearly the same.
  func pool(_ random: inout SeededGenerator) -> [String] {
    let number = 10 + random.below(800)
    let day = "2024-05-\(10 + random.below(18))"
    switch self {
    case .integers: return ["\(number)", "\(number + 1)", "\(number + 37)", "-\(number)"]
    case .wideIntegers: return (0..<3).map { "5\(100_000_000_000_000 + number)00\($0)" }
    case .fractions: return ["\(number).25", "\(number).75", "\(number).5", "\(number).50", "\(number + 1).1"]
    case .wholeFractions: return ["\(number).0", "\(number)", "\(number + 1).0"]
    case .longFractions: return (1...3).map { "123456789.1234567\(number)\($0)" }
    case .tinyFractions: return ["1", "2"].flatMap { digit in ["310", "400", "5"].map { "\(digit)e-\($0)" } }
    case .codes: return ["\"0\(number)\"", "\"00\(number)\"", "\"0\(number + 1)\""]
    case .words: return ["abc", "abd", "Abc", "abc ", "abc  ", "abcde"].map { "\"\($0)\"" }
    case .longWords: return ["a", "b", ""].map { "\"\(String(repeating: "x", count: 63))\($0)\"" }
    case .nullWords: return ["\"ab\\u0000c\"", "\"abc\"", "\"abd\""]
    case .mixed: return ["\(number)", "\"\(number)\"", "true", "\"true\"", "\"x\""]
    case .bits: return ["0", "1"]
    case .booleanWords: return ["\"true\"", "\"TRUE\"", "\"false\""]
    case .instants: return ["10:00:00", "10:00:01", "22:30:00", "10:00:00.123"].map { "\"\(day)T\($0)Z\"" }
    case .preciseInstants: return ["10:00:00.123456", "10:00:00.123457", "10:00:00.5"].map { "\"\(day)T\($0)Z\"" }
    case .locals:
      return ["10:00:00", "10:00:00.5", "22:30:00", "10:00:00.1234567"].map { "\"\(day)T\($0)\"" }
    case .clocks: return ["10:00:00", "10:00:01", "10:00:00.5"].map { "\"\($0)\"" }
    case .dates: return ["\"\(day)\"", "\"2024-06-01\"", "\"2024-06-02\""]
    case .milliseconds: return [0, 1, 3_600_000].map { String(1_714_557_600_000 + number + $0) }
    case .microseconds: return [0, 1, 3_600_000_000].map { String(1_714_557_600_000_000 + number * 1000 + $0) }
    }
  }

  /// More values of the same form, of which each coarser column makes one.
  var probes: [String] {
    switch self {
    case .integers: return ["16777216", "16777217", "9007199254740992", "9007199254740993", "1250", "1251"]
    case .fractions:
      return ["1.21", "1.24", "1.5", "1.50", "1.234", "1.232", "0.000011", "0.000012"]
    case .wholeFractions: return ["1.25", "1.75", "1.5", "1.50", "1.21", "1.24"]
    case .longFractions: return ["1.234", "1.232", "123456789.12345678901", "123456789.12345678902"]
    case .tinyFractions: return ["1e-400", "2e-400", "1e-60", "2e-60"]
    case .words: return ["\"abcd\"", "\"ABC\""]
    case .bits: return ["2", "3"]
    // An hour that America/New_York has twice.
    case .instants, .preciseInstants:
      return ["2024-11-03T05:30:00", "2024-11-03T06:30:00", "2024-11-03T05:30:00.1231", "2024-11-03T05:30:00.1232"]
        .map { "\"\($0)Z\"" }
    case .milliseconds: return ["1730611800000", "1730615400000"]
    case .microseconds: return ["1730611800000001", "1730611800000002", "1730615400000001"]
    // An hour that America/New_York does not have.
    case .locals:
      return ["2024-03-10T02:30:00", "2024-03-10T03:30:00", "2024-03-10T03:30:00.12341", "2024-03-10T03:30:00.12342"]
        .map { "\"\($0)\"" } + ["\"2024-03-10T03:30:00.1234567\"", "\"2024-03-10T03:30:00.1234568\""]
    case .clocks: return ["\"10:00:00.1\"", "\"10:00:00.2\""]
    case .wideIntegers, .codes, .longWords, .nullWords, .mixed, .booleanWords, .dates: return []
    }
  }
}
