import PipelineTypes

/// Messages in the envelopes of programs that capture changes, and of Kafka Connect.
enum Envelopes {
  static let debezium = [
    #"{"before":null,"after":{"id":1,"n":"a"},"source":{"db":"d"},"op":"c","ts_ms":1}"#,
    #"{"before":{"id":1,"n":"a"},"after":{"id":1,"n":"b"},"source":{"db":"d"},"op":"u","ts_ms":2}"#,
  ]
  static let canal = [
    #"{"data":[{"id":"1","n":"a"}],"database":"d","table":"t","type":"INSERT","es":1,"ts":1,"isDdl":false,"old":null}"#,
    #"{"data":[{"id":"1","n":"b"}],"database":"d","table":"t","type":"UPDATE","es":1,"ts":1,"isDdl":false,"old":[{"n":"a"}]}"#,
  ]
  static let maxwell = [
    #"{"database":"d","table":"t","type":"insert","ts":1,"xid":1,"commit":true,"data":{"id":1,"n":"a"}}"#,
    #"{"database":"d","table":"t","type":"update","ts":1,"xid":1,"data":{"id":1,"n":"b"},"old":{"n":"a"}}"#,
  ]
  static let table = Pipelines.table(["id": "bigint!", "n": "text"], key: ["id"])

  /// A message as Kafka Connect writes it.
  static func connect(_ payload: String) -> String {
    #"{"schema":{"type":"struct","fields":[{"type":"int64","field":"id"}]},"payload":\#(payload)}"#
  }
}
