import Deployments

extension CallNote {
  func chinese(_ face: Face) -> String {
    switch self {
    case .alreadyRunning(let jobID): "作业实例 \(jobID) 已在运行，未启动新的作业实例"
    case .alreadyEnded(let jobID, let status): "作业实例 \(jobID) 此前已结束（\(status)），未执行停止"
    case .noSavepoint: "本次停止未生成已完成的作业快照，下次启动时从现有的最新状态恢复"
    case .stateKept: "没有运行中的作业实例，因此未启动新的作业实例。除非另行指定，下次启动时恢复最新状态"
    case .notFlowing(let verdict): "作业实例正在运行，但尚未证实有消息到达：判定为 \(verdict)"
    case .alreadyDeployed: "作业已部署，未创建任何资源"
    case .kept:
      "作业已存在且参数不同，保持原样。\(Argument.ifExists.value(face == .tools ? "UPDATE" : "update", face)) 会更新该作业"
    case .firstResult:
      "这是首次使用该 \(Argument.idempotencyKey.name(face)) 的调用的结果。重新尝试需要使用其他值。"
    case .stale(let problem): "无法访问阿里云，显示最近一次记录的状态：\(problem.chinese(face))"
    case .restarted(let count): "作业实例已重启 \(count) 次"
    case .successor(let jobID, let status): "作业已重新启动，当前作业实例为 \(jobID)（\(status)）"
    case .paused(let error):
      "元数据库不可用，操作已暂停：\(error.cause.chinese(face))。数据库恢复后操作将继续。"
    case .notValidated(let problem): "阿里云未校验 SQL：\(problem.chinese(face))"
    case .notValidatedWithout(let setting): "阿里云未校验 SQL：未设置 \(setting.rawValue)"
    }
  }
}
