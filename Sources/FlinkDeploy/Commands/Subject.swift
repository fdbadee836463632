import Deployments

/// The deployment or job that a user names: by the number of its record, by the name or ID of the deployment, or by the
/// ID of the job, which looks like that of a deployment.
struct Subject {
  /// The number of the job record.
  private(set) var record: Int?
  /// The ID of the job.
  private(set) var jobID: String?
  /// The ID of the deployment.
  private(set) var deploymentID: String?
  private var isDeployment = false
  private let text: String

  /// Looks a text up; a text that cannot be looked up counts as the ID of a job.
  init(_ text: String, _ application: Application) async {
    self.text = text
    guard let service = try? application.deployments() else { return }
    let selector = Int(text).map(JobSelector.aliyunJob) ?? .name(text)
    if let found = (try? await service.record(selector)) ?? nil {
      (record, jobID, deploymentID) = (found.id, found.jobID, found.deploymentID)
      // A name is that of the deployment, whichever of its jobs runs now.
      isDeployment = Int(text) == nil || found.jobID == nil
    } else if await service.isDeployment(text) {
      (deploymentID, isDeployment) = (text, true)
    }
  }

  /// The argument that names the subject to a tool.
  var argument: Argument { isDeployment ? .deploymentID : .jobID }

  /// The value of ``argument``.
  var id: String { (isDeployment ? deploymentID : jobID) ?? text }

  /// The job record, or the deployment or job.
  var selector: JobSelector { record.map(JobSelector.aliyunJob) ?? (isDeployment ? .deployment(id) : .job(id)) }
}
