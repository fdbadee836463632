import AliyunFlink
import Deployments
import JSONCoding

/// Implements `start_job`.
struct StartJob: OperationAction {
  static let tool = ToolName.startJob

  let application: Application
  let caller: Caller

  static func request(_ arguments: JSONObject) throws(Failure) -> (request: OperationRequest, target: JobSelector) {
    let id = arguments[.deploymentID]?.string ?? ""
    return (.start(deploymentID: id, restore: try restore(arguments), goal: JobGoal(arguments)), .deployment(id))
  }

  private static func restore(_ arguments: JSONObject) throws(Failure) -> RestoreStrategy {
    let strategy = arguments[.restoreStrategy]?.string
    let savepoint = arguments[.savepointID]?.string
    let fromSavepoint = "FROM_SAVEPOINT"
    if savepoint != nil, strategy != fromSavepoint {
      throw Failure(ArgumentProblem.onlyWith(.savepointID, other: .restoreStrategy, value: fromSavepoint))
    }
    switch strategy {
    case "LATEST_SAVEPOINT": return .latestSavepoint
    case "NONE": return .none
    case fromSavepoint:
      guard let savepoint else {
        throw Failure(ArgumentProblem.missing(.savepointID, other: .restoreStrategy, value: fromSavepoint))
      }
      return .savepoint(id: savepoint)
    default: return .latestState
    }
  }
}
