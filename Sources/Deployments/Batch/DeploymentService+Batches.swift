public import AliyunFlink

extension DeploymentService {
  /// The journal of batches.
  public var batches: any BatchStore { store }

  /// All deployments of the namespace by their IDs.
  /// - Throws: ``OperationFailure`` when Alibaba Cloud does not list them.
  public func deployments() async throws(OperationFailure) -> [String: DeploymentSummary] {
    var found: [String: DeploymentSummary] = [:]
    for page in 1... {
      switch await cloud.perform(.listAllDeployments(page: page)) {
      case .summaries(let summaries):
        let known = found.count
        for summary in summaries { found[summary.id] = summary }
        // A page without a new deployment is one that was read before.
        if summaries.count < pageSize || found.count == known { return found }
      case .failed(let error): throw OperationFailure(error)
      default: return found
      }
    }
    return found
  }

  /// Begins to roll back a deploy that has succeeded, or joins the rollback.
  /// - Parameter id: The row of the deploy.
  /// - Returns: The operation; nil if another operation has followed on the row, so that the deployment stays.
  /// - Throws: ``OperationFailure``.
  public func rollBack(deployOnRecord id: Int) async throws(OperationFailure) -> StoredOperation? {
    do throws(StoreError) {
      try await takeOver(onJob: id)
      guard let found = try await store.operation(onJob: id), case .deploy = found.request else { return nil }
      guard found.state.phase == .done, found.state.failure == nil else { return found }
      guard let opened = try await batches.reopen(found.rolledBack) else { return try await store.operation(onJob: id) }
      drive(opened, isResumed: true)
      return opened
    } catch { throw OperationFailure(error) }
  }
}

extension StoredOperation {
  /// The same operation at the beginning of its rollback.
  fileprivate var rolledBack: StoredOperation {
    var machine = OperationMachine(resuming: state, of: request, marker: marker, limits: .init())
    machine.undo(OperationMachine.cancellation)
    return reaching(machine.state)
  }
}
