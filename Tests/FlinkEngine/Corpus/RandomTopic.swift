import FlinkSQL

/// Random messages of one topic: samples that the schema is inferred from, and strays that come later.
struct RandomTopic {
  private(set) var samples: [[UInt8]] = []
  private(set) var strays: [[UInt8]] = []

  private enum Kind: CaseIterable {
    case integer, identifier, fraction, boolean, text, instant, local, date, milliseconds, seconds, quotedNumber
    case offset, list, object, mixed, nothing
  }

  /// Names of many scripts, of keywords and of punctuation.
  ///
  /// Left out is what the generator is known to lack: names that differ in case or underscores only, and names that
  /// differ only in how an accent is composed.
  private static let names = [
    "id", "订单号", "имя", "naïve", "ユーザー", "주문", "العمر", "שם", "ชื่อ", "Ωmega", "😀", "select", "order", "value", "time",
    "user", "a b", "a.b", "a`b", "a'b", "a\"b", "1st", "x;--", "back\\slash", "$price", "tab\there", "{brace}", "price",
    "Amount", "createdAt", "is_ok", "payload", "tags", "会员", "größe", "ñ", "x-y", "a,b", "(c)", "@type", "#h", "/p",
    "%",
  ]

  init(_ random: inout SeededGenerator) {
    let names = RandomTopic.names.shuffled(using: &random).prefix(2 + random.below(9))
    // One standard a topic: both in one are read as text, which the generator is known to make no times of.
    let separator = random.pick(["T", " "])
    let fields = names.map { ($0, random.pick(Kind.allCases)) }
    for _ in 0..<(4 + random.below(8)) { samples.append(RandomTopic.message(fields, separator, &random)) }
    for _ in 0..<4 {
      var kinds = fields
      kinds[random.below(kinds.count)].1 = random.pick(Kind.allCases)
      strays.append(RandomTopic.message(kinds, separator, &random))
    }
    strays.append(contentsOf: [[], Array("{}".utf8), Array("not json".utf8)])
  }

  private static func message(_ fields: [(String, Kind)], _ separator: String, _ random: inout SeededGenerator)
    -> [UInt8]
  {
    var members: [String] = []
    for (name, kind) in fields where random.chance(95) {
      members.append("\(RandomText.quoted(name)):\(random.chance(5) ? "null" : value(kind, separator, &random))")
    }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  private static func value(_ kind: Kind, _ separator: String, _ random: inout SeededGenerator) -> String {
    let date = "20\(10 + random.below(40))-0\(1 + random.below(9))-\(10 + random.below(18))"
    let time = "1\(random.below(10)):\(10 + random.below(50)):\(10 + random.below(50))"
    let places = random.pick(["", "", ".5", ".123"])
    switch kind {
    case .integer: return String(random.below(100_000) - 1000)
    case .identifier: return "1\(100_000_000_000_000 + random.below(800_000_000_000_000))"
    case .fraction: return "\(random.below(10_000)).\(random.below(1000))"
    case .boolean: return random.pick(["true", "false"])
    case .text: return RandomText.string(&random)
    case .instant: return "\"\(date)\(separator)\(time)\(places)Z\""
    case .local: return "\"\(date)\(separator)\(time)\(places)\""
    case .date: return "\"\(date)\""
    case .milliseconds: return String(1_700_000_000_000 + random.below(1_000_000_000))
    case .seconds: return String(1_700_000_000 + random.below(1_000_000))
    case .quotedNumber: return "\"\(random.below(1_000_000))\""
    case .offset: return "\"\(date)T\(time)+08:00\""
    case .list: return "[\((0..<random.below(4)).map { _ in String(random.below(1000)) }.joined(separator: ","))]"
    case .object: return "{\"a\":\(random.below(10)),\"b\":[\(random.below(10)).5,\"x\"],\"c\":{\"d\":null}}"
    case .mixed: return random.pick(["1", "\"x\"", "true", "{\"a\":1.50}", "[1]"])
    case .nothing: return "null"
    }
  }

  private static let types = [
    "smallint", "integer", "bigint", "real", "double precision", "numeric(18,2)", "numeric(38,10)", "numeric(5,1)",
    "boolean", "text", "character varying(20)", "jsonb", "json", "uuid", "bytea", "date", "time without time zone",
    "timestamp without time zone", "timestamp with time zone", "integer[]", "bigint[]", "double precision[]",
    "boolean[]",
    "text[]",
  ]

  /// A table with a column for most of the fields, each of a type that the generator finds a way into.
  static func table(
    for schema: MessageSchema, _ engine: EngineVersion, _ random: inout SeededGenerator
  ) -> TargetTable? {
    let name = TableName(schema: "public", table: random.pick(["t", "表", "Mixed Case"]))
    func table(_ columns: [TargetTable.Column], _ key: [String]) -> TargetTable {
      TargetTable(name: name, columns: columns, primaryKey: key)
    }
    var columns: [TargetTable.Column] = []
    for field in schema.fields where random.chance(85) {
      let fit = types.shuffled(using: &random).lazy
        .map { type in
          TargetTable.Column(
            name: field.name, databaseType: type, isNullable: true)
        }
        .first { (try? ColumnMapping(schema, into: table([$0], []), engine: engine)) != nil }
      if let fit { columns.append(fit) }
    }
    if columns.isEmpty { return nil }
    columns.shuffle(using: &random)
    return table(columns, random.chance(70) ? [columns[0].name] : [])
  }
}
