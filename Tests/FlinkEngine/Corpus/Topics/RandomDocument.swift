import PipelineTypes

/// Random documents, most of which nearly fit the columns.
enum RandomDocument {
  /// A random message for a source with these columns.
  static func message(_ columns: [(name: String, type: FlinkType)], _ random: inout SeededGenerator) -> [UInt8] {
    if random.chance(4) {
      return Array(
        random.pick(["", " ", "null", "[]", "[{}]", "5", "\"s\"", "{", "{}", "{}x", "nul", "true", "{\"v\":1,}"]).utf8)
    }
    var members: [String] = []
    for column in columns where random.chance(90) {
      members.append("\(RandomText.quoted(column.name)):\(value(column.type, depth: 2, &random))")
    }
    if random.chance(15) { members.append("\"other\":\(anything(depth: 2, &random))") }
    if random.chance(10), let column = columns.first {
      members.append("\(RandomText.quoted(column.name)):\(value(column.type, depth: 2, &random))")
    }
    members.shuffle(using: &random)
    let blank = random.pick(["", "", " ", "\n\t"])
    let text = "{\(blank)\(members.joined(separator: ",\(blank)"))\(blank)}\(random.chance(5) ? " rest" : "")"
    return encoded(text, &random)
  }

  private static func encoded(_ text: String, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(text.utf8)
    switch random.below(40) {
    case 0: return [0xEF, 0xBB, 0xBF] + bytes
    case 1: return text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    case 2: return text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case 3: bytes.removeLast(min(bytes.count, 1 + random.below(3)))
    // Never 0xFF: the parser pads short names with it, so it ignores one before a name that it has already seen.
    case 4:
      bytes.insert(random.pick([0x01, 0x0C, 0x80, 0xC3, 0xF8, 0x5C, 0x22]), at: random.below(bytes.count + 1))
    default: break
    }
    return bytes
  }

  /// A value that usually fits `type`.
  static func value(_ type: FlinkType, depth: Int, _ random: inout SeededGenerator) -> String {
    if random.chance(5) { return "null" }
    if random.chance(15) { return anything(depth: depth, &random) }
    switch type {
    case .array(let element):
      return "[\((0..<random.below(4)).map { _ in value(element, depth: depth - 1, &random) }.joined(separator: ","))]"
    case .map(_, let element):
      let entries = (0..<random.below(4)).map { _ in
        "\(RandomText.quoted(random.pick(["k", "l", "", "键"]))):\(value(element, depth: depth - 1, &random))"
      }
      return "{\(entries.joined(separator: ","))}"
    case .row(let fields):
      let members = fields.filter { _ in random.chance(85) }
        .map { "\(RandomText.quoted($0.name)):\(value($0.type, depth: depth - 1, &random))" }
      return "{\(members.joined(separator: ","))}"
    case .boolean: return random.pick(["true", "false", "\"true\"", "\" False\"", "1"])
    case .date, .time, .timestamp, .timestampLTZ: return "\"\(RandomText.time(&random))\""
    case .bytes:
      return random.pick(["\"aGk=\"", "\"\"", "\"YWJj\"", "\"YQ==\"", "\"YWJj\\n\"", "\"a-_k\"", "\"aGk=aGk=\""])
    case .string: return random.chance(60) ? RandomText.string(&random) : anything(depth: depth, &random)
    default: return random.chance(70) ? RandomText.number(&random) : RandomText.quotedNumber(&random)
    }
  }

  private static func anything(depth: Int, _ random: inout SeededGenerator) -> String {
    switch random.below(depth > 0 ? 8 : 6) {
    case 0: return random.pick(["true", "false", "null"])
    case 1, 2: return RandomText.number(&random)
    case 3: return RandomText.string(&random)
    case 4: return RandomText.quotedNumber(&random)
    case 5: return "\"\(RandomText.time(&random))\""
    case 6:
      return "[\((0..<random.below(3)).map { _ in anything(depth: depth - 1, &random) }.joined(separator: ","))]"
    default:
      let names = ["a", "b", "v", "w", "1"]
      let members = (0..<random.below(3)).map { _ in
        "\"\(random.pick(names))\":\(anything(depth: depth - 1, &random))"
      }
      return "{\(members.joined(separator: ","))}"
    }
  }
}
