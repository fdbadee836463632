import PipelineChanges

extension UpdateProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .drift(let changes):
      "作业在 flink-deploy 之外发生了更改：\(changes.map(\.what).abridged(.chinese))"
    case .draftEdited: "作业草稿在 Flink 开发控制台中有修改，但尚未部署"
    case .notRecorded: "该作业不是由 flink-deploy 创建的，没有版本记录"
    case .incompatibleState(let reasons, _):
      "作业实例的状态不兼容：\(reasons.first.map { $0.chinese(face) } ?? "")"
    case .planChanged: "当前计划与该 \(Argument.planDigest.name(face)) 对应的计划不同"
    case .restartNeeded(let changes): "以下更改需要重启作业实例：\(changes.abridged(.chinese))"
    case .unknownVersion(let number, _): "作业没有可恢复的版本 \(number)"
    case .noEarlierVersion: "作业没有更早的版本"
    case .offsetsNotInSQL: "SQL 中的源表未设置从已提交的位点启动"
    case .noCommittedOffsets: "作业实例尚未完成检查点，没有已提交的位点"
    case .offsetNotCommitted(let topic, let partition): "消费组没有 Topic \(topic) 分区 \(partition) 的已提交位点"
    case .noSavepointOfVersion(let number): "版本 \(number) 停止时未生成作业快照"
    case .versionBesideArguments(let argument):
      "\(Argument.version.name(face)) 不能与 \(Argument(rawValue: argument)?.name(face) ?? argument) 同时使用"
    case .pipelineUnknown: "作业的 Topic 和表未知"
    case .quotaExceeded(let shortage): shortage.chinese
    }
  }
}

extension UpdateRemedy {
  func chinese(_ face: Face) -> String {
    let again = face == .tools ? "重新调用" : "重新运行命令"
    return switch self {
    case .acceptDrift:
      "使用 \(Argument.dryRun.name(face)) 查看更改，并传入 \(Argument.acceptDrift.value("true", face))，将其记录为单独的版本"
    case .leaveState:
      "传入 \(Argument.state.value("OFFSETS", face))，从消费组已提交的位点启动，最后一次提交之后的消息会重复写入；"
        + "\(Argument.state.value("DISCARD", face)) 按启动模式启动"
    case .useStateOfVersion(let version):
      "使用 \(face == .tools ? "\(Argument.state.rawValue) VERSION" : "--with-state-of-version") 从版本 \(version) "
        + "停止时的作业快照启动，该快照之后的消息会重新写入"
    case .planAgain: "使用 \(Argument.dryRun.name(face)) 查看计划，然后使用其摘要\(again)"
    case .chooseVersion(let versions): "使用以下版本之一：\(versions.map(String.init).abridged(.chinese))"
    case .listVersions: "在作业状态中查看版本"
    case .setStartupMode: "在 SQL 中设置 'scan.startup.mode' = 'group-offsets'，然后\(again)"
    case .awaitCheckpoint: "等待作业实例再完成一次检查点，然后\(again)"
    case .keepState: "使用 \(Argument.state.value("KEEP", face)) 恢复到该版本"
    case .separate: "先恢复到该版本，再用另一次调用进行更改"
    case .describePipeline:
      "传入 \(Argument.topic.name(face)) 和 \(Argument.hologresTable.name(face))，或 \(Argument.sql.name(face))"
    case .fitQuota:
      "减小 \(Argument.resources.name(face))；也可以停止该队列中的其他作业，或在 Flink 控制台增加其配额"
    }
  }
}
