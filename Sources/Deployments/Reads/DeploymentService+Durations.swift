extension DeploymentService {
  /// How long the last stop and the last start of a deployment's jobs took that flink-deploy made.
  /// - Throws: ``OperationFailure``.
  public func durations(ofDeployment deploymentID: String) async throws(OperationFailure) -> JobDurations {
    do throws(StoreError) { return try await store.durations(ofDeployment: deploymentID) } catch {
      throw OperationFailure(error)
    }
  }
}
