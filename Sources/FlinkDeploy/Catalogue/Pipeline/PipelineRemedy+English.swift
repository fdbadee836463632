import FlinkSQL
import PipelineTypes

extension PipelineRemedy {
  func english(_ face: Face) -> String {
    func name(_ argument: Argument) -> String { argument.name(face) }
    switch self {
    case .checkTopic: return "Check \(name(.topic)), or create the topic in Kafka"
    case .checkKafka:
      return
        "Check KAFKA_BOOTSTRAP_SERVERS, the KAFKA_SASL and KAFKA_SSL settings and the permissions of the Kafka user, "
        + "or pass \(name(.columns)) or \(name(.sampleMessages))"
    case .checkHologres:
      return
        "Check HOLOGRES_ENDPOINT, HOLOGRES_DATABASE, HOLOGRES_USERNAME and HOLOGRES_PASSWORD, or unset them and pass "
        + name(.columns)
    case .allowClearText:
      return "Enable SSL for the Hologres instance, or set HOLOGRES_SSLMODE=prefer to allow clear text"
    case .passFields: return "Pass \(name(.columns)), or \(name(.sampleMessages)) with fields"
    case .nameTable:
      return "Pass \(name(.hologresTable)) as table or schema.table. Put parts that contain dots in double quotes"
    case .nameBaseTable: return "Pass the underlying table as \(name(.hologresTable))"
    case .createTable: return "Create the table, or pass the name of an existing table as \(name(.hologresTable))"
    case .createSuggestedTable:
      let statements = face == .tools ? TableSuggestion.member : "the statements below"
      return "Create the table with \(statements), or pass the name of an existing table as \(name(.hologresTable))"
    case .useType(let type):
      return type.map { "Use the type \($0)" }
        ?? "Use a Flink type such as BIGINT, DECIMAL(18, 2), STRING or TIMESTAMP_LTZ(3)"
    case .removeDuplicate: return "Give each name once"
    case .renameColumn: return "Rename the column or leave it out of \(name(.columns))"
    case .nameFields:
      return
        "Name the columns exactly as the fields, including case, or pass \(name(.sampleMessages)) that contain them"
    case .changeFormat(let kind): return kind.englishRemedy(face)
    case .writeObjects:
      return "Let the producer write one JSON object per message, or pass \(name(.sql)) with a format that reads these "
        + "messages, such as 'csv' or 'raw'"
    case .fillColumns:
      return "Give the columns a default, change the table, or pass \(name(.sql)) that computes them"
    case .changeTypes(.encodedDecimals): return ConnectorSetting.decimals.english
    case .changeTypes(.placeholders):
      return "\(ConnectorSetting.fullRows.english), or pass \(name(.sql)) that turns the placeholder into NULL with "
        + "NULLIF"
    case .unwrapDocuments:
      return "\(ConnectorSetting.documents.english). Or pass \(name(.sql)) that reads the text with JSON_VALUE"
    case .writeKey(let columns):
      return "Let the messages have \(columns.abridged(.english)), give the table a key that counts, or pass "
        + "\(name(.sql)) that computes it"
    case .changeTypes(.typeKindRefused):
      return "Give the columns base types, or pass \(name(.columns)) without these fields"
    case .changeTypes:
      return "Pass \(name(.columns)) with other types, change the table, or pass \(name(.sql))"
    case .matchColumns:
      return "Check \(name(.topic)) and \(name(.hologresTable)), or pass \(name(.columns)) or \(name(.sql))"
    case .nameEventTime(let fields): return "Pass \(name(.eventTime)) as one of \(fields.abridged(.english))"
    case .writeValue: return "Write the value itself into the setting"
    case .addPrimaryKey:
      return "Give the table a primary key of columns that the messages have, and set HOLOGRES_ENDPOINT so that "
        + "flink-deploy can read the table"
    case .nameDeployment: return "Pass \(name(.name)) without line breaks, slashes, ${ and blanks at its ends"
    case .passMetadata(let keys): return "Pass one of \(keys.abridged(.english))"
    case .passMetadataInstead(let key):
      return face == .tools
        ? "Pass metadata '\(key)' instead of a type" : "Write the column as NAME:TYPE:\(key)"
    case .nameColumnMembers: return "Give each column name, type and metadata only"
    case .giveType: return "Give the column a Flink type, such as STRING"
    case .passMemory: return "Pass memory with a unit, such as 4 GiB"
    case .passInterval: return "Pass intervals in seconds, such as 60"
    case .passOffsets:
      return face == .tools
        ? "Pass \(name(.startupOffsets)) as partitions and offsets from 0, such as {\"0\": 42, \"1\": 300}"
        : "Pass \(name(.startupOffsets)) PARTITION=OFFSET with whole numbers from 0, such as 0=42"
    case .createSecret:
      return "Create a variable in the Flink console (Security > Variables) and write ${secret_values.NAME} instead"
    case .correctMessages:
      return "Change the types in \(name(.columns)) or in the table so that messages can be read, or pass "
        + "\(name(.sampleMessages)) like those that the job will read"
    case .createVariables(let names):
      return "Create \(names.count == 1 ? "variable" : "variables") \(names.quoted(.english)) in the Flink console "
        + "(Security > Variables). Then \(face == .tools ? "call again" : "run the command again")"
    case .fitQuota:
      return "Pass smaller \(name(.resources)) or another \(name(.deploymentTarget)). Or stop other jobs of the queue, "
        + "or increase its quota in the Flink console"
    }
  }
}

extension PayloadKind {
  fileprivate func englishRemedy(_ face: Face) -> String {
    let sql = Argument.sql.name(face)
    switch self {
    case .confluentBinary:
      return "Pass \(sql) with 'format' = 'avro-confluent' (or 'protobuf') and the address of the schema registry"
    case .confluentJSON:
      return
        "Let the producer write plain JSON, because Flink's json format cannot skip the five bytes in front, or pass "
        + "\(sql) with 'format' = 'raw'"
    case .avroFile, .avroSingleObject:
      return "Let the producer write JSON, or plain Avro and pass \(sql) with 'format' = 'avro'"
    case .gzip, .zstd, .lz4:
      return "Use the producer's compression.type instead, which Kafka decompresses. Flink does not decompress values"
    case .wideText:
      return "Pass \(Argument.columns.name(face)), because Flink reads such text and flink-deploy does not"
    case .xml: return "Let the producer write JSON, or pass \(sql) with 'format' = 'raw' and a function that reads XML"
    case .awsGlue, .javaSerialisation, .cbor, .bson, .binary, .byteOrderMark, .text:
      return "Let the producer write JSON, or pass \(sql) with a format that reads these messages"
    }
  }
}
