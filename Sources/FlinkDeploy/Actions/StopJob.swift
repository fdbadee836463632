import AliyunFlink
import Deployments
import JSONCoding

/// Implements `stop_job`.
struct StopJob: OperationAction {
  static let tool = ToolName.stopJob

  let application: Application
  let caller: Caller

  static func request(_ arguments: JSONObject) throws(Failure) -> (request: OperationRequest, target: JobSelector) {
    let jobID = arguments[.jobID]?.string
    let deploymentID = arguments[.deploymentID]?.string
    let strategy = arguments[.stopStrategy]?.string.flatMap(StopStrategy.init) ?? .withSavepoint
    let targets = [jobID.map(JobSelector.job), deploymentID.map(JobSelector.deployment)].compactMap { $0 }
    guard let target = targets.first, targets.count == 1 else {
      throw Failure(ArgumentProblem.notExactlyOne([.jobID, .deploymentID]))
    }
    return (.stop(jobID: jobID, deploymentID: deploymentID, strategy: strategy), target)
  }
}
