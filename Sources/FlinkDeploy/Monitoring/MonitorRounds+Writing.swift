import Alerting
import AliyunFlink
import Deployments
import JobHealth

extension MonitorRounds {
  /// Takes over what people have acknowledged since the last round.
  mutating func acknowledge() async throws(StoreError) {
    let open = board.alerts.filter { $0.state == .open }.map(\.id)
    if open.isEmpty { return }
    let waiting = Set(open)
    for stored in try await surroundings.alerts.openAlerts(of: nil)
    where stored.alert.state == .acknowledged && waiting.contains(stored.id) {
      board.acknowledge(stored.id)
      grouping.noteAcknowledgement(of: stored.id, at: stored.acknowledgedAt ?? surroundings.now())
    }
  }

  /// Writes changes of alerts with their messages, in one transaction.
  mutating func write(_ changes: [AlertChange], now: Int) async throws(StoreError) {
    if changes.isEmpty { return }
    while true {
      var next = grouping
      var record = next.record(changes, now: now, newID: surroundings.newID)
      if record.isEmpty { return }
      if isOnly { record.hurry(now: now) }
      switch try await surroundings.alerts.record(
        record, for: surroundings.recipients, fence: fence, now: surroundings.now())
      {
      case .recorded:
        grouping = next
        if !record.messages.isEmpty { surroundings.wakeCourier() }
        return
      case .attempted(let messages): grouping.noteAttempts(of: messages)
      }
    }
  }

  /// Writes that jobs have ended, so that later processes do not take their end for news, once that is judged.
  mutating func storeEnds(of looks: [JobLook]) async throws(StoreError) {
    // Nothing was judged while the alert about Alibaba Cloud was open.
    if board.alerts.contains(where: { $0.subject == .platform }) { return }
    let awaiting = board.awaitingLooks
    for look in looks where !awaiting.contains(look.deploymentID) {
      switch look.state {
      case .stopped, .failed:
        guard fleet.members[look.deploymentID]?.hasRun == true else { continue }
        try await storeEnd(look)
        fleet.noteEnd(of: look.deploymentID)
      case .gone:
        guard storedEnds.insert(look.deploymentID).inserted else { continue }
        try await storeEnd(look)
      case .running, .starting, .stopping, .missing, .changing: continue
      }
    }
  }

  private func storeEnd(_ look: JobLook) async throws(StoreError) {
    let records = surroundings.records
    if let jobID = look.jobID {
      try await records.keep(
        StoredHealth(time: surroundings.now(), verdict: .notRunning, reading: nil), ofJob: jobID,
        deploymentID: look.deploymentID)
    }
    // Only the job that the record is about: another one may have been started since.
    guard let trace = fleet.traces[look.deploymentID], !trace.isChanging, !trace.status.isFinal,
      look.jobID == nil || look.jobID == trace.jobID
    else { return }
    let job = fleet.members[look.deploymentID]?.job
    let status: OperationStatus
    switch look.state {
    case .gone: status = .cancelled
    case .stopped, .failed:
      guard let job, job.state.isTerminal else { return }
      status = OperationStatus(job.state)
    case .running, .starting, .stopping, .missing, .changing: return
    }
    try await records.observe(
      trace.aliyunJobID, jobID: nil, status: status,
      errorMessage: look.state.isGone ? surroundings.deletedText : job?.failure)
  }
}

extension JobLook.State {
  fileprivate var isGone: Bool { if case .gone = self { true } else { false } }
}

extension AlertRecord {
  /// Makes messages that wait for other alerts due at once.
  fileprivate mutating func hurry(now: Int) {
    for index in messages.indices { messages[index].notBefore = min(messages[index].notBefore, now) }
  }
}
