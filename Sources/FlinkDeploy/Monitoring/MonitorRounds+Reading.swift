import Alerting
import AliyunFlink
import Deployments
import JobHealth

extension FleetReader {
  /// How many jobs are read at the same time.
  static let mostAtOnce = 4
}

extension MonitorRounds {
  /// How many deployments that the list lacks are asked for in one round.
  private static let mostLost = 50

  /// Reads what the store knows of deployments.
  mutating func readTraces(of ids: [String]) async throws(StoreError) {
    let traces = try await surroundings.records.traces(of: ids)
    fleet.traces = Dictionary(traces.map { ($0.deploymentID, $0) }) { first, _ in first }
  }

  /// Notes once which jobs ran when an earlier process saw them, so that their end is noticed.
  mutating func remember() async throws(StoreError) {
    if isRemembered { return }
    var jobs: [String: String?] = [:]
    for trace in fleet.traces.values where [.running, .starting, .updating].contains(trace.status) {
      jobs[trace.deploymentID] = trace.jobID
    }
    for reading in try await surroundings.records.newestReadings() {
      if reading.verdict != .notRunning {
        jobs[reading.deploymentID] = .some(reading.jobID)
      } else if fleet.traces[reading.deploymentID]?.jobID ?? reading.jobID == reading.jobID {
        jobs[reading.deploymentID] = nil
      }
    }
    for (id, jobID) in jobs {
      board.remember(deploymentID: id, name: fleet.name(of: id), isOwn: fleet.isOwn(id), jobID: jobID)
      fleet.noteRun(of: id)
    }
    isRemembered = true
  }

  /// Reads the newest jobs of deployments whose job has ended.
  mutating func readEnds() async {
    let planner = RoundPlanner(interval: surroundings.interval)
    let ids = fleet.endsToRead(board).prefix(planner.budget)
    var rest = ids[...]
    while !rest.isEmpty, !Task.isCancelled {
      let group = Array(rest.prefix(FleetReader.mostAtOnce))
      rest = rest.dropFirst(group.count)
      let wait = pace.spend(group.count, now: surroundings.now())
      if wait > 0 { await surroundings.sleep(wait) }
      for (id, job) in await newestJobs(of: group) { note(job, of: id) }
    }
  }

  /// Reads the jobs of deployments, and how these are.
  /// - Returns: The deployments that were read.
  mutating func readHealth(of ids: [String]) async -> [String] {
    var read: [String] = []
    let now = surroundings.now()
    for id in ids { fleet.noteRead(of: id, now: now) }
    let jobs = await newestJobs(of: ids)
    for (id, job) in jobs { note(job, of: id) }
    let active = jobs.compactMap { id, job in job.flatMap { $0.state.isTerminal ? nil : (id, $0) } }
    let healths = await withTaskGroup(of: (String, HealthReport).self) { group in
      for (id, job) in active {
        let sqlRecordID = fleet.traces[id]?.sqlRecordID
        group.addTask { [reader = surroundings.reader] in (id, await reader.health(job, sqlRecordID)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for (id, health) in healths {
      fleet.note(health, of: id)
      read.append(id)
    }
    return read.sorted()
  }

  /// Notes the newest job of a deployment.
  ///
  /// A job that has ended although the list says that one runs needs another list.
  private mutating func note(_ job: Job?, of id: String) {
    guard let member = fleet.members[id] else { return }
    let counts = member.summary.jobCounts
    let isOld = member.isActive && !counts.isEmpty && job?.state.isTerminal != false
    fleet.note(job, of: id, counts: isOld ? [:] : counts)
  }

  private func newestJobs(of ids: [String]) async -> [(String, Job?)] {
    await withTaskGroup(of: (String, Job?)?.self) { group in
      for id in ids {
        let known = fleet.members[id]?.job
        group.addTask { [reader = surroundings.reader] in
          // A deployment that cannot be read keeps its alerts as they are.
          do throws(FlinkAPIError) { return (id, try await reader.newestJob(of: id, known: known)) } catch {
            return nil
          }
        }
      }
      return await group.reduce(into: []) { jobs, found in if let found { jobs.append(found) } }
    }
  }

  /// The looks at deployments that ran or have an alert, and that the list lacks: Alibaba Cloud is asked for each.
  func lostLooks() async -> [JobLook] {
    let listed = fleet.ids
    var lost = board.missing(from: listed)
    let known = Set(lost.map(\.deploymentID))
    for alert in board.alerts {
      guard let id = alert.subject.deploymentID, !listed.contains(id), !known.contains(id) else { continue }
      lost.append(
        JobLook(
          deploymentID: id, name: alert.facts.deploymentName ?? fleet.name(of: id), isOwn: fleet.isOwn(id),
          jobID: alert.facts.jobID, state: .missing))
    }
    var looks: [JobLook] = []
    var asked = 0
    for var look in lost {
      let trace = fleet.traces[look.deploymentID]
      look.changedAt = trace?.changedAt
      if trace?.isChanging == true {
        look.state = .changing
      } else if storedEnds.contains(look.deploymentID) {
        look.state = .gone(byFlinkDeploy: trace?.status == .rolledBack)
      } else {
        asked += 1
        if asked > Self.mostLost { continue }
        if let exists = try? await surroundings.reader.exists(look.deploymentID) {
          // The list was wrong.
          if exists { continue }
          look.state = .gone(byFlinkDeploy: trace?.status == .rolledBack)
        }
      }
      looks.append(look)
    }
    return looks
  }
}
