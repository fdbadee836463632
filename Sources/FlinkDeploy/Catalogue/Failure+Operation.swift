import Deployments

extension Failure {
  /// The failure of an operation; the leftovers of an unfinished rollback replace the remedy.
  init(_ failure: OperationFailure) {
    self.init(failure.problem, requestID: failure.requestID, isRolledBack: failure.isRolledBack)
    if let leftovers = failure.leftovers { remedy = leftovers }
  }
}
