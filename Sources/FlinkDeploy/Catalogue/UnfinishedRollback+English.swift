import Deployments

extension UnfinishedRollback: Remedy {
  func english(_ face: Face) -> String {
    if case .recorded(let text) = reason { return text }
    if isReturn == true { return englishReturn(face) }
    let resources = [
      jobID.map { "job \($0)" }, deploymentID.map { "deployment \($0)" }, draftID.map { "draft \($0)" },
    ].compactMap { $0 }
    let left = resources.isEmpty ? "possibly a draft" : resources.joined(separator: ", ")
    let next =
      switch face {
      case .tools: "The rollback continues while the server runs. If it stops, delete them"
      case .commands: "Run 'flink-deploy recover' to continue, or delete them"
      }
    return "The rollback is not complete: \(reason.english(face)). Still in Alibaba Cloud: \(left). "
      + "\(next) in the Flink console in this order"
  }

  private func englishReturn(_ face: Face) -> String {
    let id = deploymentID ?? ""
    let next =
      switch face {
      case .tools: "It continues while the server runs. If it stops, start deployment \(id) in the Flink console"
      case .commands: "Run 'flink-deploy recover' to continue, or start deployment \(id) in the Flink console"
      }
    return "The return to the previous version is not complete: \(reason.english(face)). \(next)"
  }
}

extension UnfinishedRollback.Reason: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .platform(let problem): problem.english(face)
    case .failed(let problem): problem.english(face)
    case .unexpectedAnswer: "unexpected response type (bug in flink-deploy)"
    case .jobKeepsRunning(let id): "job \(id) does not stop"
    case .recorded(let text): text
    }
  }
}
