import FlinkSQL
import PipelineTypes

/// Random messages in the envelope of a change format, most of which the format nearly accepts.
struct RandomEnvelope {
  /// The format.
  let format: MessageFormat
  /// The columns of the rows.
  let columns: [(name: String, type: FlinkType)]

  /// All change formats.
  static let formats: [MessageFormat] = [
    .debeziumJSON(includesSchema: false), .debeziumJSON(includesSchema: true), .canalJSON, .maxwellJSON,
  ]

  /// A random message.
  func message(_ random: inout SeededGenerator) -> [UInt8] {
    if random.chance(6) { return RandomDocument.message(columns, &random) }
    switch format {
    case .json, .connectJSON: return RandomDocument.message(columns, &random)
    case .debeziumJSON(let includesSchema):
      let change = debezium(&random)
      if !includesSchema { return Array(change.utf8) }
      return Array(object([("schema", "null"), ("payload", random.chance(4) ? "null" : change)], &random).utf8)
    case .canalJSON: return Array(canal(&random).utf8)
    case .maxwellJSON: return Array(maxwell(&random).utf8)
    }
  }

  private func debezium(_ random: inout SeededGenerator) -> String {
    let kind = random.pick(["c", "r", "u", "u", "d", "c", "u", "d", "t", "m", "", "C"])
    let isWhole = random.chance(85)
    let before = isWhole && "cr".contains(kind) ? "null" : row(&random)
    let after = isWhole && kind == "d" ? "null" : row(&random)
    return object([("before", before), ("after", after), ("op", text(kind, &random)), ("ts_ms", "1")], &random)
  }

  private func canal(_ random: inout SeededGenerator) -> String {
    let kind = random.pick(["INSERT", "UPDATE", "UPDATE", "UPDATE", "DELETE", "CREATE", "ALTER", "insert"])
    let count = random.below(4)
    let data = random.chance(5) ? "null" : list(count, &random) { row(&$0) }
    let changed = random.chance(10) ? random.below(4) : count
    let old = kind == "UPDATE" && random.chance(93) ? list(changed, &random) { changedValues(&$0) } : "null"
    return object([("data", data), ("old", old), ("type", text(kind, &random)), ("isDdl", "false")], &random)
  }

  private func maxwell(_ random: inout SeededGenerator) -> String {
    let kind = random.pick(["insert", "update", "update", "update", "delete", "bootstrap-insert", "INSERT"])
    var members = [("data", row(&random)), ("type", text(kind, &random))]
    if kind == "update", random.chance(93) { members.append(("old", changedValues(&random))) }
    return object(members, &random)
  }

  private func row(_ random: inout SeededGenerator) -> String {
    if random.chance(4) { return random.pick(["null", "{}", "5", "[]", "\"x\""]) }
    let members = columns.filter { _ in random.chance(85) }
      .map { ($0.name, RandomDocument.value($0.type, depth: 1, &random)) }
    return object(members, &random)
  }

  /// Some of the columns, and some of their names in other places, which Flink does not distinguish.
  private func changedValues(_ random: inout SeededGenerator) -> String {
    if random.chance(4) { return random.pick(["null", "{}", "5"]) }
    var members = columns.filter { _ in random.chance(40) }
      .map { ($0.name, random.chance(30) ? "null" : RandomDocument.value($0.type, depth: 1, &random)) }
    if random.chance(20) { members.append(("other", "[{\"\(random.pick(["v", "w", "q"]))\":1}]")) }
    return object(members, &random)
  }

  private func text(_ kind: String, _ random: inout SeededGenerator) -> String {
    random.chance(3) ? random.pick(["null", "1", "{}", "[\"c\"]"]) : RandomText.quoted(kind)
  }

  private func list(_ count: Int, _ random: inout SeededGenerator, _ element: (inout SeededGenerator) -> String)
    -> String
  {
    "[\((0..<count).map { _ in element(&random) }.joined(separator: ","))]"
  }

  /// The members as an object: sometimes in another order, without one of them, or with one of them twice.
  private func object(_ members: [(String, String)], _ random: inout SeededGenerator) -> String {
    var members = members
    if random.chance(30) { members.shuffle(using: &random) }
    if random.chance(2), !members.isEmpty { members.remove(at: random.below(members.count)) }
    if random.chance(3), let first = members.first { members.append((first.0, random.pick(["null", "{}", "[]"]))) }
    return "{\(members.map { "\(RandomText.quoted($0.0)):\($0.1)" }.joined(separator: ","))}"
  }
}
