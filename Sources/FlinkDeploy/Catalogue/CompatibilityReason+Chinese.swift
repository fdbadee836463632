import PipelineChanges

extension CompatibilityReason {
  func chinese(_ face: Face) -> String {
    switch self {
    case .optionIgnored(let source, let option):
      "源表 '\(source)'：从状态启动时 '\(option)' 不生效，以状态中的位点为准"
    case .noHistory(let table): "表 \(table) 仅写入更新之后读取的消息"
    case .targetChanged(let from, let to) where from == to: "表 \(to) 现位于另一个数据库，仅写入更新之后读取的消息"
    case .targetChanged(let from, let to): "表 \(to) 仅写入更新之后读取的消息，之前的行保留在 \(from) 中"
    case .sourceAdded(let source): "源表 '\(source)' 为新增，从其启动模式指定的位置开始读取"
    case .aggregatesAdded(let table, let aggregates):
      "表 \(table)：新增的聚合仅统计更新之后读取的消息：\(aggregates.abridged(.chinese))"

    case .topicChanged(let source, let from, let to):
      "源表 '\(source)' 的 Topic 从 \(from.quoted(.chinese)) 改为 \(to.quoted(.chinese))；状态中保留原有分区，作业仍会继续读取它们"
    case .connectorChanged(let source, let from, let to):
      "源表 '\(source)'：连接器从 '\(from)' 改为 '\(to)'，无法使用其状态"
    case .sourceRenamed(let from, let to):
      "源表 '\(from)' 改名为 '\(to)'；阿里云将其视为另一个源表，不使用状态中的位点"
    case .sourceRemoved(let source): "源表 '\(source)' 已删除，Flink 无法分配状态中该源表的位点"
    case .sourceMoved(let source): "源表 '\(source)' 在各源表中的顺序改变，会得到另一个源表的位点"
    case .tableAdded(let table):
      "表 \(table) 的列或过滤条件与已有的表不同，源表的算子 ID 因此改变，Flink 无法分配状态中的位点"
    case .tableRemoved(let table):
      "表 \(table) 的列或过滤条件与其余的表不同，删除后源表的算子 ID 改变，Flink 无法分配状态中的位点"
    case .projectionsChanged(let source, let from, let to):
      "源表 '\(source)'：各表不同的列与过滤条件从 \(from) 组变为 \(to) 组，源表的算子 ID 因此改变，Flink 无法分配状态中的位点"
    case .storedColumnsChanged(let table): "表 \(table)：作业在状态中保留其行，而这些行的列改变"
    case .storedRowsMoved(let table):
      "表 \(table)：有状态算子之前的算子改变，其 ID 因此改变，Flink 无法分配其状态"
    case .queryAdded(let table): "表 \(table) 有新增的有状态查询，作业快照中没有其状态"
    case .queryPartChanged(let table, let part): "表 \(table)：\(part.chinese)，查询无法使用其状态"

    case .maxParallelismChanged(let from, let to):
      "最大并行度（pipeline.max-parallelism）从 \(from ?? "未设置") 改为 \(to ?? "未设置")；状态只能以创建时的最大并行度恢复"
    case .chainingChanged: "pipeline.operator-chaining 改变，算子 ID 因此改变，Flink 无法分配其状态"
    case .operatorIDsChanged(let from, let to):
      "table.exec.uid.generation 从 \(from) 改为 \(to)，算子 ID 因此改变，Flink 无法分配其状态"
    case .engineDowngraded(let from, let to): "引擎版本 \(to) 无法读取更新版本 \(from) 的状态"
    case .engineLineChanged(let from, let to): "阿里云不支持在另一个大版本（\(to)）中使用引擎版本 \(from) 的状态"

    case .statementNotUnderstood(""): "无法识别 SQL 中的一条语句"
    case .statementNotUnderstood(let words): "无法识别 SQL 中的语句：\(words)"
    case .queryNotCovered(let table): "表 \(table)：没有规则适用于其查询的变更"
    case .severalChanges(let items):
      "无法判断同时进行的多种变更：\(items.map(\.chinese).joined(separator: "、"))"
    case .serversChanged(let source): "源表 '\(source)' 的 Bootstrap Servers 改变；如果属于另一个集群，则状态中的位点是错误的"
    case .formatChanged(let source, let from, let to):
      "源表 '\(source)'：数据格式从 \(from) 改为 \(to)；如果未读取的消息仍为原格式，则作业失败"
    case .keyChanged(let source): "源表 '\(source)'：主键改变，可能影响其后算子的状态"
    case .watermarkChanged(let source): "源表 '\(source)'：Watermark 改变，可能影响其后算子的状态"
    case .sourceOptionNotCovered(let source, let option): "源表 '\(source)'：没有规则适用于 '\(option)' 的变更"
    case .storedRowsUnclear(let table): "表 \(table)：作业可能在状态中保留其行，该变更可能使其无法使用"
    case .projectionsUnclear(let source): "源表 '\(source)'：其后的算子未知，源表的算子 ID 可能改变"
    case .lookupState(let table): "表 \(table)：维表关联保留状态，该变更可能使其无法使用"
    case .configurationNotCovered(let key): "没有规则适用于 \(key) 的变更"
    case .engineNotUnderstood(let from, let to): "无法比较引擎版本 \(from ?? "未设置") 与 \(to ?? "未设置")"
    case .dependenciesChanged: "附加依赖文件改变，其中的函数和连接器可能保留不同的状态"
    case .variableChanged(let name): "作业变量 '\(name)' 改变，而 SQL 使用该变量"
    }
  }
}

extension CompatibilityReason.QueryPart {
  fileprivate var chinese: String {
    switch self {
    case .groupKeys: "GROUP BY 的键改变"
    case .window: "窗口改变"
    case .distinctAggregates: "DISTINCT 聚合改变"
    case .inputColumns: "算子的输入列改变"
    case .filter: "算子之前的过滤条件改变"
    case .join: "关联的类型或条件改变"
    case .limit: "LIMIT 或其输入列改变"
    case .unionInputs: "UNION ALL 的输入改变"
    }
  }
}

extension CompatibilityReason.ChangedItem {
  fileprivate var chinese: String {
    switch self {
    case .aggregate: "聚合"
    case .filter: "有状态算子之前的过滤条件"
    case .sink: "结果表"
    }
  }
}
