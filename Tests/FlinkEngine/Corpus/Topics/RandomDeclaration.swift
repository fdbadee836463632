import FlinkSQL
import PipelineTypes

/// Columns with types that the caller declares, and messages of these types.
struct RandomDeclaration {
  /// The columns, as the caller gives them.
  let columns: [MessageSchema.DeclaredColumn]
  private let types: [FlinkType]

  /// What each field holds, by its name.
  var labels: [ExactName: String] {
    let fields = columns.filter { $0.metadata == nil }
    return Dictionary(uniqueKeysWithValues: fields.map { (ExactName($0.name), "declared \($0.type)") })
  }

  /// A random declaration.
  init(_ random: inout SeededGenerator) {
    let names = RandomTopic.names.shuffled(using: &random).prefix(2 + random.below(7))
    types = names.map { _ in RandomDeclaration.type(&random) }
    var columns = zip(names, types).map { MessageSchema.DeclaredColumn(name: $0, type: $1.sql) }
    for metadata in KafkaMetadata.allCases where random.chance(8) {
      columns.append(.init(name: "its \(metadata.rawValue)", type: metadata.type.sql, metadata: metadata))
    }
    self.columns = columns
  }

  private static func type(_ random: inout SeededGenerator) -> FlinkType {
    let scalar: FlinkType = random.pick([
      .boolean, .tinyint, .smallint, .int, .bigint, .float, .double, .decimal(precision: 10, scale: 2),
      .decimal(precision: 5, scale: 0), .decimal(precision: 38, scale: 10), .string, .bytes, .date, .time(precision: 0),
      .timestamp(precision: 3), .timestamp(precision: 6), .timestampLTZ(precision: 3), .timestampLTZ(precision: 6),
    ])
    switch random.below(10) {
    case 0: return .array(random.pick([.int, .bigint, .double, .boolean, .string, .float, .smallint]))
    case 1: return random.pick([.row([.init(name: "a", type: scalar)]), .map(key: .string, value: scalar)])
    default: return scalar
    }
  }

  /// A random message of these types.
  func message(_ random: inout SeededGenerator) -> [UInt8] {
    var members: [String] = []
    for (column, type) in zip(columns, types) where random.chance(95) {
      members.append("\(RandomText.quoted(column.name)):\(RandomDeclaration.value(type, &random))")
    }
    return Array("{\(members.joined(separator: ","))}".utf8)
  }

  /// A value of the type.
  private static func value(_ type: FlinkType, _ random: inout SeededGenerator) -> String {
    if random.chance(5) { return "null" }
    func field(_ kind: RandomField) -> String { kind.value("T", &random) }
    func digits(_ most: Int) -> String {
      (0..<1 + random.below(most)).map { _ in String(random.below(10)) }.joined()
    }
    func whole(_ most: Int) -> String {
      random.chance(15) ? "0" : "\(1 + random.below(9))\(digits(most))".prefix(most).description
    }
    switch type {
    case .boolean: return field(.boolean)
    case .tinyint: return random.pick(["127", "-128", String(random.below(100))])
    case .smallint: return random.pick(["32767", "-32768", String(random.below(1000))])
    case .int: return random.pick(["2147483647", "-2147483648", "1700000000", String(random.below(100_000))])
    case .bigint:
      return random.pick([
        "9223372036854775807", "-9223372036854775808", "9007199254740993", field(.integer), field(.milliseconds),
      ])
    case .float: return "\(whole(3)).\(digits(3))"
    case .double: return random.chance(20) ? field(.exponent) : "\(whole(9)).\(digits(6))"
    case .decimal(let precision, let scale):
      return whole(max(1, precision - scale)) + (scale == 0 ? "" : ".\(digits(scale))")
    case .bytes: return field(.base64)
    case .date: return field(.date)
    case .time: return field(.clock)
    case .timestamp(let precision): return "\"\(moment(precision, &random))\""
    case .timestampLTZ(let precision): return "\"\(moment(precision, &random))Z\""
    case .array(let element):
      return "[\((0..<random.below(4)).map { _ in value(element, &random) }.joined(separator: ","))]"
    case .map(_, let element): return "{\"k\":\(value(element, &random))}"
    case .row(let fields):
      return "{\(fields.map { "\(RandomText.quoted($0.name)):\(value($0.type, &random))" }.joined(separator: ","))}"
    case .string:
      return field(random.pick([.text, .quotedNumber, .zoned, .anyLocal, .date, .clock, .base64, .jsonText]))
    }
  }

  private static func moment(_ precision: Int, _ random: inout SeededGenerator) -> String {
    let day = RandomField.date.value("T", &random).dropFirst().dropLast()
    let clock = RandomField.clock.value("T", &random).dropFirst().dropLast()
    return "\(day)T\(clock)" + random.pick(["", ".5", precision == 6 ? ".123456" : ".123"])
  }
}
