import FlinkSQL
import JSONCoding

/// A random topic and table, the script that the generator writes for them, and messages of which some do not fit.
struct PipelineCase {
  let id: String
  private let family: EngineFamily
  private let sql: String
  private let mapping: ColumnMapping
  private let fields: [(name: String, type: FlinkType)]
  private let standard: MessageSchema.TimestampStandard
  private let messages: [[UInt8]]

  /// A case, or nil when the generator knows no way from the messages into any table of ours.
  init?(id: String, _ family: EngineFamily, _ random: inout SeededGenerator) {
    let topic = RandomTopic(&random)
    var inference = SchemaInference()
    for message in topic.samples { inference.observe(SampledMessage(position: nil, value: message)) }
    guard let schema = try? inference.schema(), !schema.format.isChangeLog,
      let target = RandomTopic.table(for: schema, family.engine, &random),
      let mapping = try? ColumnMapping(schema, into: target, engine: family.engine),
      let name = try? TopicName(parsing: "topic.\(id)")
    else { return nil }
    let pipeline = try? PipelineSQL(
      topic: name, schema: schema, sinks: [PipelineSink(target.name, mapping)],
      endpoints: PipelineEndpoints(
        bootstrapServers: "kafka:9092", kafkaSecurity: nil, hologresEndpoint: "hologres:80", hologresDatabase: "db",
        hologresUsernameSecret: "u", hologresPasswordSecret: "p"),
      startupMode: random.pick([.earliestOffset, .latestOffset, .groupOffsets, .timestamp(milliseconds: 5)]),
      groupID: "g", engine: family.engine, toolVersion: "1.0.0")
    guard let pipeline, let sql = try? pipeline.text() else { return nil }
    self.id = id
    self.family = family
    self.sql = sql
    self.mapping = mapping
    fields = pipeline.sources[0].fields
    standard = schema.timestampStandard
    messages = topic.samples + topic.strays
  }

  var request: JSON {
    [
      "id": .string(id), "kind": "pipeline", "sql": .string(sql),
      "messages": .array(messages.map { .string(Base64.encoded($0)) }),
    ]
  }

  func problem(with answer: JSON, _ tally: inout Tally) -> String? {
    if let refusal = answer["refused"]?.string { return "the planner refuses: \(refusal)\n\(sql)" }
    if let death = answer["died"]?.string { return "the job dies: \(death)\n\(sql)" }
    let comparison = Comparison(columns: fields, standard: standard, reader: family.reader)
    if let difference = comparison.problem(messages, read: answer["read"]?.array ?? [], &tally) {
      return difference.description
    }
    return problem(inRows: answer["rows"]?.array ?? [], comparison.outcomes(messages), &tally)
  }

  private func problem(inRows actual: [JSON], _ outcomes: [DryParse.Outcome], _ tally: inout Tally) -> String? {
    let source = fields
    let expressions = mapping.columns.map { Expression($0.expression, source.map(\.name)) }
    let keys = mapping.columns.indices.filter { mapping.primaryKey.contains(mapping.columns[$0].name) }
    tally.add("columns by an expression that is not evaluated here", expressions.count { $0 == nil })
    // Which rows the WHERE lets pass is only known where the keys are.
    guard keys.allSatisfy({ expressions[$0] != nil }) else { return nil }
    var expected: [[FlinkValue?]] = []
    for case .row(let values) in outcomes {
      let row = expressions.map { $0?.value(values) }
      if keys.allSatisfy({ row[$0] != .null }) { expected.append(row) }
    }
    tally.add("rows", expected.count)
    if actual.count != expected.count { return "\(expected.count) rows expected, \(actual.count) written\n\(sql)" }
    for (row, written) in zip(expected, actual) {
      let values = written["row"]?.array ?? []
      for (index, value) in row.enumerated() {
        guard let value else { continue }
        tally.add("values")
        if index >= values.count || !Comparison.isSame(value.json, values[index]) {
          let column = mapping.columns[index]
          return "'\(column.name)' \(column.type.sql) by \(column.expression): expected \(value.json.text), "
            + "written \(index < values.count ? values[index].text : "nothing")\n\(sql)"
        }
      }
    }
    return nil
  }
}
