import JobHealth

/// What to do by the verdict on a running job.
extension NextStep {
  /// The text for tools.
  var chineseAboutJobForTools: String {
    let (check, start, _) = NextStep.tools
    let (update, deployment) = (ToolName.updateJob.rawValue, Argument.deploymentID.rawValue)
    return switch self {
    case .declareColumn(let field, let place, let id):
      "\(read(place, field))使用 \(deployment) \(id) 调用 \(update)，并在 \(Argument.columns.rawValue) 中为"
        + "\(column(field))声明合适的类型，例如 STRING"
    case .skipMessage(let place, let id):
      "\(message(place))不是 JSON，请修正其生产者。如需从其后开始，使用 \(deployment) \(id)、"
        + "\(Argument.startupMode.rawValue) \(startPosition(after: place, .tools)) 和 state DISCARD 调用 \(update)"
    case .fixFailures(let id):
      "消除 health.last_exception 指出的原因。如果作业实例届时已结束，使用 \(deployment) \(id) 调用 \(start)"
    case .checkTable(let table):
      "检查表\(table.map { " \($0) " } ?? "")是否存在、是否锁定以及能否接收这些行，并请用户使用 doctor 命令检查连接"
    case .changeParallelism(let parallelism, let id):
      "使用 \(deployment) \(id) 和 \(Argument.resources.rawValue) {\"parallelism\": \(parallelism)} 调用 \(update)"
    case .addPartitions(let id):
      "并行度已达到分区数，请为 Topic 增加分区，然后使用 \(deployment) \(id) 和更高的并行度"
        + "（\(Argument.resources.rawValue)）调用 \(update)"
    case .checkLoad(let id): "检查 Hologres 的负载，以及作业 \(id) 的 TaskManager 的 CPU 和内存"
    case .observe(let id):
      "使用 \(Argument.jobID.rawValue) \(id) 和 \(Argument.observeSeconds.rawValue) 15 调用 \(check)，以得出判断"
    case .allow(let operation, let id):
      "为RAM用户授予 \(operation) 的权限，然后使用 \(Argument.jobID.rawValue) \(id) 调用 \(check)"
    case .checkFlink(let id):
      "使用 \(Argument.jobID.rawValue) \(id) 和 \(Argument.observeSeconds.rawValue) 30 调用 \(check)。"
        + "如果 Flink 仍无响应，请在 Flink 控制台检查作业实例"
    default: "检查 Topic 是否存在且有分区"
    }
  }

  /// The text for commands.
  var chineseAboutJobForCommands: String {
    switch self {
    case .declareColumn(let field, let place, let id):
      "\(read(place, field))运行 'flink-deploy update \(id)'，并用 \(Argument.columns.name(.commands)) 为"
        + "\(column(field))声明合适的类型，例如 STRING"
    case .skipMessage(let place, let id):
      "\(message(place))不是 JSON，请修正其生产者。如需从其后开始，使用 \(Argument.startupMode.name(.commands)) "
        + "\(startPosition(after: place, .commands)) 和 --state DISCARD 运行 'flink-deploy update \(id)'"
    case .fixFailures(let id): "消除最近一次异常的原因。如果作业实例届时已结束，运行 'flink-deploy start \(id)'"
    case .checkTable(let table):
      "检查表\(table.map { " \($0) " } ?? "")是否存在、是否锁定以及能否接收这些行，并运行 'flink-deploy doctor' 检查连接"
    case .changeParallelism(let parallelism, let id): "运行 'flink-deploy update \(id) --parallelism \(parallelism)'"
    case .addPartitions(let id):
      "并行度已达到分区数，请为 Topic 增加分区，然后用更高的 --parallelism 运行 'flink-deploy update \(id)'"
    case .checkLoad(let id): "检查 Hologres 的负载，以及作业 \(id) 的 TaskManager 的 CPU 和内存"
    case .observe(let id): "运行 'flink-deploy status \(id) --observe 15'，以得出判断"
    case .allow(let operation, let id): "为RAM用户授予 \(operation) 的权限，然后运行 'flink-deploy status \(id)'"
    case .checkFlink(let id):
      "运行 'flink-deploy status \(id) --observe 30'。如果 Flink 仍无响应，请在 Flink 控制台检查作业实例"
    default: "检查 Topic 是否存在且有分区"
    }
  }

  /// The message that the job cannot read, and what to look for in it if the field is not known.
  private func read(_ place: MessagePlace?, _ field: String?) -> String {
    field == nil && place != nil
      ? "查看\(message(place))，找出与其不符的列。" : "作业实例无法读取\(message(place))。"
  }

  private func message(_ place: MessagePlace?) -> String {
    place.map { " Topic '\($0.topic)' 分区 \($0.partition) 位点 \($0.offset) 处的消息" } ?? " Topic 中的某条消息"
  }

  private func column(_ field: String?) -> String { field.map { " '\($0)' " } ?? "该列" }
}
