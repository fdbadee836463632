import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Control messages of capture programs")
struct ControlMessageTests {
  @Test(
    "One change decides what the topic is, however many control messages there are",
    arguments: [
      (Envelopes.debezium[0], ControlMessages.debezium, MessageFormat.debeziumJSON(includesSchema: false)),
      (
        withSchema(Envelopes.debezium[0]), ControlMessages.debezium.map(withSchema),
        .debeziumJSON(includesSchema: true)
      ),
      (Envelopes.canal[0], ControlMessages.canal, .canalJSON),
      (Envelopes.maxwell[0], ControlMessages.maxwell, .maxwellJSON),
    ])
  func oneChange(_ change: String, _ controls: [String], _ format: MessageFormat) throws {
    let schema = try Pipelines.schema(controls + controls + [change])
    #expect(schema.format == format)
    #expect(schema.fields.map(\.name) == ["id", "n"])
    let noted = try #require(schema.notes.controlMessages)
    #expect(noted.kinds.reduce(0) { $0 + $1.count } == 2 * controls.count)
    #expect(noted.total == 2 * controls.count + 1)
  }

  @Test(
    "The job stops at each control message",
    arguments: [
      (Envelopes.debezium[0], ControlMessages.debezium), (Envelopes.canal[0], ControlMessages.canal),
      (Envelopes.maxwell[0], ControlMessages.maxwell),
    ])
  func stopping(_ change: String, _ controls: [String]) throws {
    let schema = try Pipelines.schema(controls + [change])
    var parse = DryParse(
      columns: schema.fields.map { ($0.name, $0.type) }, standard: .iso8601, format: schema.format, reader: .tree)
    for message in controls + [change] { parse.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    #expect(parse.report.failed == controls.count)
    #expect(parse.report.messages == controls.count + 1)
  }

  @Test("The kinds are named and counted, the most first")
  func kinds() throws {
    let messages = [ControlMessages.canal[0], ControlMessages.canal[1], ControlMessages.canal[0], Envelopes.canal[0]]
    let noted = try #require(try Pipelines.schema(messages).notes.controlMessages)
    #expect(noted.kinds.map(\.kind) == [.type("TIDB_WATERMARK"), .type("QUERY")])
    #expect(noted.kinds.map(\.count) == [2, 1])
    #expect(noted.option == "canal-json.ignore-parse-errors")
  }

  @Test("A word that could be a value is not named")
  func unknownKind() throws {
    let noted = try #require(
      try Pipelines.schema([ControlMessages.canal[5], Envelopes.canal[0]]).notes.controlMessages)
    #expect(noted.kinds.map(\.kind) == [.other])
  }

  @Test("A statement that creates a table does not stop the job, and is not counted")
  func create() throws {
    let create = ControlMessages.canal[4].replacing("ALTER", with: "CREATE")
    #expect(try Pipelines.schema([create, Envelopes.canal[0]]).notes.controlMessages == nil)
  }

  @Test(
    "Canal without a database or without rows is Canal",
    arguments: [
      (#""database":"d""#, #""database":null"#), (#""database":"d","#, ""), (#""table":"t""#, #""table":null"#),
    ])
  func incomplete(_ member: String, _ replacement: String) throws {
    let insert = Envelopes.canal[0].replacing(member, with: replacement)
    let empty = #"{"data":null,"database":null,"table":"t","type":"UPDATE","es":1,"ts":1,"isDdl":false}"#
    let schema = try Pipelines.schema([insert, empty, empty])
    #expect(schema.format == .canalJSON)
    #expect(schema.fields.map(\.name) == ["id", "n"])
  }

  @Test(
    "Messages that could be rows are rows where no change says otherwise",
    arguments: [
      [#"{"ts_ms":1}"#, #"{"ts_ms":2}"#], [#"{"status":"BEGIN","id":"a","event_count":1}"#],
      [#"{"type":"INSERT","table":"t","data":[1,2]}"#], [#"{"type":"update","table":"t","data":{"a":1}}"#],
      [#"{"type":"DELETE","data":[{"a":1}],"ts":1}"#], [#"{"op":"t","id":1}"#],
    ])
  func rows(_ messages: [String]) throws {
    #expect(try Pipelines.schema(messages).format == .json)
  }

  @Test("Rows beside control messages of another program are rows")
  func otherRows() throws {
    let schema = try Pipelines.schema([#"{"id":1}"#, ControlMessages.canal[0], #"{"id":2}"#])
    #expect(schema.format == .json)
    #expect(schema.notes.topicFacts == [.envelopePartial(.canal, count: 1, hasBothForms: false)])
  }

  @Test(
    "A topic of control messages only has no schema, and says why",
    arguments: [
      (ControlMessages.canal, Envelope.canal), (ControlMessages.maxwell, .maxwell),
      (ControlMessages.debezium.suffix(2), .debezium),
    ])
  func onlyControls(_ messages: [String], _ envelope: Envelope) {
    #expect {
      try Pipelines.schema(messages)
    } throws: { error in
      guard case .noSchema(.noRows(let found, let kinds)) = error as? PipelineProblem else { return false }
      return found == envelope && kinds.reduce(0) { $0 + $1.count } == messages.count
    }
  }

  @Test("The keys of control messages do not count")
  func keys() throws {
    var inference = SchemaInference()
    for (key, value) in [(#"{"id":1}"#, Envelopes.canal[0]), (#"{"id":1}"#, Envelopes.canal[1])] {
      inference.observe(SampledMessage(position: nil, key: Array(key.utf8), value: Array(value.utf8)))
    }
    let before = try inference.schema().notes.topicFacts
    inference.observe(SampledMessage(position: nil, value: Array(ControlMessages.canal[0].utf8)))
    #expect(try inference.schema().notes.topicFacts.filter { $0.code != "control_messages" } == before)
  }

  private static func withSchema(_ payload: String) -> String {
    #"{"schema":{"type":"struct","fields":[]},"payload":\#(payload)}"#
  }
}

extension [PipelineNote] {
  /// What is said of control messages.
  fileprivate var controlMessages: (kinds: [ControlCount], total: Int, option: String)? {
    for case .controlMessages(_, let kinds, let total, let option) in topicFacts { return (kinds, total, option) }
    return nil
  }
}
