import JSONCoding
import Testing

extension Engine.UpdateTests {
  @Test("of given SQL that use the state lose and repeat no message", arguments: UpdateChange.kept)
  func usesState(_ change: UpdateChange) async throws {
    let topic = try await UpdatedTopic(change.topic, change.before)
    let first = topic.sql
    if change.addsKey { try await topic.addKey() }
    async let updated = topic.update(change.arguments, input: change.input)
    try topic.produce(100..<150)
    let result = try await updated
    #expect(result["success"] == true, "\(result.text)")
    #expect(result["compatibility"]?["verdict"]?.string == change.verdict, "\(result.text)")
    #expect(result["savepoint_id"]?.string != nil)
    #expect(topic.sql == change.after.sql(change.topic))
    try topic.produce(150..<200)
    try await topic.expect(writes: 200, rows: 200)
    if let history = change.history { try await topic.expectCopy(of: 150..<200, history: history) }
    guard let verdictBack = change.verdictBack else { return }
    async let returned = topic.rollback()
    try topic.produce(200..<250)
    let back = try await returned
    #expect(back["success"] == true, "\(back.text)")
    #expect(back["compatibility"]?["verdict"]?.string == verdictBack, "\(back.text)")
    #expect(topic.sql == first)
    try topic.produce(250..<300)
    try await topic.expect(writes: 300, rows: 300)
  }

  @Test(
    "of given SQL that cannot use the state are refused, and the job runs on; without the state it reads all again",
    arguments: UpdateChange.refused)
  func cannotUseState(_ change: UpdateChange) async throws {
    let topic = try await UpdatedTopic(change.topic, change.before)
    let first = topic.sql
    let refused = try await topic.update(change.arguments, input: change.input)
    #expect(refused["error"]?["code"] == "incompatible_state", "\(refused.text)")
    #expect(refused["error"]?["rolled_back"] == .null)
    #expect(refused["compatibility"]?["verdict"]?.string == change.verdict)
    #expect(topic.sql == first)
    try topic.produce(100..<150)
    try await topic.expect(writes: 150, rows: 150)
    #expect(topic.jobStates == ["RUNNING"])
    let result = try await topic.update(change.arguments + ["--state", "DISCARD"], input: change.input)
    #expect(result["success"] == true, "\(result.text)")
    #expect(topic.sql == change.after.sql(change.topic))
    try await topic.expect(writes: 300, rows: 150)
    if let history = change.history { try await topic.expectCopy(of: 100..<150, history: history) }
  }

  @Test("without a change leave the job alone")
  func unchanged() async throws {
    let script = UpdateScript()
    let topic = try await UpdatedTopic("update_unchanged", script)
    let result = try await topic.update(["--sql-file", "-"], input: script.sql("update_unchanged"))
    #expect(result["success"] == true, "\(result.text)")
    #expect(result["version"] == 1)
    #expect(result["job_id"] == topic.job["job_id"])
    try topic.produce(100..<150)
    try await topic.expect(writes: 150, rows: 150)
    #expect(topic.jobStates == ["RUNNING"])
  }
}

extension UpdateChange {
  /// The name of topic and table.
  fileprivate var topic: String { "change_\(name)" }

  /// Whether the table needs a primary key that it did not have.
  fileprivate var addsKey: Bool { after.targets[0].hasKey && !before.targets[0].hasKey }

  /// The flags of the update.
  fileprivate var arguments: [String] { flags.isEmpty ? ["--sql-file", "-"] : flags }

  /// The standard input of the update.
  fileprivate var input: String { flags.isEmpty ? after.sql(topic) : "" }
}
