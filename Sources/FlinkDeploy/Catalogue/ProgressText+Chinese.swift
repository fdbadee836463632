import Deployments

extension ProgressText {
  func chinese(_ face: Face) -> String {
    switch self {
    case .validatingSQL: "正在校验 SQL"
    case .status(let status, nil): "状态：\(status.rawValue)"
    case .status(let status, let report?): "\(status.rawValue)：\(report.chinese(face))"
    case .waitingForLeases(let count): "正在等待其他进程的 \(count) 个操作：租约尚未到期"
    }
  }
}
