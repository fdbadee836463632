extension ServerText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .confirm: "同意执行"
    case .taskDone: "已完成"
    case .taskRefused: "调用失败，原因见其结果"
    }
  }
}
