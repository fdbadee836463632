import AliyunFlink
import Deployments
import JSONCoding

/// Compares a pipeline of a batch with a deployment that exists; nothing is changed.
struct BatchComparison {
  let application: Application
  let caller: Caller

  /// Whether an update would change nothing; false if that is not known.
  /// - Parameter change: The arguments of `update_job`.
  func isUnchanged(_ change: JSONObject) async -> Bool {
    guard let arguments = try? UpdateArguments(change), let service = try? application.deployments(),
      let plan = try? await UpdatePlanner(application: application, service: service, caller: caller).plan(arguments)
    else { return false }
    return plan.isUnchanged && plan.refusal == nil
  }

  /// The result of a pipeline whose name a deployment has that flink-deploy did not create.
  /// - Parameter object: The arguments of the pipeline.
  /// - Returns: Unchanged if the deployment is as wanted, and a failure if it is not.
  func result(of object: JSONObject, with deployment: DeploymentSummary) async -> ActionResult {
    var change = BatchItemRunner.updateArguments(object, nil, deploymentID: deployment.id)
    // Without a recorded version, drift from it says nothing.
    change[.acceptDrift] = true
    if await isUnchanged(change) { return ActionResult(.succeeded, deployment.identity) }
    let problem = OperationProblem.nameTaken(name: deployment.name, by: .deployment, id: deployment.id)
    return ActionResult(.failed, deployment.identity, failure: Failure(problem))
  }
}
