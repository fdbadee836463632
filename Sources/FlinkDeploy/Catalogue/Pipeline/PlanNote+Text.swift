import FlinkSQL
import Notices

extension PlanNote {
  func english(_ face: Face) -> String {
    switch self {
    case .engineAssumed(let version, let family):
      (version.map { "Engine version '\($0)' has no version number" } ?? "The engine version is not known")
        + ", so the SQL has the connector options of \(family). For another engine, pass "
        + "\(Argument.engineVersion.name(face)) or set FLINK_ENGINE_VERSION"
    case .offsetsGiven(let partitions):
      "Only partitions \(partitions.map(String.init).abridged(.english)) start from \(Argument.startupOffsets.name(face)). "
        + "Other partitions start from the committed offset of the consumer group, or else from their first message"
    case .argumentsIgnored(let arguments):
      "\(Argument.sql.name(face)) is deployed unchanged. These arguments have no effect: "
        + arguments.listed(.english, face)
    case .topicNotSampled(let problem):
      "The messages of the topic were not compared with the columns: \(problem.english(face))"
    case .messagesFail(let count, let total, let first):
      "\(count) of \(total) sampled messages would stop the job. The first is \(first.place(.english)): "
        + first.reason.english(face)
    case .valuesAltered(let fields):
      "Values are altered when they are read: \(fields.abridged(.english)). "
        + "Run the call with \(Argument.dryRun.name(face)) to see how"
    case .finding(let line, let column, let problem, let replacement):
      "\(line):\(column) \(problem.english(face))" + (replacement.map { ". Use \($0)" } ?? "")
    case .secretsNotChecked(let problem):
      "flink-deploy could not check the secrets that the SQL refers to: \(problem.english(face))"
    case .quotaExceeded(let shortage): shortage.english
    case .quotaNotChecked(let problem):
      "The job may exceed the quota of its deployment target (queue), which could not be read: "
        + problem.english(face)
    case .columnsSuggested(let table):
      "Table \(table): some fields have no column. To store them, run "
        + (face == .tools
          ? "\(TableSuggestion.member) in Hologres, then call again"
          : "the statement below in Hologres, then run the command again")
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .engineAssumed(let version, let family):
      (version.map { "引擎版本 '\($0)' 中没有版本号" } ?? "引擎版本未知")
        + "，因此 SQL 使用 \(family) 的连接器选项；如为其他引擎，请传入 \(Argument.engineVersion.name(face)) 或设置 FLINK_ENGINE_VERSION"
    case .offsetsGiven(let partitions):
      "仅分区 \(partitions.map(String.init).abridged(.chinese)) 从 \(Argument.startupOffsets.name(face)) 开始；"
        + "其他分区从消费组的提交位点开始，没有提交位点时从第一条消息开始"
    case .argumentsIgnored(let arguments):
      "\(Argument.sql.name(face)) 按原样部署，以下参数不起作用：\(arguments.listed(.chinese, face))"
    case .topicNotSampled(let problem): "未能将 Topic 的消息与列进行比较：\(problem.chinese(face))"
    case .messagesFail(let count, let total, let first):
      "\(total) 条采样消息中有 \(count) 条会使作业停止；首条为\(first.place(.chinese))：\(first.reason.chinese(face))"
    case .valuesAltered(let fields):
      "读取时值会改变：\(fields.abridged(.chinese))；使用 \(Argument.dryRun.name(face)) 可查看详情"
    case .finding(let line, let column, let problem, let replacement):
      "\(line):\(column) \(problem.chinese(face))" + (replacement.map { "；请使用 \($0)" } ?? "")
    case .secretsNotChecked(let problem): "未能检查 SQL 引用的项目变量：\(problem.chinese(face))"
    case .quotaExceeded(let shortage): shortage.chinese
    case .quotaNotChecked(let problem):
      "未能读取部署目标（队列）的配额，作业可能超出该配额：\(problem.chinese(face))"
    case .columnsSuggested(let table):
      "表 \(table)：部分字段没有对应的列；如需存储这些字段，请在 Hologres 中"
        + (face == .tools ? "执行 \(TableSuggestion.member)，然后重新调用" : "执行下方的语句，然后重新运行命令")
    }
  }
}
