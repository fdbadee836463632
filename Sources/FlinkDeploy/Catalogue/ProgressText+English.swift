import Deployments

extension ProgressText {
  func english(_ face: Face) -> String {
    switch self {
    case .validatingSQL: "Validating the SQL"
    case .status(let status, nil): "Status: \(status.rawValue)"
    case .status(let status, let report?): "\(status.rawValue): \(report.english(face))"
    case .waitingForLeases(1): "Waiting for an operation of another process: its lease has not expired"
    case .waitingForLeases(let count):
      "Waiting for \(count) operations of other processes: their leases have not expired"
    }
  }
}
