import Deployments
import JobHealth

extension OperationProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .invalidSQL(let reason): "SQL 未通过阿里云的校验".with(reason)
    case .unknownEngineVersion(let version, _): "引擎版本 '\(version)' 不可用"
    case .noEngine: "阿里云没有可运行 SQL 的引擎版本"
    case .unknownDeploymentTarget(let target, _): "项目空间中没有部署目标（队列）'\(target)'"
    case .noDeploymentTarget: "项目空间中没有部署目标（队列）"
    case .nameTaken(let name, .draft, let id):
      "已存在名为 '\(name)' 的作业草稿（ID \(id)），且该草稿不是由 flink-deploy 创建的"
    case .nameTaken(let name, .deployment, let id):
      "已存在名为 '\(name)' 的作业（ID \(id)），且该作业不是由 flink-deploy 创建的"
    case .deployFailed(let reason): "阿里云未能部署作业草稿".with(reason)
    case .jobCancelled(let jobID, _): "作业实例 \(jobID) 在运行之前已停止"
    case .jobFailed(let jobID, let reason, let log):
      "作业实例 \(jobID) 未能启动：\(reason ?? "未给出原因")" + (log.isEmpty ? "" : "。日志：\(log)")
    case .jobTrouble(let trouble): trouble.chinese
    case .changedMeanwhile(let id): "制定更新计划后，作业 \(id) 发生了更改"
    case .endedMeanwhile(let id): "作业实例 \(id) 在更新将其停止之前已结束"
    case .noDraft(let id): "作业 \(id) 没有作业草稿，无法更改其 SQL"
    case .notApplied(let id): "阿里云接受了更改，但作业 \(id) 未生效"
    case .restartNeeded(let reason): "运行中的作业实例无法应用更改：\(reason)"
    case .settingsKept(let jobID, let setting):
      "作业实例 \(jobID) 仍使用与作业不同的设置：\(setting)"
    case .notInNamespace(let selector): "项目空间中不存在\(selector.chinese)"
    case .noJob(let deploymentID): "作业 \(deploymentID) 没有作业实例"
    case .savepointFailed(let jobID, let reason):
      "作业实例 \(jobID) 的作业快照失败，作业实例仍在运行：\(reason ?? "未给出原因")"
    case .cancelled: "客户端取消了调用"
    case .stepTimeout(let phase, let seconds, let reason):
      "\(phase.chinese(face))，已超过 \(seconds) 秒：\(reason.chinese(face))"
    case .unexpectedAnswer(let phase): "\(phase.chinese(face))：响应类型不符（flink-deploy 的缺陷）"
    case .serverEnding: "服务器在操作开始之前停止，未做任何更改"
    case .conflict(let conflict): conflict.chinese
    case .notFound(let selector): "未找到\(selector.chinese)"
    case .platform(let problem): problem.chinese(face)
    case .store(let error): "元数据库：\(error.cause.chinese(face))"
    case .recorded(_, let message, _, _): message
    }
  }
}

extension JobTrouble {
  fileprivate var chinese: String {
    let what =
      switch kind {
      case .crashLoop: "作业实例 \(jobID) 反复失败并重启"
      case .notWriting: "作业实例 \(jobID) 未写入任何行"
      }
    let cause = [exception, message].compactMap { $0 }.joined(separator: ": ")
    let position = place.map { "（Topic \($0.topic)，分区 \($0.partition)，位点 \($0.offset)）" } ?? ""
    return cause.isEmpty ? what + position : "\(what)：\(cause)\(position)"
  }
}

extension RequestConflict {
  fileprivate var chinese: String {
    switch self {
    case .inProgress("start", let subject): "对 '\(subject)' 的启动操作正在进行，但参数不同"
    case .inProgress("update", let subject): "对 '\(subject)' 的更新操作正在进行，但参数不同"
    case .inProgress("stop", let subject): "对 '\(subject)' 的停止操作正在进行，但参数不同"
    case .inProgress(let kind, let subject): "对 '\(subject)' 的操作（\(kind)）正在进行，但参数不同"
    case .deployment(let name): "已存在或正在部署参数不同的同名作业 '\(name)'"
    case .idempotencyKey(let key): "幂等键 '\(key)' 已用于参数不同的调用"
    }
  }
}

extension JobSelector {
  fileprivate var chinese: String {
    switch self {
    case .aliyunJob(let id): "作业记录 \(id)"
    case .job(let id): "作业实例 \(id)"
    case .deployment(let id): "作业 \(id)"
    case .name(let name): "作业 '\(name)'"
    }
  }
}

extension String {
  /// This text with the words of an outside system, if there are any.
  fileprivate func with(_ reason: String) -> String { reason.isEmpty ? self : "\(self)：\(reason)" }
}
