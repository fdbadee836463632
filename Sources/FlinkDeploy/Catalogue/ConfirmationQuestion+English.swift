extension ConfirmationQuestion {
  func english(_ face: Face) -> String {
    switch self {
    case .stop(let subject): "Stop \(subject.english) with a savepoint?"
    case .stopWithoutSavepoint(let subject):
      "Stop \(subject.english) without a savepoint? State since the last checkpoint is lost."
    case .drain(let subject): "Drain and stop \(subject.english)? It cannot be resumed correctly after that."
    case .start(let subject): "Start \(subject.english)? A running job costs money."
    case .update(let subject): "Update \(subject.english)? Its job may restart."
    case .updateWithoutState(let subject):
      "Update \(subject.english) and discard the current state of its job?"
    case .startWithoutState(let subject): "Start \(subject.english) without state? Its earlier state is not restored."
    case .deploy(let topic, let tables, true):
      "Deploy topic \(topic) to \(tables.abridged(.english)) and start the job? A running job costs money."
    case .deploy(let topic, let tables, false):
      "Deploy topic \(topic) to \(tables.abridged(.english)) without starting the job?"
    case .deployPipelines(let count, false):
      "Deploy \(counted(count, "pipeline"))? Running jobs cost money."
    case .deployPipelines(let count, true):
      "Deploy \(counted(count, "pipeline")), and update those that exist? Running jobs cost money, and jobs may "
        + "restart."
    }
  }
}

extension ConfirmationQuestion.Subject {
  fileprivate var english: String {
    switch self {
    case .deployment(let id): "deployment \(id)"
    case .job(let id): "job \(id)"
    }
  }
}
