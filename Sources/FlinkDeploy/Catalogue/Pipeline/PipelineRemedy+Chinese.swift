import FlinkSQL
import PipelineTypes

extension PipelineRemedy {
  func chinese(_ face: Face) -> String {
    func name(_ argument: Argument) -> String { argument.name(face) }
    switch self {
    case .checkTopic: return "请检查 \(name(.topic))，或在 Kafka 中创建该 Topic"
    case .checkKafka:
      return "请检查 KAFKA_BOOTSTRAP_SERVERS、KAFKA_SASL 和 KAFKA_SSL 设置以及 Kafka 用户的权限，或传入 \(name(.columns)) 或 "
        + name(.sampleMessages)
    case .checkHologres:
      return "请检查 HOLOGRES_ENDPOINT、HOLOGRES_DATABASE、HOLOGRES_USERNAME 和 HOLOGRES_PASSWORD，或取消这些设置并传入 "
        + name(.columns)
    case .allowClearText: return "为 Hologres 实例开启 SSL，或设置 HOLOGRES_SSLMODE=prefer 以允许明文"
    case .passFields: return "请传入 \(name(.columns))，或包含字段的 \(name(.sampleMessages))"
    case .nameTable: return "请以 table 或 schema.table 的形式传入 \(name(.hologresTable))，包含点的部分用双引号括起"
    case .nameBaseTable: return "请将其底层的表传入 \(name(.hologresTable))"
    case .createTable: return "请创建该表，或在 \(name(.hologresTable)) 中传入已有的表名"
    case .createSuggestedTable:
      return "请用\(face == .tools ? " \(TableSuggestion.member) " : "下方的语句")创建该表，或在 \(name(.hologresTable)) 中传入已有的表名"
    case .useType(let type):
      return type.map { "请使用类型 \($0)" } ?? "请使用 Flink 类型，例如 BIGINT、DECIMAL(18, 2)、STRING 或 TIMESTAMP_LTZ(3)"
    case .removeDuplicate: return "每个名称只指定一次"
    case .renameColumn: return "请重命名该列，或从 \(name(.columns)) 中去掉"
    case .nameFields: return "列名须与字段名完全一致（区分大小写），或传入包含这些字段的 \(name(.sampleMessages))"
    case .changeFormat(let kind): return kind.chineseRemedy(face)
    case .writeObjects:
      return "请让生产者在每条消息中写入一个 JSON 对象，或通过 \(name(.sql)) 使用能读取这些消息的格式，例如 'csv' 或 'raw'"
    case .writeKey(let columns):
      return "请让消息包含 \(columns.abridged(.chinese))、使用自增的主键，或通过 \(name(.sql)) 计算主键"
    case .changeTypes(.typeKindRefused):
      return "请将这些列改为基本类型，或传入不含这些字段的 \(name(.columns))"
    case .fillColumns: return "请为这些列设置默认值、修改表，或通过 \(name(.sql)) 计算这些列"
    case .changeTypes(.encodedDecimals): return ConnectorSetting.decimals.chinese
    case .changeTypes(.placeholders):
      return "\(ConnectorSetting.fullRows.chinese)，或传入用 NULLIF 将占位符转换为 NULL 的 \(name(.sql))"
    case .unwrapDocuments: return "\(ConnectorSetting.documents.chinese)；或传入用 JSON_VALUE 读取该文本的 \(name(.sql))"
    case .changeTypes: return "请在 \(name(.columns)) 中使用其他类型、修改表，或传入 \(name(.sql))"
    case .matchColumns: return "请检查 \(name(.topic)) 和 \(name(.hologresTable))，或传入 \(name(.columns)) 或 \(name(.sql))"
    case .nameEventTime(let fields): return "请将 \(name(.eventTime)) 设为以下之一：\(fields.abridged(.chinese))"
    case .writeValue: return "请将实际值写入该设置"
    case .addPrimaryKey: return "请为表设置由消息字段组成的主键，并设置 HOLOGRES_ENDPOINT 以便 flink-deploy 读取该表"
    case .nameDeployment: return "请传入不含换行符、斜线、${ 且首尾无空格的 \(name(.name))"
    case .passMetadata(let keys): return "请传入以下之一：\(keys.abridged(.chinese))"
    case .passMetadataInstead(let key):
      return face == .tools ? "请传入 metadata '\(key)'，而不是类型" : "请将该列写为 NAME:TYPE:\(key)"
    case .nameColumnMembers: return "每列只能包含 name、type 和 metadata"
    case .giveType: return "请为该列指定 Flink 类型，例如 STRING"
    case .passMemory: return "请传入带单位的内存大小，例如 4 GiB"
    case .passInterval: return "请以秒为单位传入时间间隔，例如 60"
    case .passOffsets:
      return face == .tools
        ? "请在 \(name(.startupOffsets)) 中传入从 0 开始的分区和位点，例如 {\"0\": 42, \"1\": 300}"
        : "请以 \(name(.startupOffsets)) PARTITION=OFFSET 的形式传入从 0 开始的整数，例如 0=42"
    case .createSecret: return "请在 Flink 控制台（安全管理 > 变量管理）创建变量，并改写为 ${secret_values.NAME}"
    case .correctMessages:
      return "请修改 \(name(.columns)) 或表中的类型以便读取消息，或传入与作业将要读取的消息一致的 \(name(.sampleMessages))"
    case .createVariables(let names):
      return "请在 Flink 控制台（安全管理 > 变量管理）创建变量 \(names.quoted(.chinese))，然后\(face == .tools ? "重新调用" : "重新运行命令")"
    case .fitQuota:
      return "请减小 \(name(.resources))，或传入其他 \(name(.deploymentTarget))；也可以停止该队列中的其他作业，"
        + "或在 Flink 控制台增加其配额"
    }
  }
}

extension PayloadKind {
  fileprivate func chineseRemedy(_ face: Face) -> String {
    let sql = Argument.sql.name(face)
    switch self {
    case .confluentBinary:
      return "请通过 \(sql) 使用 'format' = 'avro-confluent'（或 'protobuf'）并指定 Schema Registry 的地址"
    case .confluentJSON:
      return "请让生产者写入普通 JSON，因为 Flink 的 json 格式无法跳过前五个字节；或通过 \(sql) 使用 'format' = 'raw'"
    case .avroFile, .avroSingleObject:
      return "请让生产者写入 JSON，或写入普通 Avro 并通过 \(sql) 使用 'format' = 'avro'"
    case .gzip, .zstd, .lz4: return "请改用生产者的 compression.type，由 Kafka 解压；Flink 不会解压消息体"
    case .wideText: return "请传入 \(Argument.columns.name(face))，因为 Flink 能读取此类文本，而 flink-deploy 不能"
    case .xml: return "请让生产者写入 JSON，或通过 \(sql) 使用 'format' = 'raw' 和读取 XML 的函数"
    case .awsGlue, .javaSerialisation, .cbor, .bson, .binary, .byteOrderMark, .text:
      return "请让生产者写入 JSON，或通过 \(sql) 使用能读取这些消息的格式"
    }
  }
}
