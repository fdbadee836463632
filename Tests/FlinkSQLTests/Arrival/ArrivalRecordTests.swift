import FlinkSQL
import JSONCoding
import PipelineTypes
import Testing

@Suite("Stored keys")
struct ArrivalRecordTests {
  private func keys(_ topic: GoldenTopic, _ engine: EngineVersion) throws -> ArrivalKeys {
    let more = topic.more.map { (name: $0.key, columns: $0.value.columns, key: $0.value.key) }
    let tables = ([(name: topic.name, columns: topic.columns, key: topic.key)] + more).map { table in
      TargetTable(
        name: TableName(schema: "public", table: table.name),
        columns: table.columns.map { column in
          TargetTable.Column(
            name: column.name, databaseType: column.type, isNullable: !table.key.contains(column.name))
        }, primaryKey: table.key)
    }
    return try ArrivalKeys(topic.messages, into: tables, engine: engine, startup: topic.startup)
  }

  @Test("Keys are read as they were stored", arguments: GoldenTopic.all, [Pipelines.vvr8, Pipelines.vvr11])
  func roundTrip(_ topic: GoldenTopic, _ engine: EngineVersion) throws {
    let record = ArrivalRecord.keys(try keys(topic, engine))
    #expect(ArrivalRecord(json: try JSON.parse(record.json.text)) == record)
  }

  @Test("Each conversion and each obstacle is read as it was stored")
  func conversions() throws {
    let inexact = ArrivalKeyTests.inexact.map { ($0.sample, $0.type) }
    for (sample, type) in ArrivalKeyTests.exact.map({ ($0.sample, $0.type) }) + inexact {
      let table = Pipelines.table(["k": type], key: ["k"])
      let record = ArrivalRecord.keys(try ArrivalKeys(["{\"k\":\(sample)}"], into: [table]))
      #expect(ArrivalRecord(json: try JSON.parse(record.json.text)) == record, "\(sample) \(type)")
    }
    #expect(ArrivalRecord(json: ArrivalRecord.givenSQL.json) == .givenSQL)
  }

  @Test("A job that continues from the state of another script did not read the beginning")
  func continued() throws {
    let record = ArrivalRecord.keys(try keys(GoldenTopic.all[0], Pipelines.vvr11))
    guard case .keys(let keys) = record, case .keys(let continued) = record.continued else {
      Issue.record("no keys")
      return
    }
    #expect(keys.startsAtBeginning && !continued.startsAtBeginning)
    #expect(continued.searchable == keys.searchable)
    #expect(ArrivalRecord.givenSQL.continued == .givenSQL)
  }

  @Test("What a later release stores is not understood, and harms nothing")
  func unknown() throws {
    let table = Pipelines.table(["k": "bigint!"], key: ["k"])
    let text = ArrivalRecord.keys(try ArrivalKeys(["{\"k\":1}"], into: [table])).json.text
    let later = try JSON.parse(text.replacing("\"read\"", with: "\"guess\""))
    guard case .keys(let keys) = ArrivalRecord(json: later) else {
      Issue.record("not read")
      return
    }
    #expect(keys.unsearchable.map(\.obstacle) == [.keyConverted(column: "k")])
    #expect(ArrivalRecord(json: try JSON.parse(text.replacing("\"json\"", with: "\"avro\""))) == nil)
    #expect(ArrivalRecord(json: .null) == nil)
    #expect(ArrivalRecord(json: ["keys": ["topic": "orders"]]) == nil)
  }

  @Test(
    "Only the earliest offset is the beginning of the topic",
    arguments: [
      (StartupMode.earliestOffset, true), (.latestOffset, false), (.groupOffsets, false),
      (.timestamp(milliseconds: 1), false), (.specificOffsets([0: 0]), false),
    ])
  func beginning(_ startup: StartupMode, _ isBeginning: Bool) throws {
    let keys = try ArrivalKeys(["{\"id\":1,\"n\":\"a\"}"], into: [Envelopes.table], startup: startup)
    #expect(keys.startsAtBeginning == isBeginning)
  }
}
