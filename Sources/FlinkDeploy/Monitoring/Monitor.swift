import Alerting
import AliyunFlink
import Deployments
import Synchronization

/// Watches the jobs of a namespace, keeps alerts, and delivers their messages.
///
/// One of the monitors of a namespace leads and does all of it; the others wait to replace it.
final class Monitor: Sendable {
  /// How often the stored readings are thinned out, in milliseconds.
  private static let thinningInterval = 600_000
  /// How long a monitor that makes one round delivers.
  private static let deliveryLimit = Duration.seconds(30)

  /// What it depends on.
  let surroundings: MonitorSurroundings
  private let leadership: Leadership
  private let courier: Courier
  /// Whether messages have a channel.
  private let hasChannels: Bool
  private let metricsFile: WholeFile?
  /// Shows what happens.
  private let journal: any MonitorWitness
  private let figures = Mutex(MetricsSnapshot.MonitorFigures())

  /// A monitor that has not begun.
  /// - Parameters:
  ///   - metricsFile: Where metrics are written; nil for nowhere.
  ///   - journal: Shows what happens.
  init(
    _ surroundings: MonitorSurroundings, _ leadership: Leadership, _ courier: Courier, metricsFile: WholeFile?,
    journal: any MonitorWitness
  ) {
    self.surroundings = surroundings
    self.leadership = leadership
    self.courier = courier
    hasChannels = !surroundings.recipients.isEmpty
    self.metricsFile = metricsFile
    self.journal = journal
  }

  /// Watches and delivers until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.leadership.keep(self.courier.wake) }
      group.addTask { await self.courier.run() }
      await watch()
      group.cancelAll()
    }
    await leadership.release()
  }

  /// Makes one round if no other monitor leads, and delivers what waits.
  /// - Parameter patience: How long to wait for the lease of another monitor to expire.
  func once(waitingForLead patience: Duration) async -> SingleRound {
    let result = await withTaskGroup(of: SingleRound?.self) { group in
      group.addTask {
        await self.leadership.keep(self.courier.wake)
        return nil
      }
      group.addTask { await self.singleRound(patience) }
      while let finished = await group.next() {
        guard let finished else { continue }
        group.cancelAll()
        return finished
      }
      return .followed
    }
    await leadership.release()
    return result
  }

  // MARK: Rounds

  private func watch() async {
    var rounds: MonitorRounds?
    var thinnedAt = 0
    while !Task.isCancelled {
      let begin = surroundings.now()
      let pause: Int
      if let lead = leadership.current {
        rounds = await round(rounds, fence: lead.fence)
        if rounds != nil, begin - thinnedAt >= Monitor.thinningInterval {
          try? await surroundings.records.thinReadings()
          thinnedAt = begin
        }
        pause = begin + Int(surroundings.interval * 1000) - surroundings.now()
      } else {
        rounds = nil
        if leadership.isFollowing { journal.showWaiting() }
        pause = Int(surroundings.interval * 1000)
      }
      await writeMetrics(rounds)
      if pause > 0 { await leadership.bell.sleep(.milliseconds(pause), clock: surroundings.clock) }
    }
  }

  /// Makes a round.
  /// - Returns: The rounds to go on with; nil after an error of the store, when the next ones begin with what it holds.
  private func round(_ known: MonitorRounds?, fence: Int) async -> MonitorRounds? {
    let begin = ContinuousClock.now
    do throws(StoreError) {
      let rounds = try await completed(known, fence: fence, isOnly: false)
      // Without a list of deployments, a round may have asked nothing of the database.
      if rounds.report.problem == nil { surroundings.outages.noteSuccess(of: .database, since: begin) }
      return rounds
    } catch {
      if !Task.isCancelled, error.code != .leaseLost {
        figures.withLock { $0.failedRounds += 1 }
        surroundings.outages.noteFailure(of: .database, since: begin, "\(error)")
      }
      return nil
    }
  }

  private func completed(
    _ known: MonitorRounds?, fence: Int, isOnly: Bool
  ) async throws(StoreError) -> MonitorRounds {
    var rounds: MonitorRounds
    if let known, known.fence == fence {
      rounds = known
    } else {
      rounds = try await MonitorRounds(surroundings, fence: fence, isOnly: isOnly)
    }
    let report = try await rounds.round()
    if Task.isCancelled { return rounds }
    figures.withLock { $0.note(report) }
    journal.show(report, rounds.board.alerts)
    return rounds
  }

  private func singleRound(_ patience: Duration) async -> SingleRound {
    let deadline = ContinuousClock.now + patience
    while leadership.current == nil, ContinuousClock.now < deadline, !Task.isCancelled {
      await leadership.bell.sleep(min(.milliseconds(250), deadline - ContinuousClock.now), clock: ContinuousClock())
    }
    do throws(StoreError) {
      guard let lead = leadership.current else {
        // Says whether another monitor leads, or the store does not answer.
        _ = try await surroundings.alerts.openAlerts(of: nil)
        return .followed
      }
      let rounds = try await completed(nil, fence: lead.fence, isOnly: true)
      let hasDelivered = hasChannels ? await courier.deliver(within: Monitor.deliveryLimit) : true
      let hasWritten = await writeMetrics(rounds)
      return .done(rounds.report, open: rounds.board.alerts, hasDelivered: hasDelivered, hasWritten: hasWritten)
    } catch {
      return .failed(error)
    }
  }

  // MARK: Metrics

  /// Writes the metrics file, if there is to be one.
  /// - Returns: Whether nothing kept it from that.
  @discardableResult
  private func writeMetrics(_ rounds: MonitorRounds?) async -> Bool {
    guard let metricsFile, !Task.isCancelled else { return true }
    var snapshot = MetricsSnapshot(time: surroundings.now())
    snapshot.monitor = figures.withLock { $0 }
    snapshot.monitor.leads = leadership.current != nil
    let counts = try? await surroundings.alerts.deliveryCounts()
    snapshot.monitor.undelivered = counts?.waiting
    snapshot.monitor.deadLetters = counts?.dead
    if let rounds {
      snapshot.jobs = rounds.fleet.figures
      for alert in rounds.board.alerts {
        snapshot.openAlerts[.init(rule: alert.rule, severity: alert.severity), default: 0] += 1
      }
    }
    let begin = ContinuousClock.now
    do throws(WholeFile.WriteError) {
      try metricsFile.write(MetricsText.text(snapshot), replaces: true)
      surroundings.outages.noteSuccess(of: .metricsFile, since: begin)
      return true
    } catch {
      surroundings.outages.noteFailure(of: .metricsFile, since: begin, error.reason)
      return false
    }
  }
}

/// Sees what a monitor does.
protocol MonitorWitness: Sendable {
  /// Called after each round.
  /// - Parameter open: The alerts that are open now.
  func show(_ report: RoundReport, _ open: [Alert])

  /// Called while another monitor leads.
  func showWaiting()
}

/// What came of a monitor that makes one round.
enum SingleRound: Sendable {
  /// The round was made.
  /// - Parameters:
  ///   - open: The alerts that are open now.
  ///   - hasDelivered: Whether receivers have taken all messages.
  ///   - hasWritten: Whether nothing kept the metrics from being written.
  case done(RoundReport, open: [Alert], hasDelivered: Bool, hasWritten: Bool)
  /// Another monitor leads.
  case followed
  /// The store failed.
  case failed(StoreError)
}

extension MetricsSnapshot.MonitorFigures {
  /// Counts a round.
  fileprivate mutating func note(_ report: RoundReport) {
    deployments = report.deployments
    guard report.problem == nil else {
      failedRounds += 1
      return
    }
    rounds += 1
    lastRoundAt = report.endedAt
    lastRoundSeconds = Double(report.endedAt - report.beganAt) / 1000
    lastRoundCalls = report.calls
  }
}

extension Fleet {
  /// The figures of the jobs that were read and run.
  fileprivate var figures: [MetricsSnapshot.JobFigures] {
    members.compactMap { id, member in
      guard member.isActive, let health = member.health else { return nil }
      return MetricsSnapshot.JobFigures(
        deploymentID: id, name: name(of: id), health, restarts: member.job?.restarts)
    }
  }
}
