import FlinkSQL
import PipelineTypes

extension ArrivalText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .found(let position, let rows):
      "\(position.chinese)的消息就是" + rows.map { "表 \($0.table) 中的行 \($0.keyText)" }.abridged(.chinese)
    case .missing(let position, let row):
      "\(position.chinese)的消息应为行 \(row.keyText)，但表 \(row.table) 中没有这一行"
    case .perhapsDeleted(let row):
      "表 \(row.table) 中没有行 \(row.keyText)，但后续消息可能已删除该行"
    case .refused(let refusal):
      "无法在表 \(refusal.table) 中查找\(refusal.position.chinese)的消息：\(refusal.obstacle.chinese(face))"
    case .unsearchable(let table, let obstacle): "无法在表 \(table) 中查找消息：\(obstacle.chinese(face))"
    case .grown(let check):
      "表 \(check.table) 的列 '\(check.mark.column)' 已增长到 \(check.newest?.cutValue ?? "")，"
        + "达到\(check.mark.position.chinese)的消息的值。这只是迹象，不是证明：\(check.obstacle.chinese(face))"
    case .notGrown(let check):
      "表 \(check.table) 的列 '\(check.mark.column)' "
        + (check.newest.map { "只增长到 \($0.cutValue)" } ?? "没有值")
        + "，\(check.mark.position.chinese)的消息的值为 \(check.mark.value.cutValue)。"
        + "无法在该表中查找消息：\(check.obstacle.chinese(face))"
    case .keyDropped(let table): "无法在表 \(table) 中查找消息：其主键列目前没有唯一索引"
    case .givenSQL: "无法查找消息：SQL 由用户提供，不清楚消息对应哪一行"
    case .notChecked: "未查找消息：实时视图只读取 Flink 和 Kafka"
    case .notRecorded: "无法查找消息：没有关于表主键的记录"
    case .notRunning: "未查找消息：作业实例没有运行"
    case .positionsMissing: "未查找消息：Flink 未报告作业实例的读取位点"
    case .nothingCommitted: "尚不清楚作业实例在哪个已完成的系统检查点之前读取过消息"
    case .messagesGone: "Kafka 中已没有作业实例最近读取的消息"
    case .kafkaMissing: "未查找消息：未配置 Kafka"
    case .kafkaUnreadable(let error): "未查找消息：\(error.chinese(face))"
    case .hologresMissing: "未查找消息：未配置 Hologres"
    case .tableMissing(let table): "未查找消息：Hologres 中没有表 \(table)"
    case .tableLocked(let table): "未查找消息：表 \(table) 已锁定"
    case .tableSlow(let table): "未查找消息：表 \(table) 未及时响应"
    case .tableUnreadable(let table, let error): "未查找消息：无法读取表 \(table)：\(error.chinese(face))"
    case .unavailable(let code): "未查找消息：\(code)"
    case .timedOut: "未查找消息：Kafka 和 Hologres 未及时响应"
    }
  }
}

extension ArrivalObstacle {
  func chinese(_ face: Face) -> String {
    switch self {
    case .tableNotRead: "生成 SQL 时无法读取该表"
    case .keyMissing: "该表没有由作业写入的主键"
    case .keyFilledIn(let columns): "主键列 \(columns.quoted(.chinese)) 由数据库填充"
    case .keyInexact(let column): "主键列 '\(column)' 把不同的值视为相等"
    case .keyConverted(let column): "只有 Flink 知道作业如何转换主键列 '\(column)'"
    case .noRow: "该消息不更改任何行"
    case .deletion: "该消息删除其对应的行"
    case .unreadable: "Flink 无法读取该消息"
    case .keyNull(let column): "该消息没有主键列 '\(column)' 的值，因此不写入"
    case .keyChanged(let column): "作业会改变该消息中主键列 '\(column)' 的值"
    case .deletedLater: "后续消息删除该行"
    }
  }
}

extension SampledMessage.Position {
  fileprivate var chinese: String { "分区 \(partition) 位点 \(offset) " }
}
