import FlinkSQL
import JSONCoding
import PipelineTypes

/// A pipeline in a session with one time zone.
struct PipelineRun: StorableCase {
  let id: String
  /// The session time zone.
  let zone: SessionZone
  /// The pipeline.
  let `case`: PipelineCase

  private var messages: [(value: [UInt8], standing: Standing)] { `case`.topic.messages }

  var request: JSON {
    [
      "id": .string(id), "kind": "pipeline", "sql": .string(`case`.sql), "zone": .string(zone.name),
      "messages": .array(messages.map { .string(Base64.encoded($0.value)) }),
      "metadata": .array(`case`.records.map(\.json)),
    ]
  }

  var stored: StoredPipeline {
    let sinks = `case`.readings.flatMap { reading in
      zip(reading.sinkNames, reading.tables).map { StoredSink(name: $0, table: $1.target, mapping: $1.mapping) }
    }
    return StoredPipeline(
      id: id, sql: `case`.sql, zone: zone, topic: `case`.topicName, messages: messages.map(\.value),
      records: `case`.records, sinks: sinks)
  }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let problem = Problem(of: answer, `case`.sql) { return problem }
    for reading in `case`.readings {
      let read = answer["read"]?[reading.name]?.array ?? []
      let values = messages.map(\.value)
      let parsed = values.map(reading.comparison.dryParse)
      if let difference = reading.comparison.problem(values, parsed.map(\.0), read: read, &tally) {
        return .difference(difference.description)
      }
      for (name, table) in zip(reading.sinkNames, reading.tables) {
        noteRefused(table, reading, &tally)
        if `case`.readings.count > 1 || reading.tables.count > 1 { tally.add("tables beside others") }
        let rows = (answer["rows"]?.array ?? []).filter { $0["table"]?.string == name }
        if let problem = problem(of: table, inRows: rows, reading, parsed, &tally) {
          return .difference("\(problem)\n\(`case`.sql)")
        }
      }
    }
    return nil
  }

  private func problem(
    of table: PipelineTable, inRows rows: [JSON], _ reading: PipelineReading,
    _ parsed: [(DryParse.Outcome, DryParseReport)], _ tally: inout Tally
  ) -> String? {
    let judge = RowJudge(
      table.mapping, table.target, container: reading.container, topic: `case`.topicName, labels: `case`.topic.labels,
      zone: zone)
    let byMessage = Dictionary(grouping: rows) { $0["message"]?.int ?? -1 }
    for (index, (message, standing)) in messages.enumerated() {
      let (outcome, report) = parsed[index]
      let written = byMessage[index] ?? []
      guard case .changes = outcome else {
        if written.isEmpty { continue }
        return "a row was written for \(String(decoding: message, as: UTF8.self)), which cannot be read"
      }
      guard let json = try? JSON.parse(message, allowsControlCharacters: true) else {
        return "the oracle cannot read \(message)"
      }
      let original = RowJudge.Original(
        message: json, record: `case`.records[index], altered: report.altered.map(\.field))
      if written.isEmpty {
        if judge.mayBeLeftOut(original) { continue }
        return "no row was written for \(json.text)"
      }
      tally.add("rows")
      if reading.container != nil { tally.add("rows in Kafka Connect's envelope") }
      tally.add("values", table.mapping.columns.count)
      tally.add("values of Kafka metadata", table.mapping.columns.count { $0.metadata != nil })
      guard written.count == 1, let values = written[0]["row"]?.array else { return "several rows for \(json.text)" }
      if let problem = judge.problem(original, written: values, standing, &tally.ledger) { return problem }
    }
    return nil
  }

  private func noteRefused(_ table: PipelineTable, _ reading: PipelineReading, _ tally: inout Tally) {
    let values = messages.filter { $0.standing != .stray }.compactMap { try? JSON.parse($0.value) }
      .map { json in reading.container.map { json.member($0) } ?? json }
    let own = table.refused.filter { `case`.topic.labels[ExactName($0.field)] != nil }
    for (field, type) in own where values.allSatisfy({ type.canHold($0.member(field)) }) {
      tally.ledger.noteRefused(`case`.topic.labels[ExactName(field)] ?? "?", type)
    }
  }
}
