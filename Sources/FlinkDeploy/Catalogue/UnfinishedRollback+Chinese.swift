import Deployments

extension UnfinishedRollback {
  func chinese(_ face: Face) -> String {
    if case .recorded(let text) = reason { return text }
    if isReturn == true { return chineseReturn(face) }
    let resources = [
      jobID.map { "作业实例 \($0)" }, deploymentID.map { "作业 \($0)" }, draftID.map { "作业草稿 \($0)" },
    ].compactMap { $0 }
    let left = resources.isEmpty ? "可能有一个作业草稿" : resources.joined(separator: "、")
    let next =
      switch face {
      case .tools: "服务器运行期间会继续回滚。如果服务器停止，请"
      case .commands: "运行 'flink-deploy recover' 继续回滚，或"
      }
    return "回滚尚未完成：\(reason.chinese(face))。阿里云中仍有：\(left)。\(next)在 Flink 开发控制台按此顺序删除"
  }

  private func chineseReturn(_ face: Face) -> String {
    let id = deploymentID ?? ""
    let next =
      switch face {
      case .tools: "服务器运行期间会继续恢复。如果服务器停止，请在 Flink 开发控制台启动作业 \(id)"
      case .commands: "运行 'flink-deploy recover' 继续恢复，或在 Flink 开发控制台启动作业 \(id)"
      }
    return "尚未恢复到上一版本：\(reason.chinese(face))。\(next)"
  }
}

extension UnfinishedRollback.Reason {
  func chinese(_ face: Face) -> String {
    switch self {
    case .platform(let problem): problem.chinese(face)
    case .failed(let problem): problem.chinese(face)
    case .unexpectedAnswer: "响应类型不符（flink-deploy 的缺陷）"
    case .jobKeepsRunning(let id): "作业实例 \(id) 未停止"
    case .recorded(let text): text
    }
  }
}
