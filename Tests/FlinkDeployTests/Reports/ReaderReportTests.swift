import FlinkSQL
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Reported topics that the reader or the database cuts", .endsIfStuck)
struct ReaderReportTests {
  @Test(
    "U+0000 is named where jsonb rejects it, where text loses it, and where two keys become one", .bug(id: "1-09"),
    arguments: ReportedTopic.engines)
  func nullCharacters(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [
        #"{"code":"A","body":"plain","meta":{"from":"x"},"meta_json":{"from":"x"}}"#,
        #"{"code":"B\u0000","body":"hi \u0000 there","meta":{"from":"a\u0000b"},"meta_json":{"from":"a\u0000b"}}"#,
        #"{"code":"B","body":"other","meta":{"half":"\ud800"},"meta_json":{"n":1}}"#,
      ], into: "public.sms", ["create table sms (code text primary key, body text, meta jsonb, meta_json json)"],
      on: engine)
    let notes = result.pipelineNotes.filter { $0.code.hasPrefix("null_character") }
    #expect(notes.count == 3)
    #expect(notes.contains(.field("code", .nullCharacterRemoved(messages: 1, inKey: true))))
    #expect(notes.contains(.field("body", .nullCharacterRemoved(messages: 1, inKey: false))))
    #expect(notes.contains(.field("meta", .nullCharacterRejected(messages: 1, columnType: "jsonb"))))
    let parse = result.document["dry_parse"]
    #expect(parse?["failed"] == 1)
    #expect(parse?["failures"]?.array?.map { $0["code"] } == ["null_character"])
    #expect(parse?["failures"]?.array?.map { $0["message"] } == [2])
  }

  private static let firstValues: [(messages: [String], cut: Int)] = [
    (
      [
        #"{"id":1,"v":"a"} {"id":2,"v":"b"} {"id":3,"v":"c"}"#, #"{"id":4,"v":"d"}"#,
        #"{"id":5,"v":"e"}{"id":6,"v":"f"}"#, #"{"id":7,"v":"g"} trailing words"#,
      ], 3
    ),
    (
      [
        #"{"id":1,"v":"a"} {"id":2,"v":"b"} {"id":3,"v":"c"}"#, #"{"id":5,"v":"e"}{"id":6,"v":"f"}"#,
        #"{"id":7,"v":"g"}{"id":8,"v":"h"}"#,
      ], 3
    ),
    ([#"{"id":1,"v":"a"}"# + "\n" + #"{"id":2,"v":"b"}"#, #"{"id":4,"v":"d"}"# + "\n"], 1),
  ]

  @Test(
    "messages with text behind their first value are counted as a loss", .bug(id: "1-10"), arguments: firstValues,
    ReportedTopic.engines)
  func textAfterValue(_ topic: (messages: [String], cut: Int), _ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      topic.messages, into: "public.t", ["create table t (id bigint primary key, v text)"], on: engine)
    #expect(result.pipelineNotes.contains(.topic(.textAfterValue(count: topic.cut, total: topic.messages.count))))
    #expect(!result.document.warningCodes.contains("messages_unused"))
    #expect(result.document["dry_parse"]?["text_after_value"]?.int == topic.cut)
    #expect(result.document["dry_parse"]?["failed"] == 0)
  }
}
