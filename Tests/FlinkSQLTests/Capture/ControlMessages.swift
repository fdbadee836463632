/// Messages of capture programs that change no row.
enum ControlMessages {
  static let debezium = [
    #"{"ts_ms":1714557600000}"#,
    #"{"status":"BEGIN","id":"571","event_count":null,"data_collections":null,"ts_ms":1}"#,
    #"{"status":"END","id":"571","event_count":1,"data_collections":[{"data_collection":"t","event_count":1}]}"#,
    #"{"source":{"db":"d"},"databaseName":"d","ddl":"ALTER TABLE t ADD x INT","tableChanges":[],"ts_ms":1}"#,
    #"{"op":"m","ts_ms":1,"source":{"db":"d"},"message":{"prefix":"p","content":"aGk="}}"#,
    #"{"op":"t","ts_ms":1,"source":{"db":"d","table":"t"}}"#,
  ]
  static let canal = [
    #"{"id":0,"database":"","table":"","pkNames":null,"isDdl":false,"type":"TIDB_WATERMARK","es":1,"ts":1,"data":null}"#,
    #"{"id":0,"database":"d","table":"","pkNames":null,"isDdl":true,"type":"QUERY","es":1,"ts":1,"data":null,"old":null}"#,
    #"{"id":0,"database":null,"table":null,"isDdl":false,"type":"TRANSACTIONBEGIN","es":1,"ts":1,"data":null}"#,
    #"{"id":0,"database":null,"table":null,"isDdl":false,"type":"HEARTBEAT","es":1,"ts":1,"sql":""}"#,
    #"{"id":0,"database":"d","table":"t","isDdl":true,"type":"ALTER","es":1,"ts":1,"sql":"ALTER TABLE t ADD x INT"}"#,
    #"{"id":0,"database":"d","table":"t","isDdl":true,"type":"SOMETHING","es":1,"ts":1,"data":null}"#,
  ]
  static let maxwell = [
    #"{"database":"d","table":"t","type":"bootstrap-start","ts":1,"data":{}}"#,
    #"{"database":"d","table":"t","type":"bootstrap-complete","ts":1,"data":{}}"#,
    #"{"type":"table-create","database":"d","table":"t","def":{"columns":[]},"ts":1,"sql":"CREATE TABLE t"}"#,
    #"{"type":"table-alter","database":"d","table":"t","old":{"columns":[]},"def":{"columns":[]},"ts":1}"#,
    #"{"type":"database-create","database":"d","ts":1,"sql":"CREATE DATABASE d"}"#,
  ]
}
