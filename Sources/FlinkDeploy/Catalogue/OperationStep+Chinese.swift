import AliyunFlink
import Deployments

extension Phase {
  func chinese(_ face: Face) -> String {
    switch self {
    case .listEngines: "正在选择引擎版本"
    case .listTargets: "正在选择部署目标"
    case .validate: "正在校验 SQL"
    case .findDraft, .findDeployment: "正在检查名称是否可用"
    case .createDraft: "正在创建作业草稿"
    case .readDraft: "正在读取作业草稿"
    case .deployDraft: "正在部署作业草稿"
    case .awaitTicket: "正在等待部署完成"
    case .readDeployment: "正在读取作业"
    case .updateDeployment: "正在配置作业"
    case .findJob: "正在检查是否有运行中的作业实例"
    case .startJob: "正在启动作业实例"
    case .awaitRunning: "正在等待作业实例运行"
    case .readStartLog: "正在读取失败作业实例的启动日志"
    case .readCheckpointInterval, .watchJob, .judgeFlow: "正在等待消息写入表"
    case .noteJob: "正在检查运行中的作业实例"
    case .readUpdated: "正在读取作业"
    case .validateUpdate: "正在校验 SQL"
    case .readUpdatedDraft: "正在读取作业草稿"
    case .updateDraft: "正在修改作业草稿"
    case .redeployDraft: "正在部署作业草稿"
    case .awaitRedeploy: "正在等待部署完成"
    case .configureUpdate: "正在配置作业"
    case .hotUpdate, .awaitHotUpdate: "正在动态更新作业实例"
    case .readHotJob: "正在检查作业实例是否已应用更改"
    case .findReplaced: "正在检查运行中的作业实例"
    case .stopReplaced: "正在停止作业实例"
    case .awaitReplaced: "正在等待作业实例停止"
    case .checkReplaced: "正在检查作业快照"
    case .startUpdated: "正在启动作业实例"
    case .awaitUpdated: "正在等待作业实例运行"
    case .readUpdatedLog: "正在读取失败作业实例的启动日志"
    case .readUpdatedJob, .checkUpdated: "正在检查作业实例运行的内容"
    case .findJobToStop: "正在读取作业实例"
    case .stopJob: "正在停止作业实例"
    case .awaitStopped: "正在等待作业实例停止"
    case .checkSavepoint: "正在检查作业快照"
    case .undoFindDraft, .undoReadDraft, .undoFindJob, .undoFindDeployment: "正在回滚：列出已创建的资源"
    case .undoAwaitTicket: "正在回滚：等待进行中的部署"
    case .undoStopJob, .undoAwaitStopped: "正在回滚：停止作业实例"
    case .undoDeleteDeployment: "正在回滚：删除作业"
    case .undoDeleteDraft: "正在回滚：删除作业草稿"
    case .done: "已完成"
    }
  }
}

extension WaitReason {
  func chinese(_ face: Face) -> String {
    switch self {
    case .draft: "阿里云仍在部署作业草稿"
    case .job(let id, let state): "作业实例 \(id) 的状态为 \(state.rawValue)"
    case .hotUpdate: "引擎正在应用更改"
    case .savepoint(let jobID): "作业实例 \(jobID) 的作业快照正在生成"
    }
  }
}

extension OperationReport {
  func chinese(_ face: Face) -> String {
    switch self {
    case .step(let phase, let state):
      state.map { "\(phase.chinese(face))（\($0.rawValue)）" } ?? phase.chinese(face)
    case .status(let status): status.rawValue
    case .failed(let failure): failure.problem.chinese(face)
    }
  }
}

extension JobFailure {
  func chinese(_ face: Face) -> String {
    switch self {
    case .said(let words), .recorded(let words): words
    case .operation(let failure): failure.problem.chinese(face)
    case .deletedFromPlatform: "作业实例或其作业已从阿里云删除"
    }
  }
}
