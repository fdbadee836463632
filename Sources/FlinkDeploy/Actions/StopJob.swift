import AliyunFlink
import Deployments
import Hashing
import JSONCoding

/// `stop_job`: the end of a job, with its state kept.
struct StopJob {
  /// The names of the arguments on the wire.
  enum Key: String, CaseIterable {
    case jobID = "job_id"
    case deploymentID = "deployment_id"
    case stopStrategy = "stop_strategy"
    case waitSeconds = "wait_seconds"
  }

  let application: Application
  let caller: Caller

  func run(_ object: JSONObject) async -> ActionResult {
    let result = await perform(object)
    application.audit(result, of: "stop_job", client: caller.client, object)
    return result
  }

  private func perform(_ object: JSONObject) async -> ActionResult {
    do throws(OperationFailure) {
      try object.requireNoZeros()
      let jobID = object[Key.jobID.rawValue]?.givenText
      let deploymentID = object[Key.deploymentID.rawValue]?.givenText
      guard let subject = jobID ?? deploymentID, jobID == nil || deploymentID == nil else {
        throw OperationFailure(
          code: "invalid_arguments", message: "stop_job needs one of job_id and deployment_id",
          remedy: "Pass exactly one of them")
      }
      let strategy = object[Key.stopStrategy.rawValue]?.string.flatMap(StopStrategy.init) ?? .withSavepoint
      let request = OperationRequest.stop(jobID: jobID, deploymentID: deploymentID, strategy: strategy)
      let service = try application.deployments()
      try await service.requireKnown(jobID.map(JobSelector.job) ?? .deployment(subject))
      let operation = try await service.begin(
        NewOperation(
          request: request, marker: randomHexadecimal(bytes: 16), digest: SHA256.hex(request.json.canonicalText),
          subject: subject, client: caller.client, arguments: object))
      let timeout = Duration.seconds(object[Key.waitSeconds.rawValue]?.double ?? 45)
      let snapshot = await service.wait(for: operation, timeout: timeout) { snapshot in
        caller.onProgress(snapshot.progress.done, snapshot.progress.total, snapshot.message)
      }
      return ActionResult(snapshot)
    } catch {
      return ActionResult(error)
    }
  }
}
