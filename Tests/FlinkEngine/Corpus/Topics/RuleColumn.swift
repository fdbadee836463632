import JSONCoding

/// The columns of tables with rules, each of another type, by their names.
enum RuleColumn: String, CaseIterable {
  /// `integer`.
  case n
  /// `numeric(8,2)`.
  case m
  /// Text.
  case s
  /// `date`.
  case d
  /// `timestamp`.
  case t
  /// `timestamp with time zone`.
  case z
  /// `boolean`.
  case b

  /// The type.
  var type: String {
    switch self {
    case .n: "integer"
    case .m: "numeric(8,2)"
    case .s: "text"
    case .d: "date"
    case .t: "timestamp without time zone"
    case .z: "timestamp with time zone"
    case .b: "boolean"
    }
  }

  private static let days = ["2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"]
  private static let times = ["00:00:00", "12:30:00", "23:59:59"]

  /// A random value as JSON.
  func value(_ random: inout SeededGenerator) -> String {
    switch self {
    case .n: String(random.below(9) - 4)
    case .m: RuleColumn.hundredths(random.below(800) - 300)
    case .s: "\"\(random.pick(["a", "b", "c", "ab", "A", "a "]))\""
    case .d: "\"\(random.pick(RuleColumn.days))\""
    case .t: "\"\(random.pick(RuleColumn.days))T\(random.pick(RuleColumn.times))\""
    case .z: "\"\(random.pick(RuleColumn.days))T\(random.pick(RuleColumn.times))Z\""
    case .b: random.pick(["true", "false"])
    }
  }

  /// A random literal to compare the column with, as Postgres prints it in a condition.
  func literal(_ random: inout SeededGenerator) -> RuleLiteral {
    switch self {
    case .n:
      let number = random.below(7) - 3
      return RuleLiteral(text: String(number), type: "integer", isBare: number >= 0, value: .order(number * 100))
    case .m:
      let number = random.below(600) - 200
      return RuleLiteral(
        text: RuleColumn.hundredths(number), type: "numeric", isBare: number >= 0, value: .order(number))
    case .s:
      let text = random.pick(["a", "b", "ab"])
      return RuleLiteral(text: text, type: "text", value: .text(text))
    case .d:
      let day = random.pick(RuleColumn.days)
      return RuleLiteral(text: day, type: "date", value: .order(RuleColumn.count(day)))
    case .t:
      let time = "\(random.pick(RuleColumn.days)) \(random.pick(RuleColumn.times))"
      return RuleLiteral(text: time, type: type, value: .order(RuleColumn.count(time)))
    case .z:
      let time = "\(random.pick(RuleColumn.days)) \(random.pick(RuleColumn.times))"
      return RuleLiteral(text: "\(time)+08", type: type, value: .order(RuleColumn.count("\(time)+08:00")))
    case .b: return RuleLiteral(text: "true", type: "boolean", value: .truth(true))
    }
  }

  /// The value `written`, as the harness writes it.
  func value(written: JSON) -> RuleValue {
    if written.isNull { return .null }
    switch self {
    case .n: return .order((written.int ?? 0) * 100)
    case .m: return .order(Int(((Double(written.string ?? "") ?? 0) * 100).rounded()))
    case .s: return .text(written.string ?? "")
    case .d: return .order(written.int ?? 0)
    case .t, .z: return .order((written.array?.first?.int ?? 0).floored(1000))
    case .b: return .truth(written.bool ?? false)
    }
  }

  private static func hundredths(_ number: Int) -> String {
    let digits = String(100 + abs(number) % 100).dropFirst()
    return "\(number < 0 ? "-" : "")\(abs(number) / 100).\(digits)"
  }

  /// Days or seconds since 1970.
  private static func count(_ text: String) -> Int {
    switch Moment(text) {
    case .day(let days): days
    case .local(let seconds, _), .instant(let seconds, _): seconds
    case nil: 0
    }
  }
}

/// A literal in a rule.
struct RuleLiteral {
  /// Its text without quotes.
  let text: String
  /// Its type.
  let type: String
  /// Whether a number stands without quotes.
  var isBare = false
  /// Its value.
  let value: RuleValue

  /// The literal in a condition.
  var sql: String { isBare ? text : "'\(text)'::\(type)" }

  /// The literal in the bound of a partition.
  var bound: String { isBare ? text : "'\(text)'" }
}

/// A value of a column, as rules compare it.
enum RuleValue: Hashable {
  case null
  /// Hundredths, days or seconds.
  case order(Int)
  case text(String)
  case truth(Bool)
}
