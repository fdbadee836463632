import Alerting
import AliyunFlink
import Deployments
import JobHealth

/// What the monitor knows of the deployments of the namespace: the newest list, and what it has read of their jobs.
struct Fleet: Sendable {
  /// What is known of one deployment.
  struct Member: Sendable {
    /// The deployment in the newest list.
    var summary: DeploymentSummary
    /// Its newest job; nil if it was not read, or there is none.
    var job: Job?
    /// The counts of jobs in the list when the job was read; another count means another job or another state.
    var countsOfJob: [JobState: Int]?
    /// The verdict of the newest reading of ``job``.
    var health: HealthReport?
    /// When the deployment was read last, in milliseconds since 1970.
    var readAt: Int?
    /// Whether a job of it ran when it was seen last, so that its end matters.
    var hasRun = false
  }

  /// The deployments by their IDs.
  private(set) var members: [String: Member] = [:]
  /// What the store knows of them, by their IDs.
  var traces: [String: DeploymentTrace] = [:]

  /// The IDs of the deployments in the newest list.
  var ids: Set<String> { Set(members.keys) }

  /// Takes a complete list; what it does not have is forgotten.
  mutating func take(_ list: [DeploymentSummary]) {
    var next: [String: Member] = [:]
    next.reserveCapacity(list.count)
    for summary in list {
      var member = members[summary.id] ?? Member(summary: summary)
      member.summary = summary
      if summary.jobCounts[.running, default: 0] > 0 { member.hasRun = true }
      next[summary.id] = member
    }
    members = next
  }

  /// Takes what was read of a deployment's jobs.
  /// - Parameters:
  ///   - job: Its newest job; nil if there is none.
  ///   - counts: The counts of jobs in the list before the job was read.
  mutating func note(_ job: Job?, of id: String, counts: [JobState: Int]) {
    guard members[id] != nil else { return }
    if members[id]?.job?.id != job?.id { members[id]?.health = nil }
    if job?.state == .running { members[id]?.hasRun = true }
    members[id]?.job = job
    members[id]?.countsOfJob = counts
  }

  /// Takes the verdict on the newest job of a deployment.
  mutating func note(_ health: HealthReport, of id: String) {
    members[id]?.health = health
    members[id]?.readAt = health.asOf
  }

  /// Notes that a deployment was read, whatever came of it.
  /// - Parameter now: The time in milliseconds since 1970.
  mutating func noteRead(of id: String, now: Int) { members[id]?.readAt = now }

  /// Notes that the job of a deployment ran when an earlier process saw it.
  mutating func noteRun(of id: String) { members[id]?.hasRun = true }

  /// Notes that the end of a deployment's job is judged and stored.
  mutating func noteEnd(of id: String) { members[id]?.hasRun = false }

  /// Whether flink-deploy created a deployment.
  func isOwn(_ id: String) -> Bool {
    members[id]?.summary.hasOwnLabel == true || traces[id]?.sqlRecordID != nil
  }

  /// The name of a deployment; its ID if no name is known.
  func name(of id: String) -> String {
    let names = [members[id]?.summary.name, traces[id]?.name].compactMap(\.self)
    return names.first { !$0.isEmpty } ?? id
  }

  // MARK: What to read

  /// The deployments without an active job whose newest job must be read to know how it ended, sorted.
  /// - Parameter board: The alerts.
  func endsToRead(_ board: AlertBoard) -> [String] {
    members.filter { id, member in
      !member.isActive && !member.isJobCurrent && needsEnd(id, member, board)
    }.map(\.key).sorted()
  }

  /// Whether it matters how the newest job of a deployment ended.
  ///
  /// Jobs that were cancelled or have finished only matter if one of them ran when it was seen last.
  func needsEnd(_ id: String, _ member: Member, _ board: AlertBoard) -> Bool {
    let counts = member.summary.jobCounts
    return counts.isEmpty || counts[.failed, default: 0] > 0 || member.hasRun || !board.alerts(of: id).isEmpty
  }

  /// The deployments with an active job whose health can be read, and why.
  /// - Parameter board: The alerts.
  func candidates(_ board: AlertBoard) -> [RoundPlanner.Candidate] {
    let awaiting = board.awaitingLooks
    return members.compactMap { id, member in
      guard member.isActive, traces[id]?.isChanging != true else { return nil }
      return RoundPlanner.Candidate(
        deploymentID: id, reason: reason(id, member, board, awaiting), readAt: member.readAt)
    }
  }

  private func reason(
    _ id: String, _ member: Member, _ board: AlertBoard, _ awaiting: Set<String>
  ) -> RoundPlanner.Candidate.Reason {
    if awaiting.contains(id) { return .suspicion }
    if !member.isJobCurrent { return .change }
    if !board.alerts(of: id).isEmpty { return .alert }
    return isOwn(id) ? .own : .other
  }
}

extension Fleet.Member {
  /// Whether ``job`` was read after the newest change of the counts in the list; a list without counts says nothing.
  var isJobCurrent: Bool { !summary.jobCounts.isEmpty && countsOfJob == summary.jobCounts }

  /// Whether a job starts, runs or is being stopped.
  var isActive: Bool {
    let counts = summary.jobCounts
    if counts.isEmpty { return job?.state.isTerminal == false }
    return [JobState.starting, .running, .cancelling].contains { counts[$0, default: 0] > 0 }
  }
}
