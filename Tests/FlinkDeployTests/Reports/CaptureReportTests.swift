import FlinkSQL
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Reported topics of capture programs", .endsIfStuck)
struct CaptureReportTests {
  private static let documents = ["create table doc (id bigint primary key, title text, body text)"]

  @Test(
    "the placeholder for a value that was not logged is named, with the option that keeps the stored value",
    .bug(id: "1-01"),
    arguments: [
      [
        #"{"id":1,"title":"first","body":"a text of ten thousand characters"}"#,
        #"{"id":2,"title":"second","body":"another long one"}"#,
        #"{"id":1,"title":"first, renamed","body":"__debezium_unavailable_value"}"#,
      ],
      [
        change(#""op":"c""#, before: "null", after: #"{"id":1,"title":"first","body":"long text"}"#),
        change(
          #""op":"u""#, before: #"{"id":1,"title":null,"body":null}"#,
          after: #"{"id":1,"title":"renamed","body":"__debezium_unavailable_value"}"#),
      ],
    ], ReportedTopic.engines)
  func placeholder(_ messages: [String], _ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(messages, into: "public.doc", Self.documents, on: engine)
    let option = engine.hasPrefix("vvr-8") ? "ignorenullwhenupdate" : "sink.ignore-null-when-update.enabled"
    #expect(result.pipelineNotes.contains(.field("body", .placeholderWritten(messages: 1, option: option))))
    #expect(!result.pipelineNotes.contains { $0.code == "placeholder_written" && $0.names != ["body"] })
    #expect(result.document.verdict(on: "body") == "lossy")
    #expect(result.document["dry_parse"]?["failed"] == 0)
  }

  private static func change(_ kind: String, before: String, after: String) -> String {
    #"{"before":\#(before),"after":\#(after),"source":{"connector":"postgresql","db":"cms","schema":"public","#
      + #""table":"doc"},\#(kind),"ts_ms":1714557600000}"#
  }

  private static let orders = ["create table orders (id int primary key, name text)"]

  @Test(
    "watermarks of TiCDC do not hide the rows, and the kinds that stop the job are counted", .bug(id: "1-03"),
    arguments: [(5, true), (2, false)], ReportedTopic.engines)
  func watermarks(_ controls: (watermarks: Int, hasQuery: Bool), _ engine: String) async throws {
    let messages =
      (0..<controls.watermarks).map(Self.watermark) + Self.inserts + (controls.hasQuery ? [Self.query] : [])
    let result = try await ReportedTopic.dryRun(messages, into: "public.orders", Self.orders, on: engine)
    let document = result.document
    #expect(result.outcome == .succeeded)
    #expect(document.flinkSQL.contains("'format' = 'canal-json'"))
    #expect(document["columns"]?.array?.map { $0["field"] } == ["id", "name"])
    let stopping = controls.watermarks + (controls.hasQuery ? 1 : 0)
    #expect(document["dry_parse"]?["messages"]?.int == messages.count)
    #expect(document["dry_parse"]?["failed"]?.int == stopping)
    let kinds: [ControlKind] = [.type("TIDB_WATERMARK")] + (controls.hasQuery ? [.type("QUERY")] : [])
    var isNoted = false
    for case .topic(.controlMessages(.canal, let counts, let total, let option)) in result.pipelineNotes {
      isNoted = true
      #expect(counts.map(\.kind) == kinds)
      #expect(counts.map(\.count) == [controls.watermarks] + (controls.hasQuery ? [1] : []))
      #expect(total == messages.count)
      #expect(option == "canal-json.ignore-parse-errors")
    }
    #expect(isNoted)
  }

  @Test("rows with an end of line, and an empty message, are read as before", .bug(id: "1-03"))
  func lineEnds() async throws {
    let messages = Self.inserts.map { $0 + "\r\n" } + [""]
    for engine in ReportedTopic.engines {
      let result = try await ReportedTopic.dryRun(messages, into: "public.orders", Self.orders, on: engine)
      #expect(result.outcome == .succeeded)
      #expect(result.document.flinkSQL.contains("'format' = 'canal-json'"))
      #expect(result.document["dry_parse"]?["failed"] == 0)
    }
  }

  private static func watermark(_ number: Int) -> String {
    #"{"id":0,"database":"","table":"","pkNames":null,"isDdl":false,"type":"TIDB_WATERMARK","es":1640007049196,"#
      + #""ts":1640007050284,"sql":"","sqlType":null,"mysqlType":null,"data":null,"old":null,"#
      + #""_tidb":{"watermarkTs":42991800790443000\#(number)}}"#
  }

  private static let inserts = (1...2).map { number in
    #"{"id":0,"database":"shop","table":"orders","pkNames":["id"],"isDdl":false,"type":"INSERT","es":1639633141221,"#
      + #""ts":1639633142960,"sql":"","sqlType":{"id":4,"name":12},"mysqlType":{"id":"int","name":"varchar"},"#
      + #""data":[{"id":"\#(number)","name":"n\#(number)"}],"old":null,"_tidb":{"commitTs":429918007904436226}}"#
  }

  private static let query =
    #"{"id":0,"database":"shop","table":"","pkNames":null,"isDdl":true,"type":"QUERY","es":1639633094670,"#
    + #""ts":1639633095489,"sql":"drop database if exists shop","sqlType":null,"mysqlType":null,"data":null,"#
    + #""old":null,"_tidb":{"commitTs":429918007904436226}}"#

  @Test(
    "decimals as bytes are refused as such in columns of numbers, and stay in one of text", .bug(id: "1-07"),
    arguments: ReportedTopic.engines)
  func decimals(_ engine: String) async throws {
    let source = #""source":{"connector":"postgresql","db":"inv","schema":"public","table":"price"},"op":"c""#
    let rows = [
      #"{"id":1,"price":"AxY=","qty":{"scale":0,"value":"Cg=="},"note":"AxY="}"#,
      #"{"id":2,"price":"AA==","qty":{"scale":2,"value":"AxY="},"note":null}"#,
    ]
    let result = try await ReportedTopic.dryRun(
      rows.map { #"{"before":null,"after":\#($0),\#(source),"ts_ms":1714557600000}"# }, into: "public.price",
      ["create table price (id int primary key, price numeric(10,2), qty numeric(20,0), note text)"], on: engine)
    #expect(result.document.errorCode == "incompatible_types")
    #expect(result.refusedColumns.map(\.name) == ["price", "qty"])
    #expect(result.refusedColumns.map(\.reason) == [.encodedDecimals, .encodedDecimals])
    #expect(result.failure?.remedy as? PipelineRemedy == .changeTypes(.encodedDecimals))
    #expect(result.document.verdict(on: "note") == "exact")
  }
}
