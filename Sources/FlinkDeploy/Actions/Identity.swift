import Deployments
import JSONCoding

extension ActionResult {
  /// The status of a deployment and its job, and their IDs as far as they are known.
  struct Identity: Sendable {
    /// The status.
    var status: OperationStatus?
    /// The ID of the deployment.
    var deploymentID: String?
    /// The ID of the job.
    var jobID: String?
    /// The number of the job record.
    var aliyunJobID: Int?
    /// The number of the SQL record.
    var sqlRecordID: Int?
    /// The name of the deployment.
    var deploymentName: String?

    /// Fills in the IDs and the name that the caller passed, as far as no others are known.
    mutating func fill(from arguments: JSONObject) {
      deploymentID = deploymentID ?? arguments[.deploymentID]?.string
      jobID = jobID ?? arguments[.jobID]?.string
      aliyunJobID = aliyunJobID ?? arguments[.aliyunJobID]?.int
      deploymentName = deploymentName ?? arguments[.name]?.string
    }
  }
}
