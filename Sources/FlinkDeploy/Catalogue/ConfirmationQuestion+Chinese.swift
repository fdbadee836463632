extension ConfirmationQuestion {
  func chinese(_ face: Face) -> String {
    switch self {
    case .stop(let subject): "是否停止\(subject.chinese)，并在停止前创建一次快照？"
    case .stopWithoutSavepoint(let subject):
      "是否停止\(subject.chinese) 且不创建快照？最近一次系统检查点之后的状态将丢失。"
    case .drain(let subject): "是否排空数据并停止\(subject.chinese)？此后无法正确恢复运行。"
    case .start(let subject): "是否启动\(subject.chinese)？运行中的作业会产生费用。"
    case .update(let subject): "是否更新\(subject.chinese)？其作业实例可能会重启。"
    case .updateWithoutState(let subject): "是否更新\(subject.chinese)，并放弃其作业实例的当前状态？"
    case .startWithoutState(let subject): "是否无状态启动\(subject.chinese)？之前的状态不会恢复。"
    case .deploy(let topic, let tables, true):
      "是否将 Topic \(topic) 部署到 \(tables.abridged(.chinese)) 并启动作业？运行中的作业会产生费用。"
    case .deploy(let topic, let tables, false):
      "是否将 Topic \(topic) 部署到 \(tables.abridged(.chinese))，但不启动作业？"
    case .deployPipelines(let count, false): "是否部署 \(count) 个管道？运行中的作业会产生费用。"
    case .deployPipelines(let count, true):
      "是否部署 \(count) 个管道，并更新已有的作业？运行中的作业会产生费用，作业实例可能会重启。"
    }
  }
}

extension ConfirmationQuestion.Subject {
  fileprivate var chinese: String {
    switch self {
    case .deployment(let id): "作业 \(id)"
    case .job(let id): "作业实例 \(id)"
    }
  }
}
