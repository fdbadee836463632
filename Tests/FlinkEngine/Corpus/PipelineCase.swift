import FlinkSQL
import JSONCoding

/// A random topic and table, the script that the generator writes for them, and messages of which some do not fit.
struct PipelineCase {
  private let id: String
  private let family: EngineFamily
  private let sql: String
  private let mapping: ColumnMapping
  private let fields: [(name: String, type: FlinkType)]
  private let target: TargetTable?
  private let standard: MessageSchema.TimestampStandard
  private let messages: [(value: [UInt8], standing: Standing)]
  private let labels: [String: String]
  private let refused: [(field: String, type: DatabaseType)]

  /// A case, or nil when the generator knows no way from any field into any column of ours.
  /// - Throws: What the generator says when it knows one for each column, and not for all of them.
  init?(id: String, _ family: EngineFamily, _ random: inout SeededGenerator) throws {
    let schema: MessageSchema
    if random.chance(25) {
      let declaration = RandomDeclaration(&random)
      schema = try MessageSchema(columns: declaration.columns.map { .init(name: $0.name, type: $0.type) })
      labels = declaration.labels
      messages =
        (0..<10).map { _ in (declaration.message(&random), .declared) } + [([], .stray), (Array("{}".utf8), .stray)]
    } else {
      let topic = RandomTopic(&random)
      var inference = SchemaInference()
      for message in topic.samples { inference.observe(SampledMessage(position: nil, value: message)) }
      guard let inferred = try? inference.schema(), !inferred.format.isChangeLog else { return nil }
      schema = inferred
      labels = topic.labels
      messages = topic.samples.map { ($0, .sampled) } + topic.strays.map { ($0, .stray) }
    }
    // The last of VVR 8 that shifts instants is tried too.
    let engine = family == .vvr8 && random.chance(15) ? EngineVersion(8, 0, 5) : family.engine
    if random.chance(12) {
      (target, mapping, refused) = (nil, try ColumnMapping(copying: schema, engine: engine), [])
    } else {
      guard let table = RandomTable(for: schema, engine, &random) else { return nil }
      mapping = try ColumnMapping(schema, into: table.table, engine: engine)
      (target, refused) = (table.table, table.refused)
    }
    let startupMode = random.pick([
      StartupMode.earliestOffset, .latestOffset, .groupOffsets, .timestamp(milliseconds: 5),
    ])
    let pipeline = try PipelineSQL(case: id, schema, mapping, target, engine, startupMode)
    (sql, fields) = (try pipeline.text(), pipeline.sources[0].fields)
    (self.id, self.family, standard) = (id, family, schema.timestampStandard)
  }

  /// The case in each zone that it can depend on.
  var runs: [PipelineRun] {
    let zones = mapping.columns.contains { $0.type.isTemporal } ? SessionZone.all : Array(SessionZone.all.prefix(1))
    return zones.map { PipelineRun(id: "\(id)@\($0.name)", zone: $0, case: self) }
  }

  fileprivate func request(_ run: PipelineRun) -> JSON {
    [
      "id": .string(run.id), "kind": "pipeline", "sql": .string(sql), "zone": .string(run.zone.name),
      "messages": .array(messages.map { .string(Base64.encoded($0.value)) }),
    ]
  }

  fileprivate func problem(_ run: PipelineRun, with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let problem = Problem(of: answer, sql) { return problem }
    let comparison = Comparison(columns: fields, standard: standard, reader: family.reader)
    if let difference = comparison.problem(
      messages.map(\.value), read: answer["read"]?["kafka_source"]?.array ?? [], &tally)
    {
      return .difference(difference.description)
    }
    noteRefused(&tally)
    return problem(run, inRows: answer["rows"]?.array ?? [], &tally).map { .difference("\($0)\n\(sql)") }
  }

  private func problem(_ run: PipelineRun, inRows rows: [JSON], _ tally: inout Tally) -> String? {
    let judge = RowJudge(mapping, target, labels: labels, zone: run.zone)
    let byMessage = Dictionary(grouping: rows) { $0["message"]?.int ?? -1 }
    for (index, (message, standing)) in messages.enumerated() {
      var parse = DryParse(columns: fields, standard: standard, reader: family.reader)
      let outcome = parse.observe(SampledMessage(position: nil, value: message))
      let written = byMessage[index] ?? []
      guard case .changes = outcome else {
        if written.isEmpty { continue }
        return "a row was written of \(String(decoding: message, as: UTF8.self)), which cannot be read"
      }
      guard let json = try? JSON.parse(message, allowsControlCharacters: true) else {
        return "the oracle cannot read \(message)"
      }
      let bent = parse.report.bent.map(\.field)
      if written.isEmpty {
        if judge.mayBeLeftOut(json, bent: bent) { continue }
        return "no row was written of \(json.text)"
      }
      tally.add("rows")
      tally.add("values", mapping.columns.count)
      guard written.count == 1, let values = written[0]["row"]?.array else { return "several rows of \(json.text)" }
      if let problem = judge.problem(json, written: values, standing, bent: bent, &tally.ledger) { return problem }
    }
    return nil
  }

  private func noteRefused(_ tally: inout Tally) {
    let values = messages.filter { $0.standing != .stray }.compactMap { try? JSON.parse($0.value) }
    for (field, type) in refused where values.allSatisfy({ type.canHold($0[field] ?? .null) }) {
      tally.ledger.noteRefused(labels[field] ?? "?", type)
    }
  }
}

/// A case in a session of one time zone.
struct PipelineRun: EngineCase {
  let id: String
  let zone: SessionZone
  fileprivate let `case`: PipelineCase

  fileprivate init(id: String, zone: SessionZone, case: PipelineCase) {
    (self.id, self.zone, self.case) = (id, zone, `case`)
  }

  var request: JSON { `case`.request(self) }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? { `case`.problem(self, with: answer, &tally) }
}

extension FlinkType {
  fileprivate var isTemporal: Bool {
    switch self {
    case .date, .time, .timestamp, .timestampLTZ: true
    default: false
    }
  }
}
