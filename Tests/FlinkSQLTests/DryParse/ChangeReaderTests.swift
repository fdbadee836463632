import FlinkSQL
import Testing

/// What the engine's change formats were seen to do; `make verify-sql` asks them again.
@Suite("Dry parse of changes")
struct ChangeReaderTests {
  /// A message, and the changes that come of it: their kinds and the values of (`id`, `n`).
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
    "gives the rows that a message inserts, updates and deletes",
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
    "says why the job would stop",
    arguments: [
      Case(debezium, #"{"before":null,"after":{"id":1},"op":"u"}"#, "REPLICA IDENTITY FULL"),
      Case(debezium, #"{"before":null,"after":null,"op":"d"}"#, "REPLICA IDENTITY FULL"),
      Case(debezium, #"{"before":null,"after":null,"op":"c"}"#, "'after' is missing or null"),
      Case(debezium, #"{"before":null,"after":{"id":1}}"#, "'op' is missing"),
      Case(debezium, #"{"source":{},"op":"t"}"#, "kind of change 't'"),
      Case(debezium, #"{"after":{"id":1},"op":"secret"}"#, "names a kind of change that"),
      Case(debezium, #"{"after":{"id":"x"},"op":"c"}"#, "'id' holds a text"),
      Case(debezium, "null", "it is empty or null"), Case(.canalJSON, " ", "it is empty or null"),
      Case(debezium, "{", "it is not JSON"),
      Case(.debeziumJSON(includesSchema: true), #"{"schema":{},"payload":null}"#, "'payload' is missing or null"),
      Case(.canalJSON, #"{"data":null,"type":"INSERT"}"#, "'data' is missing or null"),
      Case(.canalJSON, #"{"data":[null],"type":"DELETE"}"#, "'data[]' is missing or null"),
      Case(.canalJSON, #"{"data":[{"id":1}],"old":null,"type":"UPDATE"}"#, "'old' is missing or null"),
      Case(.canalJSON, #"{"data":[{"id":1}],"old":[],"type":"UPDATE"}"#, "'old' lists fewer rows"),
      Case(.canalJSON, #"{"data":null,"type":"TRUNCATE"}"#, "kind of change 'TRUNCATE'"),
      Case(.maxwellJSON, #"{"data":{"id":1},"type":"update"}"#, "'old' is missing or null"),
      Case(.maxwellJSON, #"{"data":{"id":1},"type":"bootstrap-insert"}"#, "kind of change 'bootstrap-insert'"),
    ])
  func failures(_ test: Case) throws {
    let (outcome, report) = try Self.outcome(test.format, test.message)
    guard case .failure(let reason) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(reason.contains(test.changes[0]))
    #expect(!reason.contains("secret"))
    #expect(report.isHopeless)
  }

  @Test(
    "passes over what is no change of a row",
    arguments: [
      Case(debezium, ""), Case(.canalJSON, #"{"data":null,"type":"CREATE","isDdl":true}"#),
      Case(.canalJSON, #"{"data":[],"old":null,"type":"UPDATE"}"#), Case(.maxwellJSON, ""),
    ])
  func skipped(_ test: Case) throws {
    #expect(try Self.outcome(test.format, test.message).0 == .skipped)
  }

  @Test("tells what is bent on either side of a change, by the field's own name")
  func bent() throws {
    let message = #"{"before":{"id":1.9},"after":{"id":2.5},"op":"u"}"#
    let bent = try Self.outcome(Self.debezium, message).1.bent
    #expect(bent.map(\.field) == ["id"])
    #expect(bent.map(\.value) == ["1.9"])
    #expect(bent.map(\.count) == [2])
  }
}
