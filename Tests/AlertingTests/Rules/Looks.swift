import Alerting

@testable import JobHealth

extension HealthReport {
  /// A report on a reading of this time, of a job with a fresh checkpoint.
  static func reading(_ verdict: Verdict, at time: Int, since: Int? = nil) -> HealthReport {
    var report = HealthReport(verdict: verdict, since: since ?? time, reasons: [], asOf: time)
    report.windowSeconds = 30
    report.restartsInWindow = 0
    report.checkpoints = .completed(at: time - 10_000)
    return report
  }

  /// The same with restarts in its window.
  func restarted(_ count: Int) -> HealthReport {
    var report = self
    report.restartsInWindow = count
    report.lastException = .init(failure: .init(exception: "java.io.IOException", message: "reset"), time: asOf)
    return report
  }
}

extension HealthReading.Checkpoints {
  static func completed(at time: Int) -> HealthReading.Checkpoints {
    var checkpoints = HealthReading.Checkpoints()
    checkpoints.lastCompleted = .init(id: 1, triggeredAt: time, duration: 0)
    return checkpoints
  }
}

extension JobLook {
  /// A look at a deployment; by default `orders`.
  static func at(
    _ state: State, _ health: HealthReport? = nil, id: String = "d-1", name: String = "orders", job: String = "j-1",
    isOwn: Bool = true
  ) -> JobLook {
    var look = JobLook(deploymentID: id, name: name, isOwn: isOwn, jobID: job, state: state)
    look.health = health
    look.checkpointIntervalSeconds = 60
    return look
  }

  /// A job that is fine.
  static func well(
    at time: Int, id: String = "d-1", name: String = "orders", job: String = "j-1", isOwn: Bool = true
  ) -> JobLook {
    at(.running, .reading(.flowing, at: time), id: id, name: name, job: job, isOwn: isOwn)
  }

  /// A job with a verdict that has stood for an hour.
  static func verdict(_ verdict: Verdict, at time: Int, id: String = "d-1", isOwn: Bool = true) -> JobLook {
    at(.running, .reading(verdict, at: time, since: time - 3_600_000), id: id, isOwn: isOwn)
  }

  /// A job that restarted since the reading before.
  static func restarted(_ count: Int = 1, at time: Int) -> JobLook {
    at(.running, .reading(.flowing, at: time).restarted(count))
  }

  /// A job whose newest checkpoint is so old.
  static func checkpoint(secondsAgo: Int, at time: Int) -> JobLook {
    var look = well(at: time)
    look.health?.checkpoints = .completed(at: time - secondsAgo * 1000)
    return look
  }

  /// A job with the trouble of a rule; nil for the rule of Alibaba Cloud.
  static func trouble(_ rule: AlertRule, at time: Int, id: String = "d-1", isOwn: Bool = true) -> JobLook {
    switch rule {
    case .failed: at(.failed(text: "no slots"), id: id, isOwn: isOwn)
    case .gone, .platformUnreachable: at(.stopped(byFlinkDeploy: false), id: id, isOwn: isOwn)
    case .crashLoop: verdict(.crashLoop, at: time, id: id, isOwn: isOwn)
    case .lagging: verdict(.lagging, at: time, id: id, isOwn: isOwn)
    case .notWriting: verdict(.notWriting, at: time, id: id, isOwn: isOwn)
    case .backpressured: verdict(.backpressured, at: time, id: id, isOwn: isOwn)
    case .idle: verdict(.idle, at: time, id: id, isOwn: isOwn)
    case .restarting:
      at(.running, .reading(.flowing, at: time).restarted(1), id: id, isOwn: isOwn)
    case .noCheckpoint:
      with(well(at: time, id: id, isOwn: isOwn)) { $0.health?.checkpoints = .completed(at: time - 3_600_000) }
    }
  }

  private static func with(_ look: JobLook, _ change: (inout JobLook) -> Void) -> JobLook {
    var look = look
    change(&look)
    return look
  }
}
