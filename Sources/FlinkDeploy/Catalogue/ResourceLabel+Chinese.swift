import Deployments

extension ResourceLabel {
  func chinese(_ face: Face) -> String {
    switch self {
    case .jobFamily: "作业实例"
    case .jobFamilyDescription: "作业实例及其作业的当前状态。"
    case .sqlFamily: "Flink SQL"
    case .sqlFamilyDescription: "已部署的 SQL 脚本。"
    case .job(let number): "作业记录 \(number)"
    case .jobDescription: "作业实例的当前状态"
    case .recordedJob(let status, let time): "\(time) 的状态：\(status.rawValue)"
    case .sql(let number): "Flink SQL \(number)"
    case .sqlDescription: "已部署的 SQL 脚本"
    }
  }
}
