import FlinkSQL
import PipelineTypes

extension ColumnFact {
  func chinese(_ face: Face) -> String {
    switch self {
    case .otherFieldsMatch(let field, let others): "取字段 '\(field)'；字段 \(others.quoted(.chinese)) 也匹配"
    case .filledFromMetadata(let metadata): "由 Kafka 元数据（\(metadata.rawValue)）填充，因为没有同名字段"
    case .nullStopsJob(let field, let reason):
      "为 NOT NULL，但\(reason.chinese(field))；遇到此类消息时作业失败，或由连接器写入 ''、0 或 1970-01-01"
    case .nullKeySkipped(let field, let reason): "属于主键，但\(reason.chinese(field))；此类消息不写入"
    case .alwaysFilledByDatabase: "始终由数据库填充；同名字段不写入"
    case .filledByNoField: "没有同名字段，因此保持原值或为 NULL"
    case .mayBeMessageKey:
      "消息键不等于任何字段，可能就是该列；如需写入，请通过 \(Argument.sql.name(face)) 传入包含 'key.format' 和 'key.fields' 的 SQL"
    case .uniqueBesideKey(let index, let parts, let condition, let key, let repeats):
      "唯一（unique，\(index)：\(parts.joined(separator: ", "))\(condition.map { " WHERE \($0)" } ?? "")）；"
        + (key.isEmpty ? "值重复的行会使作业停止" : "\(key.joined(separator: ", ")) 不同而值相同的行会使作业停止")
        + (repeats.map { $0.chinese("与其他行的值重复") } ?? "")
    case .checkConstraint(let name, let definition, let broken):
      "\(definition)（\(name)）；不满足该约束的行会使作业停止" + (broken.map { $0.chinese("不满足该约束") } ?? "")
    case .foreignKey(let name, let other, let isDeferrable):
      "引用 \(other) 的外键（foreign key，\(name)\(isDeferrable ? "，可延迟检查" : "")）；\(other) 中没有对应行时作业停止"
    case .exclusionConstraint(let name, let definition):
      "排他约束 \(definition)（\(name)）；与其他行冲突的行会使作业停止"
    }
  }
}

extension ColumnFact.NullReason {
  fileprivate func chinese(_ field: String) -> String {
    switch self {
    case .missing(let count, let total): "字段 '\(field)' 在 \(total) 条消息中有 \(count) 条为 null 或缺失"
    case .nullInSomeRows: "字段 '\(field)' 在部分行中为 null"
    case .becomesNull: "字段 '\(field)' 可能变为 NULL"
    }
  }
}

extension SampleCount {
  /// A clause on the messages, behind another one.
  fileprivate func chinese(_ what: String) -> String { "；\(total) 条消息中有 \(count) 条\(what)" }
}

extension TableFact {
  func chinese(_ face: Face) -> String {
    switch self {
    case .appended: "没有主键，因此追加写入；重启可能重复写入部分行"
    case .appendedOnce(let columns):
      "没有主键，因此追加行；\(columns.joined(separator: ", ")) 唯一（unique），重启后再次读取的行会使作业停止"
    case .messagesAreRows: "每条消息对应一行，以分区和位点标识；重复读取的消息替换自己的行"
    case .partitionMissingInKey(let key):
      "位点在分区内计数；如果 Topic 有多个分区，主键（\(key.joined(separator: ", "))）还需要包含分区"
    case .upserted(let key, .kept):
      "按 \(key.joined(separator: ", ")) 更新（Upsert），以最后一次写入为准；同一行的消息具有相同的消息键，由一个分区保证顺序"
    case .upserted(let key, .withinPartition):
      "按 \(key.joined(separator: ", ")) 更新（Upsert），以最后一次写入为准；Kafka 仅在分区内保证消息顺序"
    case .keyGenerated(let key):
      "由 Hologres 生成 \(key.joined(separator: ", "))；每条消息插入一行，重启可能插入重复行"
    case .keyFilledIn(let written, let filled):
      "\(written.joined(separator: ", ")) 相同的行会相互替换；没有字段对应 \(filled.joined(separator: ", "))，"
        + "由 Hologres 填入，但不产生新的主键"
    case .keyUpdatesSeen(let key):
      "更新会修改 \(key.joined(separator: ", "))；为删除旧主键的行，Flink 将所有行保存在状态中"
    case .keyUpdatesPossible(let key):
      "修改 \(key.joined(separator: ", ")) 的更新会留下旧主键的行；采样中没有此类更新"
    case .notRead: "未读取该表，因此列的名称和类型取自消息字段"
    case .partitionsMissing(let columns, let isEmpty, let option):
      (isEmpty ? "没有子分区表，写入没有分区的行时作业停止" : "如果行的 \(columns.quoted(.chinese)) 没有对应的子分区表，则作业停止")
        + "；请让 Hologres 创建分区（auto_partitioning），或通过 \(Argument.sql.name(face)) 传入包含 '\(option)' = 'true' 的 SQL"
    case .partition(let parent, let columns, let bound, let outside):
      "是 \(parent) 的分区（partition），\(columns.joined(separator: ", ")) "
        + (bound == "DEFAULT" ? "不属于其他分区（DEFAULT）" : bound) + "；其他值的行会使作业停止"
        + (outside.map { $0.chinese("为其他值") } ?? "")
        + "；如需写入所有行，请将 \(parent) 作为 \(Argument.hologresTable.name(face)) 传入"
    case .constrained(let name, let definition): "\(definition)（\(name)）；不满足该约束的行会使作业停止"
    case .missing: "在 Hologres 中不存在，作业启动时失败"
    }
  }
}

extension TopicFact {
  func chinese(_ face: Face) -> String {
    switch self {
    case .messagesUnused(let count, let total, let reasons):
      "\(total) 条消息中有 \(count) 条未用于推断字段：\(reasons.chinese)"
    case .textAfterValue(let count, let total):
      "\(total) 条消息中有 \(count) 条在第一个 JSON 值之后还有文本；Flink 只读取第一个值，其余内容会丢失。请让生产者在每条消息中只写入一个 JSON 值"
    case .envelopePartial(let envelope, let count, let hasBothForms):
      hasBothForms
        ? "这 \(count) 条消息使用 \(envelope.rawValue) 封装，部分带 Schema、部分不带，因此全部按普通 JSON 读取"
        : "仅 \(count) 条消息使用 \(envelope.rawValue) 封装，因此全部按普通 JSON 读取"
    case .envelopeUnpacked: "消息使用 Kafka Connect 封装（schemas.enable），字段取自 payload"
    case .envelopeMissing(let count): "\(count) 条没有该封装的消息不写入"
    case .changesRead(let envelope): "消息为 \(envelope.rawValue) 封装的变更：插入、更新和删除行"
    case .controlMessages(let envelope, let kinds, let total, let option):
      "\(total) 条消息中有 \(kinds.total) 条是 \(envelope.rawValue) 的控制消息而不是变更：\(kinds.chinese)；它们会使作业停止。"
        + "\(kinds.chineseRemedy)通过 \(Argument.sql.name(face)) 设置 '\(option)' = 'true'（也会跳过其他无法读取的消息）"
    case .rowsAsText(let members, let count, let total):
      "\(total) 条消息中有 \(count) 条在 \(members.quoted(.chinese)) 中以 JSON 文本保存行，这是 Debezium 的 MongoDB 连接器的写法。"
        + ConnectorSetting.documents.chinese
    case .deletionsStay(let member, let count, let total):
      "\(total) 条消息中有 \(count) 条在 '\(member)' 中标记行已删除，但这些行会照常写入并保留在表中。如需删除，请发送不经过 "
        + "ExtractNewRecordState 转换的 Debezium 封装"
    case .severalTables(let tables, let filter):
      "\(tables.count) 张表（\(tables.quoted(.chinese))）的变更写入同一张表，主键相同的行会相互替换和删除；如果只写入其中一张表，请通过 "
        + "\(Argument.sql.name(face)) 传入包含\(filter.chinese)的 SQL"
    case .nullPayloads(let count): "\(count) 条 payload 为 null 的消息不写入，也不删除任何行"
    case .envelopeKept(let envelope):
      "消息使用 \(envelope.rawValue) 封装，但按普通 JSON 读取，因为 \(Argument.columns.name(face)) 指定的是封装自身的成员"
    case .timestampsAssumed:
      "没有采样到包含时间戳的消息，假定其为 ISO 8601 格式，例如 2024-05-01T10:00:00Z；出现其他格式时作业失败"
    case .columnsAssumed(let tables):
      "没有采样到消息，假定 \(tables.map(\.description).abridged(.chinese)) 的列就是消息字段"
    case .keyEqualsFields(let fields, let messages):
      "在全部 \(messages) 条有键的消息中，消息键等于字段 \(fields.quoted(.chinese))"
    case .keyIsObject(let fields): "消息键是由字段 \(fields.quoted(.chinese)) 组成的 JSON 对象"
    case .keyHasOtherMembers(let members):
      "消息键是包含 \(members.quoted(.chinese)) 的 JSON 对象，而消息体中没有这些成员；如需写入，请通过 "
        + "\(Argument.sql.name(face)) 传入包含 'key.format' = 'json' 和 'key.fields' 的 SQL"
    case .readSeveralTimes(let count, let reason, let tables):
      "Topic 读取 \(count) 次，因为\(reason.chinese)："
        + tables.map { $0.map(\.description).joined(separator: "、") }.joined(separator: "；")
    }
  }
}

extension TopicFact.ReadReason {
  fileprivate var chinese: String {
    switch self {
    case .differentTypes: "各表需要以不同类型读取字段"
    case .differentKeys: "变更按不同的主键定位行"
    }
  }
}

extension TopicFact.TableFilter {
  fileprivate var chinese: String {
    switch self {
    case .debeziumMetadata, .maxwellMetadata: "列 METADATA FROM '\(rawValue)' 及其条件"
    case .canalOption: "选项 '\(rawValue)'"
    }
  }
}
