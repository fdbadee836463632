import FlinkSQL

/// The envelopes of changes that Flink reads, as capture programs write them.
enum ChangeEnvelope: CaseIterable {
  case debezium, debeziumWithSchema, canal, maxwell

  /// How its messages must be read.
  var format: MessageFormat {
    switch self {
    case .debezium: .debeziumJSON(includesSchema: false)
    case .debeziumWithSchema: .debeziumJSON(includesSchema: true)
    case .canal: .canalJSON
    case .maxwell: .maxwellJSON
    }
  }

  /// Whether it is Debezium's.
  var isDebezium: Bool { self == .debezium || self == .debeziumWithSchema }

  /// The messages of one change.
  /// - Parameters:
  ///   - before: The row before the change; nil for an insertion.
  ///   - after: The row after the change; nil for a deletion.
  ///   - schema: The fields of the row's schema, as Kafka Connect writes them.
  func messages(
    before: ChangeStream.Row?, after: ChangeStream.Row?, schema: String, _ random: inout SeededGenerator
  ) -> [String] {
    switch self {
    case .debezium, .debeziumWithSchema: debezium(before, after, schema, &random)
    case .canal: canal(before, after, &random)
    case .maxwell: [maxwell(before, after)]
    }
  }

  private func debezium(
    _ before: ChangeStream.Row?, _ after: ChangeStream.Row?, _ schema: String, _ random: inout SeededGenerator
  ) -> [String] {
    let operation = before == nil ? random.pick(["c", "c", "r"]) : after == nil ? "d" : "u"
    let change =
      "{\"before\":\(ChangeEnvelope.object(before)),\"after\":\(ChangeEnvelope.object(after)),"
      + "\"source\":{\"db\":\"d\",\"table\":\"t\"},\"op\":\"\(operation)\",\"ts_ms\":1700000000000,"
      + "\"transaction\":null}"
    let sides = ["before", "after"].map { "{\"field\":\"\($0)\",\"type\":\"struct\",\"fields\":\(schema)}" }
    let message =
      self == .debezium
      ? change
      : "{\"schema\":{\"type\":\"struct\",\"fields\":[\(sides.joined(separator: ","))]},\"payload\":\(change)}"
    // The empty value after a deletion is a tombstone: log compaction then deletes the key.
    return operation == "d" && random.chance(50) ? [message, ""] : [message]
  }

  private func canal(
    _ before: ChangeStream.Row?, _ after: ChangeStream.Row?, _ random: inout SeededGenerator
  ) -> [String] {
    let type = before == nil ? "INSERT" : after == nil ? "DELETE" : "UPDATE"
    let old = type == "UPDATE" ? "[\(ChangeEnvelope.object(difference(before, after)))]" : "null"
    let database = random.chance(15) ? "null" : "\"d\""
    let message =
      "{\"data\":[\(ChangeEnvelope.object(after ?? before))],\"database\":\(database),\"es\":1700000000000,"
      + "\"id\":1,\"isDdl\":false,\"mysqlType\":{},\"old\":\(old),\"pkNames\":[\"id\"],"
      + "\"sql\":\"\",\"sqlType\":{},\"table\":\"t\",\"ts\":1700000000000,\"type\":\"\(type)\"}"
    let definition =
      "{\"data\":null,\"database\":\"d\",\"es\":1,\"isDdl\":true,\"old\":null,"
      + "\"sql\":\"CREATE TABLE t\",\"table\":\"t\",\"ts\":1,\"type\":\"CREATE\"}"
    return random.chance(5) ? [definition, message] : [message]
  }

  private func maxwell(_ before: ChangeStream.Row?, _ after: ChangeStream.Row?) -> String {
    let type = before == nil ? "insert" : after == nil ? "delete" : "update"
    let old = type == "update" ? ",\"old\":\(ChangeEnvelope.object(difference(before, after)))" : ""
    return "{\"database\":\"d\",\"table\":\"t\",\"type\":\"\(type)\",\"ts\":1700000000,\"xid\":1,\"commit\":true,"
      + "\"data\":\(ChangeEnvelope.object(after ?? before))\(old)}"
  }

  /// The old values that an update changes.
  private func difference(_ before: ChangeStream.Row?, _ after: ChangeStream.Row?) -> ChangeStream.Row {
    zip(before ?? [], after ?? []).filter { $0.value != $1.value }.map(\.0)
  }

  /// The row as a JSON object; `null` without one.
  static func object(_ row: ChangeStream.Row?) -> String {
    guard let row else { return "null" }
    return "{\(row.map { "\(RandomText.quoted($0.name)):\($0.value)" }.joined(separator: ","))}"
  }
}
