import Deployments
import JobHealth

extension OperationProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .invalidSQL(let reason): "Alibaba Cloud rejects the SQL".with(reason)
    case .unknownEngineVersion(let version, _): "Engine version '\(version)' is not available"
    case .noEngine: "Alibaba Cloud lists no engine version that runs SQL"
    case .unknownDeploymentTarget(let target, _): "The namespace has no deployment target (queue) '\(target)'"
    case .noDeploymentTarget: "The namespace has no deployment target (queue)"
    case .nameTaken(let name, .draft, let id):
      "A draft named '\(name)' (ID \(id)) already exists and was not created by flink-deploy"
    case .nameTaken(let name, .deployment, let id):
      "A deployment named '\(name)' (ID \(id)) already exists and was not created by flink-deploy"
    case .deployFailed(let reason): "Alibaba Cloud did not deploy the draft".with(reason)
    case .jobCancelled(let jobID, _): "Job \(jobID) was stopped before it ran"
    case .jobFailed(let jobID, let reason, let log):
      "Job \(jobID) did not start: \(reason ?? "no reason given")" + (log.isEmpty ? "" : ". Log: \(log)")
    case .jobTrouble(let trouble): trouble.english
    case .changedMeanwhile(let id): "Deployment \(id) was changed after this update was planned"
    case .endedMeanwhile(let id): "Job \(id) ended before the update stopped it"
    case .noDraft(let id): "Deployment \(id) has no draft, so its SQL cannot be changed"
    case .notApplied(let id): "Alibaba Cloud accepted the change, but deployment \(id) does not have it"
    case .restartNeeded(let reason): "The running job does not take the change: \(reason)"
    case .settingsKept(let jobID, let setting):
      "Job \(jobID) keeps a setting that its deployment does not have: \(setting)"
    case .notInNamespace(let selector): "\(selector.english) does not exist in this namespace"
    case .noJob(let deploymentID): "Deployment \(deploymentID) has no job"
    case .savepointFailed(let jobID, let reason):
      "The savepoint of job \(jobID) failed, so the job is still running: \(reason ?? "no reason given")"
    case .cancelled: "The client cancelled the call"
    case .stepTimeout(let phase, let seconds, let reason):
      "\(phase.english(face)) took longer than \(seconds) s: \(reason.english(face))"
    case .unexpectedAnswer(let phase): "\(phase.english(face)): unexpected response type (bug in flink-deploy)"
    case .serverEnding: "The server stopped before the operation began, and nothing was changed"
    case .conflict(let conflict): conflict.english
    case .notFound(let selector): "\(selector.english) was not found"
    case .platform(let problem): problem.english(face)
    case .store(let error): "Metadata database: \(error.cause.english(face))"
    case .recorded(_, let message, _, _): message
    }
  }
}

extension JobTrouble {
  fileprivate var english: String {
    let what =
      switch kind {
      case .crashLoop: "Job \(jobID) fails and restarts repeatedly"
      case .notWriting: "Job \(jobID) writes no rows"
      }
    let cause = [exception, message].compactMap { $0 }.joined(separator: ": ")
    let position = place.map { " (topic \($0.topic), partition \($0.partition), offset \($0.offset))" } ?? ""
    return cause.isEmpty ? what + position : "\(what): \(cause)\(position)"
  }
}

extension RequestConflict {
  fileprivate var english: String {
    switch self {
    case .inProgress(let kind, let subject):
      "\(kind == "update" ? "An" : "A") \(kind) of '\(subject)' with different arguments is in progress"
    case .deployment(let name): "Deployment '\(name)' already exists or is in progress with different arguments"
    case .idempotencyKey(let key): "Idempotency key '\(key)' was already used with different arguments"
    }
  }
}

extension JobSelector {
  fileprivate var english: String {
    switch self {
    case .aliyunJob(let id): "Job record \(id)"
    case .job(let id): "Job \(id)"
    case .deployment(let id): "Deployment \(id)"
    case .name(let name): "Deployment '\(name)'"
    }
  }
}

extension String {
  /// This text with the words of an outside system, if there are any.
  fileprivate func with(_ reason: String) -> String { reason.isEmpty ? self : "\(self): \(reason)" }
}
