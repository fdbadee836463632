import FlinkSQL

/// A message that a capture program writes beside the changes of rows.
struct RandomControl {
  /// The message.
  let text: String
  /// Its kind, by which the note counts it; nil if the note does not.
  let kind: ControlKind?
  /// Whether Flink's reader fails at it.
  let isRejected: Bool

  private typealias Known = (text: String, kind: ControlKind)

  /// A random control message of the program that writes `envelope`.
  /// - Parameters:
  ///   - envelope: The envelope.
  ///   - row: A row, for messages that contain one.
  ///   - random: The generator.
  init(in envelope: ChangeEnvelope, row: ChangeStream.Row?, _ random: inout SeededGenerator) {
    let time = String(1_700_000_000_000 + random.below(1_000_000))
    switch envelope {
    case .debezium: self.init(random.pick(RandomControl.debezium(time)))
    case .debeziumWithSchema:
      let schema = random.pick([
        "null", #"{"type":"struct","fields":[{"type":"int64","optional":false,"field":"ts_ms"}],"optional":false}"#,
      ])
      let (text, kind) = random.pick(RandomControl.debezium(time))
      self.init((text: "{\"schema\":\(schema),\"payload\":\(text)}", kind: kind))
    case .canal:
      if random.chance(10) {
        self.init(text: RandomControl.canal("CREATE", time, isStatement: true), kind: nil, isRejected: false)
      } else {
        self.init(RandomControl.canal(time, &random))
      }
    case .maxwell:
      // A row that Maxwell read when it started. Flink does not know the kind.
      if random.chance(15) {
        let text = RandomControl.maxwell("bootstrap-insert", time, "\"data\":\(ChangeEnvelope.object(row ?? []))")
        self.init(text: text, kind: nil, isRejected: true)
      } else {
        self.init(random.pick(RandomControl.maxwell(time)))
      }
    }
  }

  private init(text: String, kind: ControlKind?, isRejected: Bool) {
    (self.text, self.kind, self.isRejected) = (text, kind, isRejected)
  }

  private init(_ known: Known) { self.init(text: known.text, kind: known.kind, isRejected: true) }

  private static func debezium(_ time: String) -> [Known] {
    let source = #""source":{"connector":"postgresql","db":"d","table":"t"}"#
    return [
      (#"{"ts_ms":\#(time)}"#, .heartbeat), (#"{"serverName":"server","ts_ms":\#(time)}"#, .heartbeat),
      (#"{"ts_ms":\#(time),"ts_us":\#(time)000,"ts_ns":\#(time)000000}"#, .heartbeat),
      (
        #"{"status":"BEGIN","id":"571:53","event_count":null,"data_collections":null,"ts_ms":\#(time)}"#,
        .transactionBegin
      ),
      (
        #"{"status":"END","id":"571:53","event_count":1,"data_collections":[{"data_collection":"t","event_count":1}]}"#,
        .transactionEnd
      ),
      (
        #"{\#(source),"databaseName":"d","schemaName":null,"ddl":"ALTER TABLE t","tableChanges":[],"ts_ms":\#(time)}"#,
        .schemaChange
      ), (#"{\#(source),"databaseName":"d","ddl":null,"tableChanges":[{"type":"ALTER"}]}"#, .schemaChange),
      (#"{"op":"m","ts_ms":\#(time),\#(source),"message":{"prefix":"p","content":"aGk="}}"#, .logicalMessage),
      // The watermark of TiCDC.
      (#"{\#(source),"op":"m","ts_ms":\#(time),"commit_ts":1,"cluster_id":"default"}"#, .logicalMessage),
      (#"{"before":null,"after":null,\#(source),"op":"t","ts_ms":\#(time),"transaction":null}"#, .truncate),
      (#"{\#(source),"op":"t","ts_ms":\#(time)}"#, .truncate),
    ]
  }

  private static func canal(_ time: String, _ random: inout SeededGenerator) -> Known {
    if random.chance(10) { return (canal("SOMETHING", time, isStatement: true), .other) }
    let type = random.pick([
      "TIDB_WATERMARK", "QUERY", "TRANSACTIONBEGIN", "TRANSACTIONEND", "BEGIN", "COMMIT", "HEARTBEAT", "ALTER",
      "TRUNCATE", "RENAME", "ERASE", "CINDEX", "DDL",
    ])
    return (canal(type, time, isStatement: random.chance(50)), .type(type))
  }

  private static func canal(_ type: String, _ time: String, isStatement: Bool) -> String {
    let place =
      isStatement ? #""database":"d","table":"t""# : #""database":null,"table":null,"_tidb":{"watermarkTs":1}"#
    return #"{"id":0,\#(place),"pkNames":null,"isDdl":\#(isStatement),"type":"\#(type)","es":\#(time),"ts":\#(time),"#
      + #""sql":"","sqlType":null,"mysqlType":null,"data":null,"old":null}"#
  }

  private static func maxwell(_ time: String) -> [Known] {
    let members = [
      ("bootstrap-start", #""data":{}"#), ("bootstrap-complete", #""data":{}"#), ("heartbeat", #""data":{}"#),
      ("table-create", #""def":{"columns":[]},"sql":"CREATE TABLE t""#),
      ("table-alter", #""old":{"columns":[]},"def":{"columns":[]}"#), ("table-drop", #""sql":"DROP TABLE t""#),
      ("database-create", #""sql":"CREATE DATABASE d""#), ("database-drop", #""sql":"DROP DATABASE d""#),
    ]
    return members.map { (maxwell($0.0, time, $0.1), .type($0.0)) }
  }

  private static func maxwell(_ type: String, _ time: String, _ members: String) -> String {
    #"{"database":"d","table":"t","type":"\#(type)","ts":\#(time.dropLast(3)),\#(members)}"#
  }
}
