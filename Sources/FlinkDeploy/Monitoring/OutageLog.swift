import Logging
import Synchronization

/// Logs that something is away once when it goes, and once when it is back.
final class OutageLog: Sendable {
  /// What can be away.
  enum Subject: String, Sendable {
    case database, platform, metricsFile
  }

  private let logger: Logger
  private let away = Mutex<Set<Subject>>([])

  /// A log in which nothing is away.
  init(_ logger: Logger) { self.logger = logger }

  /// Notes that `subject` does not work, for this reason.
  func noteFailure(of subject: Subject, _ reason: String) {
    guard away.withLock({ $0.insert(subject).inserted }) else { return }
    logger.warning("\(subject.failureText)", metadata: ["reason": "\(reason)"])
  }

  /// Notes that `subject` works.
  func noteSuccess(of subject: Subject) {
    guard away.withLock({ $0.remove(subject) }) != nil else { return }
    logger.notice("\(subject.successText)")
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
