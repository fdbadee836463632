import Deployments

extension ResourceLabel {
  func english(_ face: Face) -> String {
    switch self {
    case .jobFamily: "Job"
    case .jobFamilyDescription: "A job and its deployment, with their current status."
    case .sqlFamily: "Flink SQL"
    case .sqlFamilyDescription: "The deployed SQL script."
    case .job(let number): "Job record \(number)"
    case .jobDescription: "Current status of the job"
    case .recordedJob(let status, let time): "\(status.rawValue) at \(time)"
    case .sql(let number): "Flink SQL \(number)"
    case .sqlDescription: "Deployed SQL script"
    }
  }
}
