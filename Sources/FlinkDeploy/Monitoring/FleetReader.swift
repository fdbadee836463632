import AliyunFlink
import Deployments
import JobHealth

/// Reads the deployments of the namespace and their jobs, with few calls.
struct FleetReader: Sendable {
  /// Alibaba Cloud.
  let cloud: CountingCloud
  /// How a job is; stores the reading.
  let health: @Sendable (_ job: Job, _ sqlRecordID: Int?) async -> HealthReport

  /// All deployments of the namespace, each once.
  /// - Throws: ``FlinkAPIError`` if a page cannot be read.
  func list() async throws(FlinkAPIError) -> [DeploymentSummary] {
    var all: [DeploymentSummary] = []
    var seen: Set<String> = []
    for page in 1... {
      switch await cloud.reply(to: .listAllDeployments(page: page)).answer {
      case .summaries(let found):
        let fresh = found.filter { seen.insert($0.id).inserted }
        all += fresh
        // A page without a new deployment is one that was read before.
        if found.count < pageSize || fresh.isEmpty { return all }
      case .failed(let error): throw error
      default: return all
      }
    }
    return all
  }

  /// The newest job of a deployment; nil if there is none.
  /// - Parameter known: The job that was the newest one; asked for first if it had not ended.
  /// - Throws: ``FlinkAPIError``.
  func newestJob(of deploymentID: String, known: Job?) async throws(FlinkAPIError) -> Job? {
    if let known, !known.state.isTerminal {
      switch await cloud.reply(to: .readJob(known.id)).answer {
      case .job(let job) where !job.state.isTerminal: return job
      case .failed(let error) where !error.isNotFound: throw error
      default: break
      }
    }
    switch await cloud.reply(to: .listJobs(deploymentID: deploymentID)).answer {
    case .jobs(let jobs): return jobs.first { !$0.state.isTerminal } ?? jobs.first
    case .failed(let error): throw error
    default: return nil
    }
  }

  /// Whether a deployment exists.
  /// - Throws: ``FlinkAPIError`` if Alibaba Cloud does not say.
  func exists(_ deploymentID: String) async throws(FlinkAPIError) -> Bool {
    guard case .failed(let error) = await cloud.reply(to: .readDeployment(deploymentID)).answer else { return true }
    if error.isNotFound { return false }
    throw error
  }
}
