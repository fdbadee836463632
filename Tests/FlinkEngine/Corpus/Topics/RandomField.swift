/// The content of a random field, and random values of it as JSON.
enum RandomField: CaseIterable {
  case integer, identifier, wideInteger, fraction, money, preciseFraction, exponent, wholeFraction, tinyFraction
  case quotedNumber, quotedFraction, code
  case boolean, bit, quotedBoolean, text, longText, uuid, base64, jsonText
  case instant, precise, local, date, clock, clockWithFraction, offset, basicOffset, zoned, anyLocal
  case milliseconds, seconds, fractionalSeconds, microseconds, unsetSeconds, quotedMilliseconds
  case nanoseconds, anyMilliseconds, anyMicroseconds, midnightMilliseconds, midnightMicroseconds
  case days, anyDays, basicDate, quotedBasicDate
  case list, fractionList, textList, bitList, booleanList, object, mixed, mixedList, nothing

  /// A random value.
  /// - Parameters:
  ///   - separator: The separator of date and time, in fields whose values all have the same one.
  ///   - random: The generator.
  func value(_ separator: String, _ random: inout SeededGenerator) -> String {
    isTime ? "\"\(time(separator, &random))\"" : number(&random) ?? other(&random)
  }

  private var isTime: Bool {
    switch self {
    case .instant, .precise, .local, .date, .clock, .clockWithFraction, .offset, .basicOffset, .zoned, .anyLocal: true
    default: false
    }
  }

  private func time(_ separator: String, _ random: inout SeededGenerator) -> String {
    let (date, time) = (RandomField.date(&random), RandomField.clock(&random))
    let places = random.pick(["", "", ".5", ".123"])
    let zone = random.pick(["Z", "+08:00", "-03:30", "+05:45", "+00:00", "-11:00"])
    switch self {
    case .instant: return "\(date)\(separator)\(time)\(places)Z"
    case .precise: return "\(date)\(separator)\(time).\(random.pick(["123456", "123456789", "000001"]))Z"
    case .local: return "\(date)\(separator)\(time)\(random.chance(20) ? ".123456" : places)"
    case .date: return date
    case .clock: return time
    case .clockWithFraction: return "\(time)\(places)"
    case .offset: return "\(date)\(separator)\(time)\(zone)"
    case .basicOffset: return "\(date)\(random.pick(["T", " "]))\(time)\(places)\(zone.replacing(":", with: ""))"
    case .zoned: return "\(date)\(random.pick(["T", " "]))\(time)\(places)\(zone)"
    default: return "\(date)\(random.pick(["T", " "]))\(time)\(places)"
    }
  }

  /// A date, usually in this century; some are limits of a calendar, or days on which the clocks of a zone change.
  private static func date(_ random: inout SeededGenerator) -> String {
    if random.chance(85) { return "20\(10 + random.below(40))-0\(1 + random.below(9))-\(10 + random.below(18))" }
    return random.pick([
      "0001-01-01", "1582-10-04", "1582-10-15", "1582-10-10", "1752-09-14", "1899-12-31", "1900-12-31", "1940-06-01",
      "1969-12-31", "1970-01-01", "1986-05-04", "2024-02-29", "2024-03-10", "2024-11-03", "2038-01-19", "9999-12-31",
    ])
  }

  private static func clock(_ random: inout SeededGenerator) -> String {
    if random.chance(70) { return "1\(random.below(10)):\(10 + random.below(50)):\(10 + random.below(50))" }
    return random.pick(["00:00:00", "01:30:00", "02:30:00", "03:00:00", "23:59:59"])
  }

  private func number(_ random: inout SeededGenerator) -> String? {
    let sign = random.chance(20) ? "-" : ""
    switch self {
    case .integer: return sign + String(random.below(100_000))
    case .identifier: return "1\(100_000_000_000_000 + random.below(800_000_000_000_000))"
    case .wideInteger:
      return "1\(100_000_000_000_000 + random.below(800_000_000_000_000))\(100_000 + random.below(9999))"
    case .fraction: return "\(sign)\(random.below(10_000)).\(random.below(1000))"
    case .money: return "\(sign)\(random.below(1_000_000)).\(random.below(10))\(random.below(10))"
    case .preciseFraction: return "\(random.below(1_000_000_000)).\(1_000_000_000 + random.below(1_000_000_000))"
    case .exponent:
      return "\(sign)\(1 + random.below(9)).\(random.below(100))e\(random.pick(["", "-"]))\(random.below(12))"
    case .wholeFraction:
      return sign + random.pick(["\(random.below(100_000)).0", "\(1 + random.below(9))e3", "12.00", "7"])
    case .tinyFraction: return "\(1 + random.below(9))e-\(random.pick([5, 40, 310, 400]))"
    case .quotedNumber: return "\"\(sign)\(random.below(1_000_000))\""
    case .quotedFraction: return "\"\(sign)\(random.below(1000)).\(random.below(100))\""
    case .code: return "\"0\(10_000 + random.below(90_000))\""
    case .bit: return random.pick(["0", "1"])
    case .milliseconds: return String(1_700_000_000_000 + random.below(1_000_000_000))
    case .seconds: return String(1_700_000_000 + random.below(1_000_000))
    case .fractionalSeconds:
      return "\(1_700_000_000 + random.below(1_000_000))\(random.pick(["", ".5", ".123", ".123456", ".999999"]))"
    case .microseconds: return String(1_700_000_000_000_000 + random.below(1_000_000_000_000))
    case .unsetSeconds:
      return random.chance(30) ? random.pick(["0", "-1"]) : String(1_700_000_000 + random.below(1_000_000))
    case .quotedMilliseconds: return "\"\(1_700_000_000_000 + random.below(1_000_000_000))\""
    default: return counted(&random)
    }
  }

  /// Numbers whose meaning a schema can declare.
  private func counted(_ random: inout SeededGenerator) -> String? {
    switch self {
    case .nanoseconds: return String(1_700_000_000_000_000_000 + random.below(1_000_000_000_000_000))
    case .anyMilliseconds:
      return random.chance(70)
        ? String(random.below(4_000_000_000_000) - 2_000_000_000_000)
        : random.pick(["0", "-1", "-62167219200000", "253402300799999", "253402300800000", "9000000000000000000"])
    case .anyMicroseconds:
      return random.chance(70)
        ? String(random.below(4_000_000_000_000_000) - 2_000_000_000_000_000)
        : random.pick(["0", "-1", "-62167219200000001", "253402300799999999", "9223372036825200000"])
    case .midnightMilliseconds: return random.chance(90) ? String(random.below(86_400_000)) : "86400000"
    case .midnightMicroseconds: return random.chance(90) ? String(random.below(86_400_000_000)) : "-1"
    case .days: return String(10_000 + random.below(15_000))
    case .anyDays:
      return random.chance(80)
        ? String(random.below(40_000) - 20_000) : random.pick(["0", "-719528", "-719529", "2932896", "2932897"])
    case .basicDate, .quotedBasicDate:
      let month = random.pick(["01", "02", "05", "12"])
      let date = "\(1990 + random.below(60))\(month)\(10 + random.below(22))"
      return self == .basicDate ? date : "\"\(date)\""
    default: return nil
    }
  }

  /// The name of Kafka Connect or Debezium for what the numbers count; nil if they do not count time.
  func logicalType(ofDebezium isDebezium: Bool) -> String? {
    let types: (debezium: String?, connect: String?) =
      switch self {
      case .days, .anyDays: ("Date", "Date")
      case .milliseconds, .anyMilliseconds: ("Timestamp", "Timestamp")
      case .microseconds, .anyMicroseconds: ("MicroTimestamp", nil)
      case .nanoseconds: ("NanoTimestamp", nil)
      case .midnightMilliseconds: ("Time", "Time")
      case .midnightMicroseconds: ("MicroTime", nil)
      default: (nil, nil)
      }
    return isDebezium
      ? types.debezium.map { "io.debezium.time.\($0)" } : types.connect.map { "org.apache.kafka.connect.data.\($0)" }
  }

  /// The schema of fields of these names and kinds, as Kafka Connect writes it.
  static func schema(of fields: [(name: String, kind: RandomField)], ofDebezium isDebezium: Bool) -> String {
    let members = fields.map { name, kind in
      let type = kind.logicalType(ofDebezium: isDebezium).map { ",\"name\":\"\($0)\"" } ?? ""
      return "{\"field\":\(RandomText.quoted(name)),\"type\":\"int64\"\(type)}"
    }
    return "[\(members.joined(separator: ","))]"
  }

  private func other(_ random: inout SeededGenerator) -> String {
    switch self {
    case .boolean: return random.pick(["true", "false"])
    case .quotedBoolean: return random.pick(["\"true\"", "\"false\"", "\"TRUE\"", "true", "false"])
    case .longText: return "\"\(String(repeating: random.pick(["x", "字", "é", "😀"]), count: 10 + random.below(20)))\""
    case .uuid: return "\"6f1ed002-ab5c-4b2f-8bb0-\(100_000_000_000 + random.below(800_000_000_000))\""
    case .base64: return random.pick(["\"aGk=\"", "\"YWJj\"", "\"YQ==\"", "\"/+8=\"", "\"\""])
    case .jsonText: return random.pick(["\"{\\\"a\\\":1.50}\"", "\"[1,\\\"x\\\"]\"", "\"{}\""])
    case .list: return list(&random) { String($0.below(1000)) }
    case .fractionList: return list(&random) { "\($0.below(100)).\($0.below(100))" }
    case .textList: return list(&random) { $0.chance(10) ? "null" : RandomText.string(&$0) }
    case .bitList: return list(&random) { $0.pick(["0", "1"]) }
    case .booleanList: return list(&random) { $0.pick(["true", "false"]) }
    case .mixedList: return list(&random) { $0.pick(["1", "1.50", "\"x\"", "null", "[true]", "{\"a\":1}"]) }
    case .object:
      return "{\"a\":\(random.below(10)),\"b\":[\(random.below(10)).5,\"x\"],"
        + "\"c\":{\"d\":null,\"e\":1.\(random.below(100))}}"
    case .mixed: return random.pick(["1", "\"x\"", "true", "{\"a\":1.50}", "[1]"])
    case .nothing: return "null"
    default: return RandomText.string(&random)
    }
  }

  private func list(_ random: inout SeededGenerator, _ element: (inout SeededGenerator) -> String) -> String {
    "[\((0..<random.below(4)).map { _ in element(&random) }.joined(separator: ","))]"
  }
}
