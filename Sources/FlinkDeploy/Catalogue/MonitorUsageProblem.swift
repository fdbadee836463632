/// Why a command line of `monitor` or `alerts` is malformed.
enum MonitorUsageProblem: Worded {
  /// `--interval` is not a number of seconds in this range.
  case intervalOutOfRange(ClosedRange<Int>)
  /// No channel has this name; the names of the channels.
  case unknownChannel(String, known: [String])

  func english(_ face: Face) -> String {
    switch self {
    case .intervalOutOfRange(let range):
      "--interval must be a number of seconds from \(range.lowerBound) to \(range.upperBound)"
    case .unknownChannel(let name, []):
      "The channel '\(name)' does not exist: FLINK_DEPLOY_ALERTS names no channel"
    case .unknownChannel(let name, let known):
      "The channel '\(name)' does not exist. Channels: \(known.quoted(.english))"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .intervalOutOfRange(let range): "--interval 必须是 \(range.lowerBound) 至 \(range.upperBound) 之间的秒数"
    case .unknownChannel(let name, []): "通道 '\(name)' 不存在：FLINK_DEPLOY_ALERTS 未指定通道"
    case .unknownChannel(let name, let known): "通道 '\(name)' 不存在。现有通道：\(known.quoted(.chinese))"
    }
  }
}
