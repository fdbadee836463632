import FlinkSQL
import PipelineTypes
import Testing

@Suite("Changes and the rows of their keys")
struct ArrivalChangeTests {
  private static func debezium(_ operation: String, _ before: String, _ after: String) -> String {
    #"{"before":\#(before),"after":\#(after),"source":{"db":"d"},"op":"\#(operation)","ts_ms":3}"#
  }

  private static func row(_ id: Int) -> String { #"{"id":\#(id),"n":"x"}"# }

  private static func key(_ id: Int) -> RowKey { RowKey(["id": "\(id)"]) }

  @Test("Debezium inserts, updates and deletes the row of the key", arguments: [Pipelines.vvr8, Pipelines.vvr11])
  func debezium(_ engine: EngineVersion) throws {
    let keys = try ArrivalKeys(Envelopes.debezium, into: [Envelopes.table], engine: engine)
    #expect(keys.hasDeletions)
    let written: [RowEffect] = [.written(Self.key(7))]
    #expect(keys.effects(of: Self.debezium("c", "null", Self.row(7))) == written)
    #expect(keys.effects(of: Self.debezium("r", "null", Self.row(7))) == written)
    #expect(keys.effects(of: Self.debezium("u", Self.row(7), Self.row(7))) == written)
    #expect(keys.effects(of: Self.debezium("d", Self.row(7), "null")) == [.deleted(Self.key(7))])
    #expect(keys.effects(of: "") == [.unknown(.noRow)])
    // A heartbeat, which has no operation.
    #expect(keys.effects(of: #"{"ts_ms":1}"#) == [.unknown(.unreadable)])
  }

  @Test("An update that changes the key deletes one row and writes another, where such updates were seen")
  func keyChange() throws {
    let moved = Self.debezium("u", Self.row(1), Self.row(2))
    let keys = try ArrivalKeys(Envelopes.debezium + [moved], into: [Envelopes.table])
    #expect(keys.effects(of: moved) == [.deleted(Self.key(1)), .written(Self.key(2))])
  }

  @Test("Canal's list of rows is one effect each, and its statements are none")
  func canal() throws {
    let keys = try ArrivalKeys(Envelopes.canal, into: [Envelopes.table])
    func message(_ type: String, _ rows: String) -> String {
      #"{"data":[\#(rows)],"old":null,"database":"d","table":"t","type":"\#(type)","es":1,"ts":1,"isDdl":false}"#
    }
    let rows = #"{"id":"8","n":"a"},{"id":"9","n":"b"}"#
    #expect(keys.effects(of: message("INSERT", rows)) == [.written(Self.key(8)), .written(Self.key(9))])
    #expect(keys.effects(of: message("DELETE", rows)) == [.deleted(Self.key(8)), .deleted(Self.key(9))])
    #expect(keys.effects(of: message("CREATE", "")) == [.unknown(.noRow)])
  }

  @Test("Maxwell deletes the row of the key")
  func maxwell() throws {
    let keys = try ArrivalKeys(Envelopes.maxwell, into: [Envelopes.table])
    let message = #"{"database":"d","table":"t","type":"delete","ts":1,"xid":1,"data":{"id":7,"n":"a"}}"#
    #expect(keys.effects(of: message) == [.deleted(Self.key(7))])
  }
}
