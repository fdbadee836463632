import Logging
import Synchronization

/// Logs that something is away once when it goes, and once when it is back.
///
/// Several tasks use the same database. What one of them saw before the last change says nothing about the time after
/// it.
final class OutageLog: Sendable {
  /// What can be away.
  enum Subject: String, Sendable {
    case database, platform, metricsFile
  }

  private struct Change {
    let isAway: Bool
    let noticedAt: ContinuousClock.Instant
  }

  private let logger: Logger
  private let changes = Mutex<[Subject: Change]>([:])

  /// A log in which nothing is away.
  init(_ logger: Logger) { self.logger = logger }

  /// Notes that `subject` did not work, for this reason.
  /// - Parameter begin: When the attempt began.
  func noteFailure(of subject: Subject, since begin: ContinuousClock.Instant, _ reason: String) {
    guard isChange(subject, isAway: true, since: begin) else { return }
    logger.warning("\(subject.failureText)", metadata: ["reason": "\(reason)"])
  }

  /// Notes that `subject` worked.
  /// - Parameter begin: When the attempt began.
  func noteSuccess(of subject: Subject, since begin: ContinuousClock.Instant) {
    guard isChange(subject, isAway: false, since: begin) else { return }
    logger.notice("\(subject.successText)")
  }

  private func isChange(_ subject: Subject, isAway: Bool, since begin: ContinuousClock.Instant) -> Bool {
    changes.withLock { changes in
      let last = changes[subject]
      guard last?.isAway ?? false != isAway, last.map({ $0.noticedAt <= begin }) ?? true else { return false }
      changes[subject] = Change(isAway: isAway, noticedAt: .now)
      return true
    }
  }
}

extension OutageLog.Subject {
  fileprivate var failureText: String {
    switch self {
    case .database: "The metadata database is unavailable. The monitor waits for it."
    case .platform: "Alibaba Cloud is unreachable. The monitor waits for it."
    case .metricsFile: "The metrics file cannot be written"
    }
  }

  fileprivate var successText: String {
    switch self {
    case .database: "The metadata database is available again"
    case .platform: "Alibaba Cloud is reachable again"
    case .metricsFile: "The metrics file is written again"
    }
  }
}
