import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A table that does not exist", .endsIfStuck)
struct SuggestedDeployTests {
  /// A topic and the table that it is deployed into.
  struct Topic: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let table: String
    let messages: [String]

    init(_ name: String, _ table: String, _ messages: [String]) {
      (testDescription, self.table, self.messages) = (name, table, messages)
    }
  }

  private static let envelopes: [Topic] = [
    .init(
      "canal", "canal_rows",
      (0..<3).map {
        #"{"data":[{"id":"\#($0)","price":"19.90"}],"database":"d","table":"t","type":"INSERT","pkNames":["id"],"#
          + #""es":1,"ts":1,"isDdl":false,"old":null}"#
      }),
    .init(
      "maxwell", "maxwell_rows",
      (0..<3).map { #"{"database":"d","table":"t","type":"insert","ts":1,"xid":1,"data":{"id":\#($0),"n":"a"}}"# }),
    .init(
      "connect", "\"Connect Rows\"",
      (0..<3).map {
        #"{"schema":{"type":"struct","fields":[{"type":"int64","field":"id"}]},"payload":{"id":\#($0),"userName":"a"}}"#
      }),
    .init(
      "names", "names",
      (0..<3).map { #"{"id":\#($0),"a.b":1,"x y":"1","group":true,"x'y":[1],"a\"b":{"c":1},"xmin":"1","Name":"n"}"# }),
    .init(
      "times", "times",
      (0..<3).map {
        #"{"id":\#($0),"at":"2024-05-01T10:00:0\#($0).123Z","local":"2024-05-01T10:00:00","day":"2024-05-01","#
          + #""clock":"10:00:00","paid":"2024-05-01T10:00:00+08:00","micro":"2024-05-01T10:00:00.123456Z"}"#
      }),
  ]

  private static let topics =
    DemoData.topics.map { Topic($0.name, $0.table, Array($0.messages.prefix(100))) } + envelopes

  @Test(
    "is suggested by a dry run, is created by the statement, and takes the messages without loss", arguments: topics)
  func deploys(_ topic: Topic) async throws {
    try await MissingTarget.with("deploy \(topic.testDescription)") { target in
      let missing = await target.dryRun(topic.messages, into: topic.table)
      #expect(missing.errorCode == "unknown_table", "\(JSON.object(missing).text)")
      #expect(missing.remedy.contains("suggested_ddl"))
      let statement = try #require(missing.suggestedDDL, "\(JSON.object(missing).text)")
      try await target.run(statement)
      let properties = try await target.properties()
      #expect(properties.contains { $0.hasSuffix(" orientation column") })
      #expect(properties.contains { $0.contains(" distribution_key ") })
      let plan = await target.dryRun(topic.messages, into: topic.table)
      #expect(plan["outcome"] == "succeeded", "\(JSON.object(plan).text)")
      #expect(plan.lossyColumns.isEmpty, "\(JSON.object(plan).text)")
      #expect(plan.suggestedDDL == nil)
      #expect(plan["dry_parse"]?["failed"] == 0)
      #expect(plan["dry_parse"]?["altered"] == [])
      let deployed = await target.deploy(topic.messages, into: topic.table)
      #expect(deployed.document["outcome"] == "succeeded", "\(JSON.object(deployed.document).text)")
      let expected: Set = [
        "upserted", "key_updates_possible", "changes_read", "envelope_unpacked", "time_read", "time_text_read",
        "engine_assumed", "quota_not_checked", "secrets_not_checked", "numbers_reformatted",
      ]
      #expect(Set(deployed.document.warningCodes).subtracting(expected).isEmpty, "\(deployed.document.warningCodes)")
    }
  }

  @Test("is suggested with the error of a deploy too, with its schema if that has no table")
  func error() async throws {
    try await MissingTarget.with("error") { target in
      let result = await target.deploy([#"{"id":1}"#], into: "iot.readings")
      #expect(result.document.errorCode == "unknown_table")
      let statement = try #require(result.document.suggestedDDL)
      #expect(statement.hasPrefix("CREATE SCHEMA IF NOT EXISTS \"iot\";\nBEGIN;\n"))
      try await target.run(statement)
      #expect(target.fixture.cloud == (0, 0, 0))
      let again = await target.deploy([#"{"id":1}"#], into: "iot.readings")
      #expect(again.document["outcome"] == "succeeded", "\(JSON.object(again.document).text)")
      let texts = result.document(Voice(.chinese, .commands))
      #expect(texts["error"]?["remedy"]?.string?.contains("suggested_ddl") == false)
    }
  }

  @Test("is suggested together with the others that are missing, and without those that exist")
  func several() async throws {
    try await MissingTarget.with("several", tables: ["create table there (id bigint primary key)"]) { target in
      let changes: JSONObject = ["more_tables": ["first", "second"]]
      let result = await target.dryRun([#"{"id":1,"n":2}"#], into: "there", changes)
      #expect(result["error"]?["message"]?.string?.contains("public.first") == true)
      let statement = try #require(result.suggestedDDL)
      #expect(statement.matches(of: /CREATE TABLE "public"\."(\w+)"/).map { String($0.1) } == ["first", "second"])
      try await target.run(statement)
      let plan = await target.dryRun([#"{"id":1,"n":2}"#], into: "there", changes)
      #expect(plan["outcome"] == "succeeded", "\(JSON.object(plan).text)")
    }
  }

  @Test("is not suggested where no messages show what it needs")
  func unknownFields() async throws {
    try await MissingTarget.with("unknown fields") { target in
      let result = await target.deploy([], into: "nope", ["sample_messages": .null]).document
      #expect(result.errorCode == "unknown_table")
      #expect(result.suggestedDDL == nil)
      #expect(!result.remedy.contains("suggested_ddl"))
      let declared = await target.dryRun(
        [], into: "nope", ["sample_messages": .null, "columns": [["name": "v", "type": "DECIMAL(20, 4)"]]])
      #expect(declared.suggestedDDL?.contains("\"v\" numeric(20,4)") == true)
    }
  }
}
