extension AlertRule {
  /// The rules of jobs, those that explain others before these.
  static let ofJobs: [AlertRule] = [
    .failed, .gone, .crashLoop, .notWriting, .restarting, .backpressured, .lagging, .noCheckpoint, .idle,
  ]

  /// Whether the rule also counts for deployments that flink-deploy did not create.
  var isForAll: Bool { self == .failed || self == .crashLoop || self == .gone }

  /// Whether an alert of this rule explains the trouble of another rule, so that it needs no alert of its own.
  func explains(_ other: AlertRule) -> Bool {
    switch self {
    case .failed: other != .failed && other != .platformUnreachable
    case .gone: other != .failed && other != .gone && other != .platformUnreachable
    case .crashLoop: [.restarting, .noCheckpoint, .notWriting, .lagging, .backpressured, .idle].contains(other)
    case .notWriting: [.noCheckpoint, .lagging, .backpressured, .idle].contains(other)
    // A job at its limit changes between both.
    case .backpressured: other == .lagging
    case .lagging: other == .backpressured
    case .restarting, .noCheckpoint, .idle, .platformUnreachable: false
    }
  }
}
