import AliyunFlink
import Deployments
import Hashing
import JSONCoding

/// `start_job`: a job of a deployment that exists.
struct StartJob {
  /// The names of the arguments on the wire.
  enum Key: String, CaseIterable {
    case deploymentID = "deployment_id"
    case restoreStrategy = "restore_strategy"
    case savepointID = "savepoint_id"
    case waitSeconds = "wait_seconds"
  }

  let application: Application
  let caller: Caller

  func run(_ object: JSONObject) async -> ActionResult {
    let result = await perform(object)
    application.audit(result, of: "start_job", client: caller.client, object)
    return result
  }

  private func perform(_ object: JSONObject) async -> ActionResult {
    do throws(OperationFailure) {
      try object.requireNoZeros()
      let deploymentID = object[Key.deploymentID.rawValue]?.string ?? ""
      let restore = try StartJob.restore(
        object[Key.restoreStrategy.rawValue]?.string, savepoint: object[Key.savepointID.rawValue]?.string)
      let request = OperationRequest.start(deploymentID: deploymentID, restore: restore)
      let service = try application.deployments()
      try await service.requireKnown(.deployment(deploymentID))
      let operation = try await service.begin(
        NewOperation(
          request: request, marker: randomHexadecimal(bytes: 16), digest: SHA256.hex(request.json.canonicalText),
          subject: deploymentID, client: caller.client, arguments: object))
      let timeout = Duration.seconds(object[Key.waitSeconds.rawValue]?.double ?? 45)
      let snapshot = await service.wait(for: operation, timeout: timeout) { snapshot in
        caller.onProgress(snapshot.progress.done, snapshot.progress.total, snapshot.message)
      }
      return ActionResult(snapshot)
    } catch {
      return ActionResult(error)
    }
  }

  private static func restore(_ strategy: String?, savepoint: String?) throws(OperationFailure) -> RestoreStrategy {
    func invalid(_ message: String, _ remedy: String) -> OperationFailure {
      OperationFailure(code: "invalid_arguments", message: message, remedy: remedy)
    }
    if savepoint != nil, strategy != "FROM_SAVEPOINT" {
      throw invalid(
        "savepoint_id goes with restore_strategy FROM_SAVEPOINT only", "Pass that strategy, or no savepoint_id")
    }
    switch strategy {
    case "LATEST_SAVEPOINT": return .latestSavepoint
    case "NONE": return .none
    case "FROM_SAVEPOINT":
      guard let savepoint else { throw invalid("FROM_SAVEPOINT needs savepoint_id", "Pass savepoint_id") }
      return .savepoint(id: savepoint)
    default: return .latestState
    }
  }
}
