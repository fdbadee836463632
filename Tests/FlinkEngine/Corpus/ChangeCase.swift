import FlinkSQL
import JSONCoding
import PipelineTypes

/// A random stream of changes, the script that the generator writes for it, and the rows that must remain.
struct ChangeCase: StorableCase {
  let id: String
  private let stream: ChangeStream
  private let sql: String
  private let comparison: Comparison
  private let mapping: ColumnMapping
  private let target: TargetTable
  private let zone: SessionZone
  private let capture: CaptureJudge
  private let nulls: NullCharacterJudge

  /// A case, or nil if the generator has no conversion from the rows to any table of ours.
  /// - Parameters:
  ///   - id: Its ID.
  ///   - family: The engine.
  ///   - isMixed: Whether control messages and placeholders are among the changes.
  ///   - random: The generator.
  /// - Throws: The generator's problem if it converts each column, but not all of them together.
  init?(id: String, _ family: EngineFamily, isMixed: Bool = false, _ random: inout SeededGenerator) throws {
    stream = ChangeStream(isMixed: isMixed, &random)
    var inference = SchemaInference()
    for message in stream.messages { inference.observe(SampledMessage(position: nil, value: message)) }
    let schema = try inference.schema()
    guard schema.format == stream.envelope.format else {
      let controls = stream.controls.values.map(\.text).joined(separator: "\n")
      throw CorpusError(
        message: "\(id): changes in the envelope \(stream.envelope) are read as \(schema.format) beside\n\(controls)")
    }
    guard let table = RandomTable(for: schema, family.engine, key: stream.key, &random)?.table else { return nil }
    mapping = try ColumnMapping(schema, into: table, engine: family.engine)
    let pipeline = try PipelineSQL(case: id, schema, [PipelineSink(table.name, mapping)], family.engine)
    sql = try pipeline.text()
    comparison = Comparison(
      columns: pipeline.sources[0].fields, standard: schema.timestampStandard, format: schema.format, reader: .tree)
    capture = CaptureJudge(stream, schema, mapping, family)
    nulls = NullCharacterJudge(schema, pipeline.sources[0], mapping, table)
    (self.id, target, zone) = (id, table, random.pick(SessionZone.all))
  }

  var request: JSON {
    [
      "id": .string(id), "kind": "pipeline", "sql": .string(sql), "zone": .string(zone.name),
      "messages": .array(stream.messages.map { .string(Base64.encoded($0)) }),
    ]
  }

  var stored: StoredPipeline {
    StoredPipeline(
      id: id, sql: sql, zone: zone, topic: "topic.\(id)", messages: stream.messages, records: nil,
      sinks: [StoredSink(name: "hologres_sink", table: target, mapping: mapping)])
  }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let problem = Problem(of: answer, sql) { return problem }
    let read = answer["read"]?["kafka_source"]?.array ?? []
    if let difference = comparison.problem(stream.messages, read: read, &tally) {
      return .difference(difference.description)
    }
    if let fault = capture.problem(withRead: read) ?? nulls.problem(stream.messages, read: read) {
      return .difference("\(fault)\n\(sql)")
    }
    tally.add("changes", stream.messages.count - stream.controls.count)
    tally.add("control messages", stream.controls.count)
    tally.add("placeholders", stream.placeholders.values.reduce(0, +))
    return problem(inRows: answer["rows"]?.array ?? [], &tally).map { .difference("\($0)\n\(sql)") }
  }

  private func problem(inRows changes: [JSON], _ tally: inout Tally) -> String? {
    let judge = RowJudge(mapping, target, container: nil, topic: id, labels: stream.labels, zone: zone)
    var table: [String: [JSON]] = [:]
    for change in changes {
      let values = change["row"]?.array ?? []
      let isDeleted = change["kind"]?.string?.hasPrefix("-") ?? false
      table[judge.key(of: values)] = isDeleted ? nil : values
    }
    guard table.count == stream.rows.count else {
      return "\(stream.rows.count) rows must remain, \(table.count) do: \(JSON.array(changes).text)"
    }
    for (key, row) in stream.rows.sorted(by: { $0.key < $1.key }) {
      guard let json = try? JSON.parse(Array(ChangeEnvelope.object(row).utf8), allowsControlCharacters: true),
        let written = table.values.first(where: { judge.hasKey(of: RowJudge.Original(message: json), $0) })
      else { return "the row of \(key) is missing: \(JSON.array(changes).text)" }
      tally.add("rows that remain after changes")
      if let problem = judge.problem(RowJudge.Original(message: json), written: written, .sampled, &tally.ledger) {
        return problem
      }
      if let problem = capture.problem(ofRow: row, written: written) { return problem }
    }
    return nil
  }
}
