import FlinkSQL
import PipelineTypes
import Testing

/// What the engine's change formats were seen to do; `make verify-sql` asks them again.
@Suite("Dry parse of changes")
struct ChangeReaderTests {
  /// A message and its changes: their kinds and the values of (`id`, `n`).
  struct Case: Sendable, CustomTestStringConvertible {
    let format: MessageFormat
    let message: String
    let changes: [String]

    init(_ format: MessageFormat, _ message: String, _ changes: String...) {
      (self.format, self.message, self.changes) = (format, message, changes)
    }

    var testDescription: String { message }
  }

  private static let debezium = MessageFormat.debeziumJSON(includesSchema: false)

  private static func outcome(_ format: MessageFormat, _ message: String) throws -> (DryParse.Outcome, DryParseReport) {
    var parse = DryParse(
      columns: [("id", .bigint), ("n", .string)], standard: .iso8601, format: format,
      reader: FlinkJSONReader(of: format, on: Pipelines.vvr11))
    let outcome = parse.observe(SampledMessage(position: nil, value: Array(message.utf8)))
    return (outcome, parse.report)
  }

  private static func text(_ change: RowChange) -> String {
    let values = change.values.map { value in
      switch value {
      case .integer(let number): "\(number)"
      case .string(let text): text
      default: "null"
      }
    }
    return "\(change.kind.rawValue) \(values.joined(separator: " "))"
  }

  @Test(
    "The dry parse gives the rows that a message inserts, updates and deletes",
    arguments: [
      Case(debezium, #"{"before":null,"after":{"id":1,"n":"a"},"op":"c"}"#, "+I 1 a"),
      Case(debezium, #"{"after":{"id":1},"op":"r"}"#, "+I 1 null"),
      Case(debezium, #"{"before":{"id":1,"n":"a"},"after":{"id":1,"n":"b"},"op":"u"}"#, "-U 1 a", "+U 1 b"),
      Case(debezium, #"{"before":{"id":1,"n":"a"},"after":null,"op":"d"}"#, "-D 1 a"),
      Case(
        .debeziumJSON(includesSchema: true), #"{"schema":{},"payload":{"before":{"id":1},"op":"d"}}"#, "-D 1 null"),
      Case(
        .canalJSON, #"{"data":[{"id":"1","n":"a"},{"id":"2","n":"b"}],"type":"INSERT"}"#, "+I 1 a", "+I 2 b"),
      Case(.canalJSON, #"{"data":[{"id":"1"}],"type":"DELETE"}"#, "-D 1 null"),
      Case(
        .canalJSON, #"{"data":[{"id":"1","n":"b"}],"old":[{"n":"a"}],"type":"UPDATE"}"#, "-U 1 a", "+U 1 b"),
      Case(
        .canalJSON, #"{"data":[{"id":"1","n":"b"}],"old":[{"n":null}],"type":"UPDATE"}"#, "-U 1 null", "+U 1 b"),
      // What one row names counts as changed in the others too.
      Case(
        .canalJSON, #"{"data":[{"id":1,"n":"b"},{"id":2,"n":"d"}],"old":[{"n":"a"},{"id":3}],"type":"UPDATE"}"#,
        "-U null a", "+U 1 b", "-U 3 null", "+U 2 d"),
      // Nobody asks for rows of the past that have no row of now.
      Case(
        .canalJSON, #"{"data":[{"id":1,"n":"b"}],"old":[{"n":"a"},null],"type":"UPDATE"}"#, "-U 1 a", "+U 1 b"),
      Case(.maxwellJSON, #"{"data":{"id":1,"n":"a"},"type":"insert"}"#, "+I 1 a"),
      Case(.maxwellJSON, #"{"data":{"id":1,"n":"b"},"old":{"n":"a"},"type":"update"}"#, "-U 1 a", "+U 1 b"),
      Case(.maxwellJSON, #"{"data":{"id":1,"n":"b"},"old":{"x":[{"n":1}]},"type":"update"}"#, "-U 1 null", "+U 1 b"),
      Case(.maxwellJSON, #"{"data":{"id":1},"type":"delete"}"#, "-D 1 null"),
    ])
  func changes(_ test: Case) throws {
    let (outcome, report) = try Self.outcome(test.format, test.message)
    guard case .changes(let changes) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(changes.map(Self.text) == test.changes)
    #expect(report.failed == 0)
  }

  @Test(
    "The reason says why the job would stop, and quotes no value of a message",
    arguments: [
      (debezium, #"{"before":null,"after":{"id":1},"op":"u"}"#, ReadFault.beforeMissing),
      (debezium, #"{"before":null,"after":null,"op":"d"}"#, .beforeMissing),
      (debezium, #"{"before":null,"after":null,"op":"c"}"#, .memberMissing("after")),
      (debezium, #"{"before":null,"after":{"id":1}}"#, .changeKindMissing(member: "op")),
      (debezium, #"{"source":{},"op":"t"}"#, .changeKindUnsupported(member: "op", kind: "t")),
      (debezium, #"{"after":{"id":1},"op":"secret"}"#, .changeKindUnsupported(member: "op", kind: nil)),
      (
        debezium, #"{"after":{"id":"x"},"op":"c"}"#,
        .typeMismatch(field: "id", .text, type: "BIGINT", standard: nil)
      ),
      (debezium, "null", .emptyOrNull), (.canalJSON, " ", .emptyOrNull), (debezium, "{", .notJSON(.textEnds)),
      (.debeziumJSON(includesSchema: true), #"{"schema":{},"payload":null}"#, .memberMissing("payload")),
      (.canalJSON, #"{"data":null,"type":"INSERT"}"#, .memberMissing("data")),
      (.canalJSON, #"{"data":[null],"type":"DELETE"}"#, .memberMissing("data[]")),
      (.canalJSON, #"{"data":[{"id":1}],"old":null,"type":"UPDATE"}"#, .memberMissing("old")),
      (.canalJSON, #"{"data":[{"id":1}],"old":[],"type":"UPDATE"}"#, .tooFewRows(member: "old")),
      (.canalJSON, #"{"data":null,"type":"TRUNCATE"}"#, .changeKindUnsupported(member: "type", kind: "TRUNCATE")),
      (.maxwellJSON, #"{"data":{"id":1},"type":"update"}"#, .memberMissing("old")),
      (
        .maxwellJSON, #"{"data":{"id":1},"type":"bootstrap-insert"}"#,
        .changeKindUnsupported(member: "type", kind: "bootstrap-insert")
      ),
    ])
  func failures(_ format: MessageFormat, _ message: String, _ fault: ReadFault) throws {
    let (outcome, report) = try Self.outcome(format, message)
    #expect(outcome == .failure(fault))
    #expect(report.isHopeless)
  }

  @Test(
    "A message that changes no row is skipped",
    arguments: [
      Case(debezium, ""), Case(.canalJSON, #"{"data":null,"type":"CREATE","isDdl":true}"#),
      Case(.canalJSON, #"{"data":[],"old":null,"type":"UPDATE"}"#), Case(.maxwellJSON, ""),
    ])
  func skipped(_ test: Case) throws {
    #expect(try Self.outcome(test.format, test.message).0 == .skipped)
  }

  @Test("Altered values on either side of a change are counted by the field's own name")
  func altered() throws {
    let message = #"{"before":{"id":1.9},"after":{"id":2.5},"op":"u"}"#
    let altered = try Self.outcome(Self.debezium, message).1.altered
    #expect(altered.map(\.field) == ["id"])
    #expect(altered.map(\.value) == ["1.9"])
    #expect(altered.map(\.becomes) == [.value("1")])
    #expect(altered.map(\.count) == [2])
  }
}
