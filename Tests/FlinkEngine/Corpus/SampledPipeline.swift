import FlinkSQL
import JSONCoding
import PipelineTypes

/// Messages, the schema that is inferred from the first of them, and the script that writes them to one table.
struct SampledPipeline {
  /// The messages that the schema is inferred from, and then those that come later.
  let messages: [[UInt8]]
  /// The fields.
  let schema: MessageSchema
  /// The columns.
  let mapping: ColumnMapping
  /// The source of the script.
  let source: PipelineSource
  /// The script.
  let sql: String
  private let comparison: Comparison

  /// A pipeline.
  /// - Parameters:
  ///   - id: The ID of the case.
  ///   - samples: The messages that the schema is inferred from.
  ///   - strays: Messages that come later.
  ///   - table: The table.
  ///   - family: The engine.
  /// - Throws: The generator's problem.
  init(
    case id: String, _ samples: [String], strays: [String] = [], into table: TargetTable, _ family: EngineFamily
  ) throws {
    messages = (samples + strays).map { Array($0.utf8) }
    var inference = SchemaInference()
    for message in samples { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    schema = try inference.schema()
    mapping = try ColumnMapping(schema, into: table, engine: family.engine)
    let pipeline = try PipelineSQL(case: id, schema, [PipelineSink(table.name, mapping)], family.engine)
    source = pipeline.sources[0]
    sql = try pipeline.text()
    comparison = Comparison(
      columns: source.fields, standard: schema.timestampStandard, format: schema.format,
      reader: FlinkJSONReader(of: schema.format, on: family.engine))
  }

  /// The question for the engine.
  /// - Parameters:
  ///   - id: The ID of the case.
  ///   - zone: The session time zone.
  func request(id: String, zone: String) -> JSON {
    [
      "id": .string(id), "kind": "pipeline", "sql": .string(sql), "zone": .string(zone),
      "messages": .array(messages.map { .string(Base64.encoded($0)) }),
    ]
  }

  /// What is wrong with the engine's run, whatever rows it wrote; nil if nothing is.
  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let problem = Problem(of: answer, sql) { return problem }
    let read = answer["read"]?["kafka_source"]?.array ?? []
    return comparison.problem(messages, read: read, &tally).map { .difference($0.description) }
  }

  /// The rows that the engine wrote, in their order.
  func rows(in answer: JSON) -> [WrittenRow] { (answer["rows"]?.array ?? []).map { WrittenRow($0, mapping) } }
}

/// A row that the engine wrote.
struct WrittenRow {
  /// The index of its message; nil if it is not known.
  let message: Int?
  /// Whether it is deleted, perhaps because its next version follows.
  let isDeleted: Bool
  /// The values by the names of the columns, as the harness writes them.
  let values: [ExactName: JSON]

  /// The row in the harness's answer.
  init(_ row: JSON, _ mapping: ColumnMapping) {
    message = row["message"]?.int.flatMap { $0 < 0 ? nil : $0 }
    isDeleted = row["kind"]?.string?.hasPrefix("-") ?? false
    let written = zip(mapping.columns, row["row"]?.array ?? [])
    values = Dictionary(written.map { (ExactName($0.name), $1) }) { first, _ in first }
  }

  /// The value of a column; null if the column is not written.
  subscript(_ column: String) -> JSON { values[ExactName(column)] ?? .null }
}
