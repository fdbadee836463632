import Alerting
import AliyunFlink
import Deployments
import JobHealth

extension Fleet {
  /// After this time the end of a job that nobody saw is history, in milliseconds.
  private static let longAgo = 24 * 3_600_000

  /// The look at each deployment of the newest list that is known well enough.
  /// - Parameters:
  ///   - board: The alerts.
  ///   - now: The time in milliseconds since 1970.
  func looks(_ board: AlertBoard, now: Int) -> [JobLook] {
    members.keys.sorted().compactMap { look(at: $0, board, now: now, withHealth: false) }
  }

  /// The look at one deployment; nil if it is not in the list, or if not enough is known of it.
  /// - Parameters:
  ///   - board: The alerts.
  ///   - now: The time in milliseconds since 1970.
  ///   - withHealth: Whether the verdict of the newest reading is new.
  func look(at id: String, _ board: AlertBoard, now: Int, withHealth: Bool) -> JobLook? {
    guard let member = members[id] else { return nil }
    let trace = traces[id]
    guard let state = trace?.isChanging == true ? .changing : state(of: id, member, board, now) else { return nil }
    let job = member.hasUsableJob ? member.job : nil
    var look = JobLook(deploymentID: id, name: name(of: id), isOwn: isOwn(id), jobID: job?.id, state: state)
    look.changedAt = trace?.changedAt
    look.checkpointIntervalSeconds = member.summary.checkpointIntervalSeconds
    look.startedAt = job?.startTime
    look.stateSince = job?.endTime
    switch state {
    case .failed:
      let cause = RootCause(failure: nil, platformText: job?.failure)
      look.failure = cause.failure
      look.causeID = cause.entry?.id
    case .running where withHealth:
      look.health = member.health
      look.causeID = RootCause(failure: member.health?.lastException?.failure, platformText: nil).entry?.id
    default: break
    }
    return look
  }

  private func state(of id: String, _ member: Member, _ board: AlertBoard, _ now: Int) -> JobLook.State? {
    // It was read after the list.
    if member.hasUsableJob, let job = member.job, let state = JobLook.State(active: job.state) { return state }
    let counts = member.summary.jobCounts
    if counts[.cancelling, default: 0] > 0 { return .stopping }
    if counts[.running, default: 0] > 0 { return .running }
    if counts[.starting, default: 0] > 0 { return .starting }
    guard member.hasUsableJob else { return needsEnd(id, member, board) ? nil : .stopped(byFlinkDeploy: false) }
    guard let job = member.job else { return .stopped(byFlinkDeploy: true) }
    switch job.state {
    case .cancelling, .running, .starting: return JobLook.State(active: job.state)
    case .failed:
      let isKnown = traces[id]?.ended.contains(job.id) == true || isHistory(id, job, board, now)
      return isKnown
        ? .stopped(byFlinkDeploy: true) : .failed(text: RootCause(failure: nil, platformText: job.failure).platformText)
    case .cancelled, .finished:
      let trace = traces[id]
      let isOurs = trace?.ended.contains(job.id) == true || trace?.perhapsStopped.contains(job.id) == true
      let isBatch = !member.summary.isStreaming && job.state == .finished
      return .stopped(byFlinkDeploy: isOurs || isBatch || isHistory(id, job, board, now))
    }
  }

  /// Whether a job ended so long ago that its end is not news, and no alert is about it.
  ///
  /// A failure is always news while the store has the job as one that runs: nobody knows of it yet.
  private func isHistory(_ id: String, _ job: Job, _ board: AlertBoard, _ now: Int) -> Bool {
    guard let end = job.endTime, now - end > Fleet.longAgo, board.alerts(of: id).isEmpty else { return false }
    guard job.state == .failed, let trace = traces[id] else { return true }
    return trace.jobID != job.id || trace.status.isFinal
  }
}

extension Fleet.Member {
  /// Whether what was read of the newest job is about now, or there is nothing newer.
  fileprivate var hasUsableJob: Bool { isJobCurrent || summary.jobCounts.isEmpty && countsOfJob != nil }
}

extension JobLook.State {
  /// The state of a job that has not ended; nil for one that has.
  fileprivate init?(active state: JobState) {
    switch state {
    case .starting: self = .starting
    case .running: self = .running
    case .cancelling: self = .stopping
    case .failed, .cancelled, .finished: return nil
    }
  }
}
