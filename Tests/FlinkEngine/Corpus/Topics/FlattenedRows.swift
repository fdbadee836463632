/// Random rows as Debezium's transformation ExtractNewRecordState writes them, with members that mark deletions.
struct FlattenedRows {
  /// The messages, tombstones among them.
  private(set) var messages: [String] = []
  /// The indexes of the messages that mark their row as deleted.
  private(set) var deletions: Set<Int> = []
  /// The member that marks deletions, the first of several.
  let member: String

  private typealias Mark = (member: String, deleted: String, kept: String)

  private static let marks: [Mark] = [
    ("__deleted", "\"true\"", "\"false\""), ("__deleted", "true", "false"), ("__op", "\"d\"", "\"u\""),
    ("__source_op", "\"d\"", "\"c\""), ("_cdc_deleted", "\"TRUE\"", "\"FALSE\""), ("op", "\"d\"", "\"r\""),
  ]

  /// Random rows.
  init(_ random: inout SeededGenerator) {
    var marks = [random.pick(FlattenedRows.marks)]
    let second = random.pick(FlattenedRows.marks)
    if random.chance(30), second.member != marks[0].member { marks.append(second) }
    member = marks[0].member
    let isEnveloped = random.chance(30)
    for _ in 0..<(4 + random.below(10)) {
      let isDeleted = random.chance(30)
      var members = ["\"id\":\(random.below(1000))", "\"n\":\"\(random.pick(["a", "b", "字"]))\""]
      members += marks.map { "\"\($0.member)\":\(isDeleted ? $0.deleted : $0.kept)" }
      // Without it `op` could be any field.
      members.append("\"ts_ms\":1700000000000")
      if isDeleted { deletions.insert(messages.count) }
      let row = "{\(members.joined(separator: ","))}"
      messages.append(
        isEnveloped ? "{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"payload\":\(row)}" : row)
      if isDeleted, random.chance(30) { messages.append("") }
    }
  }
}
