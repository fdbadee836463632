import FlinkSQL
import PipelineTypes
import SQLLint

extension PlanProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .invalidName(let name): "'\(name)' 不是有效的作业名称"
    case .invalidColumn(let name, .unknownMember(let member)): "列 '\(name)' 包含未知成员 '\(member)'"
    case .invalidColumn(let name, .typeMissing): "列 '\(name)' 没有类型"
    case .invalidColumn(let name, .metadataAsType(let type, _)):
      "列 '\(name)' 的类型 '\(type)' 是 Kafka 元数据，而不是类型"
    case .unknownMetadata(let key): "'\(key)' 不是 Kafka 元数据键"
    case .duplicateTable(let table): "表 \(table) 重复指定"
    case .invalidOffset(let partition, let offset):
      "\(Argument.startupOffsets.name(face)) 中有无效的条目：'\(partition)'：\(offset)"
    case .offsetsEmpty: "\(Argument.startupOffsets.name(face)) 为空"
    case .invalidMemory(let name, let text): "\(name) '\(text.prefix(40))' 不是 Flink 的有效内存大小"
    case .invalidInterval(let seconds): "\(seconds) 秒不是 Flink 的有效时间间隔"
    case .literalSecret(.configuration(let key)): "\(Argument.flinkConf.name(face)) 的 '\(key)' 中包含明文密钥"
    case .literalSecret(.sql(let line)):
      "\(Argument.sql.name(face)) 的第 \(line) 行包含 flink-deploy 自身的密码或密钥"
    case .literalSecret(.ownInConfiguration): "\(Argument.flinkConf.name(face)) 包含 flink-deploy 自身的密码或密钥"
    case .sqlRefused(let findings):
      findings.map { "\($0.line):\($0.column) \($0.problem.chinese(face))" }.abridged(.chinese)
    case .hologresUnreachable(let table, let error): "无法从 Hologres 读取表 \(table)：\(error.chinese(face))"
    case .unknownTable(let table, let known):
      "Hologres 中没有表 \(table)；"
        + (known.isEmpty ? "Schema '\(table.schema)' 中没有表" : "该 Schema 中的表：\(known.abridged(.chinese))")
    case .fieldsUnknown(.kafkaMissing):
      "消息字段未知：无法读取 Kafka（未设置 KAFKA_BOOTSTRAP_SERVERS，或该程序不含 Kafka 客户端），也无法读取目标表"
    case .fieldsUnknown(.topicEmpty(let topic)): "消息字段未知：Topic '\(topic)' 为空，且无法读取目标表"
    case .messagesUnreadable(let count, let total, let first):
      "\(total) 条采样消息中有 \(count) 条会使作业停止；首条为\(first.place(.chinese))：\(first.reason.chinese(face))"
    case .tablesRefused(let tables): tables.map { "\($0.table)：\($0.problem.chinese(face))" }.abridged(.chinese)
    case .missingSecret(let names): "SQL 引用的项目变量不存在：\(names.quoted(.chinese))"
    case .quotaExceeded(let shortage): shortage.chinese
    }
  }
}
