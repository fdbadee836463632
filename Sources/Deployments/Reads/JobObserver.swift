import AliyunFlink
import JobHealth
import Logging

/// Judges a job: what Flink and Kafka say now, beside the stored readings; each reading is stored.
struct JobObserver: Sendable {
  /// What was observed.
  struct Observation: Sendable {
    /// The verdict with its evidence.
    var report: HealthReport
    /// What Flink said; nil if it said nothing.
    var reading: HealthReading?
  }

  /// The most readings at the same time: a reading takes about seven calls, and the API allows 100 a second.
  static let mostAtOnce = 12
  /// The longest time that one reading may take, from its turn on.
  private static let patience = Duration.seconds(8)
  /// How long after the begin of a call its reading may begin.
  private static let latestTurn = Duration.seconds(5)
  /// How long after the begin of a call its reading ends.
  private static let latestEnd = Duration.seconds(9)
  /// The least time for a turn and for a reading, also after a slow store: otherwise the same jobs would miss their turn
  /// over and over.
  private static let leastTime = Duration.seconds(1)
  /// How long a reading waits for the stored ones.
  private static let storeTime = Duration.seconds(1)
  /// How old a stored reading may be that takes the place of one that has no turn, in milliseconds.
  private static let oldestStored = 60_000

  /// Alibaba Cloud.
  let cloud: any Cloud
  /// Where the readings are.
  let store: any OperationStore
  /// The clock of all waits.
  let clock: any Clock<Duration>
  /// The time on that clock.
  var instant: @Sendable () -> ContinuousClock.Instant = { .now }
  /// Lets readings begin.
  let admission: Admission
  /// Reads the ends of the topics that an SQL script reads.
  let topicEnds: @Sendable (_ sql: String) async -> TopicEndsReading
  /// The time in milliseconds since 1970.
  let now: @Sendable () -> Int
  /// The log.
  let logger: Logger

  /// Takes a reading of a job, and judges the job by it and by those before.
  ///
  /// While too many readings wait, the newest stored one is used if it is at most a minute old.
  /// - Parameters:
  ///   - status: The platform's status of the job, such as `RUNNING`.
  ///   - sqlRecordID: The row of the job's SQL; nil for a job that flink-deploy did not deploy.
  ///   - begin: When the call began that this is a part of.
  func observe(
    jobID: String, deploymentID: String, status: String, sqlRecordID: Int?, since begin: ContinuousClock.Instant = .now
  ) async -> Observation {
    let (earlier, turn) = await read(jobID, sqlRecordID, since: begin)
    switch turn {
    case .had(var outcome):
      let report = await judge(&outcome, beside: earlier, jobID: jobID, deploymentID: deploymentID, status: status)
      if let reading = outcome.reading {
        await keep(
          StoredHealth(time: reading.readAt, verdict: report.verdict, reading: reading), ofJob: jobID, deploymentID)
      }
      return Observation(report: report, reading: outcome.reading)
    case .missed(let waiting):
      var outcome = stored(earlier, waiting: waiting)
      let report = await judge(
        &outcome, beside: earlier, jobID: jobID, deploymentID: deploymentID, status: status, asksCloud: false)
      return Observation(report: report, reading: outcome.reading)
    }
  }

  /// The newest stored reading in place of one that had no turn; none if it is too old.
  private func stored(_ earlier: [StoredHealth], waiting: Int) -> HealthProbe.Outcome {
    guard let newest = earlier.lazy.compactMap(\.reading).first else {
      return HealthProbe.Outcome(reading: nil, faults: [.readingsWait(count: waiting)])
    }
    let age = max(0, now() - newest.readAt)
    return age <= JobObserver.oldestStored
      ? HealthProbe.Outcome(reading: newest, faults: [.storedReading(seconds: age / 1000)])
      : HealthProbe.Outcome(reading: nil, faults: [.readingsWait(count: waiting)])
  }

  /// The verdict on what was read, beside the stored readings.
  /// - Parameter asksCloud: Whether a recommendation may ask what else changes the resources of the job.
  private func judge(
    _ outcome: inout HealthProbe.Outcome, beside earlier: [StoredHealth], jobID: String, deploymentID: String,
    status: String, asksCloud: Bool = true
  ) async -> HealthReport {
    let readings = earlier.compactMap(\.reading)
    var assessment = HealthAssessment(
      platformStatus: status, current: outcome.reading, earlier: readings,
      continued: await continued(outcome.reading, jobID, deploymentID), faults: outcome.faults)
    assessment.tuning.isAutopilotOn = outcome.reading?.takeTuning(from: readings) ?? false
    var report = assessment.report(now: now())
    if asksCloud, report.recommendation != nil,
      let isOn = await outcome.reading?.readTuning(of: deploymentID, from: cloud)
    {
      assessment.tuning.isAutopilotOn = isOn
      report = assessment.report(now: now())
    }
    report.extend(over: earlier.map { ($0.time, $0.verdict) })
    return report
  }

  /// The readings of the job that this one continues; none for a job that began otherwise, or long ago.
  private func continued(
    _ reading: HealthReading?, _ jobID: String, _ deploymentID: String
  ) async -> [HealthReading] {
    guard let reading, reading.continuesAnotherJob else { return [] }
    let stored = try? await store.healthBefore(job: jobID, ofDeployment: deploymentID)
    return stored?.compactMap(\.reading) ?? []
  }

  private func ends(ofTopicsIn sqlRecordID: Int?) async -> TopicEndsReading {
    guard let sqlRecordID, let sql = try? await store.sql(sqlRecordID) else { return TopicEndsReading() }
    return await topicEnds(sql)
  }

  /// A part of what is read at the same time.
  private enum Part: Sendable {
    case history([StoredHealth])
    case late
    case turn(Admission.Turn<HealthProbe.Outcome>)
  }

  /// The stored readings and a new one, which needs a call less if a stored one has Flink's ID of the job.
  ///
  /// A store that is slow holds the new one up for a moment only.
  private func read(
    _ jobID: String, _ sqlRecordID: Int?, since begin: ContinuousClock.Instant
  ) async -> (earlier: [StoredHealth], turn: Admission.Turn<HealthProbe.Outcome>) {
    await withTaskGroup(of: Part.self) { group in
      var earlier: [StoredHealth]?
      var turn: Admission.Turn<HealthProbe.Outcome>?
      var hasQueued = false
      group.addTask { .history(await storedHealth(of: jobID)) }
      group.addTask {
        try? await Task.sleep(for: JobObserver.storeTime)
        return .late
      }
      while earlier == nil || turn == nil, let part = await group.next() {
        switch part {
        case .history(let stored): earlier = stored
        case .turn(let ended): turn = ended
        case .late: break
        }
        if hasQueued { continue }
        hasQueued = true
        let flinkID = earlier?.lazy.compactMap { $0.reading?.flinkID }.first
        group.addTask { .turn(await reading(of: jobID, flinkID: flinkID, sqlRecordID, since: begin)) }
      }
      group.cancelAll()
      return (earlier ?? [], turn ?? .had(HealthProbe.Outcome(reading: nil)))
    }
  }

  /// A new reading with the ends of the topics, when its turn comes.
  private func reading(
    of jobID: String, flinkID: String?, _ sqlRecordID: Int?, since begin: ContinuousClock.Instant
  ) async -> Admission.Turn<HealthProbe.Outcome> {
    func left(until time: Duration) -> Duration { max(JobObserver.leastTime, time - (instant() - begin)) }
    return await admission.turn(of: jobID, within: left(until: JobObserver.latestTurn)) {
      async let topicEnds = ends(ofTopicsIn: sqlRecordID)
      let patience = min(JobObserver.patience, left(until: JobObserver.latestEnd))
      var outcome = await probe(jobID, flinkID: flinkID, within: patience)
      let topics = await topicEnds
      outcome.reading?.topicEnds = topics.ends
      if let fault = topics.fault { outcome.faults.append(fault) }
      return outcome
    }
  }

  private func probe(_ jobID: String, flinkID: String?, within patience: Duration) async -> HealthProbe.Outcome {
    let probe = HealthProbe(cloud: cloud, jobID: jobID, flinkID: flinkID, clock: clock)
    return await withTaskGroup(of: HealthProbe.Outcome?.self) { group in
      group.addTask { await probe.read(now: now()) }
      group.addTask { [clock] in
        try? await clock.sleep(for: patience)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? HealthProbe.Outcome(reading: nil, faults: [.flinkUnreachable(reason: "timeout")])
    }
  }

  /// The readings of the store; a verdict does not fail because of it.
  private func storedHealth(of jobID: String) async -> [StoredHealth] {
    do throws(StoreError) { return try await store.health(ofJob: jobID) } catch {
      logger.debug("The readings of a job cannot be read", metadata: ["error": "\(error)"])
      return []
    }
  }

  private func keep(_ health: StoredHealth, ofJob jobID: String, _ deploymentID: String) async {
    do throws(StoreError) { try await store.keep(health, ofJob: jobID, deploymentID: deploymentID) } catch {
      logger.debug("The reading of a job was not stored", metadata: ["error": "\(error)"])
    }
  }
}
