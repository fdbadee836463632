import JobHealth

extension RecommendationReason: Note {
  func english(_ face: Face) -> String {
    switch self {
    case .drainsBacklog(0, _): "At the measured load, this parallelism keeps up with the input"
    case .drainsBacklog(let messages, let minutes):
      "At the measured load, this parallelism keeps up with the input and reads the "
        + "\(counted(messages, "waiting message")) within \(minutes) minutes"
    case .doubled(let parallelism):
      "The load could not be measured, so this is up to twice the current parallelism (\(parallelism))"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .drainsBacklog(0, _): "按测得的负载，该并行度可以跟上输入"
    case .drainsBacklog(let messages, let minutes):
      "按测得的负载，该并行度可以跟上输入，并在 \(minutes) 分钟内读完 \(messages) 条积压消息"
    case .doubled(let parallelism): "无法测得负载，因此最多取当前并行度（\(parallelism)）的两倍"
    }
  }
}
