import Alerting
import Deployments
import HTTPTransport
import Logging
import Synchronization

/// Delivers the messages of the outbox, each channel in a task of its own.
///
/// Each attempt is in the store before the request leaves, and its outcome afterwards. After a crash in between, the
/// message is sent again with the same ID.
final class Courier: Sendable {
  /// What delivers depends on.
  struct Surroundings: Sendable {
    /// The outbox.
    var store: any AlertStore<StoreError>
    /// Sends the requests.
    var transport: any HTTPTransport
    /// Sleeps.
    var clock: any Clock<Duration> = ContinuousClock()
    /// The time in milliseconds since 1970.
    var now: @Sendable () -> Int
    /// The lead of this process; nil while another one leads.
    var lead: @Sendable () -> CourierLead?
    /// The text of a message.
    var text: @Sendable (AlertMessage) -> MessageText
    /// Logs that the database is away.
    var outages: OutageLog
    /// Logs.
    var logger: Logger
  }

  private struct State {
    var figures = CourierFigures()
    /// Whether the store refuses what it should not.
    var isRefused = false
    /// The channels that do not take messages at present.
    var away: Set<String> = []
  }

  private static let tidyPause = Duration.seconds(600)

  /// What delivers depends on.
  let surroundings: Surroundings
  private let channels: [(channel: AlertChannel, bell: Bell)]
  private let state = Mutex(State())

  /// A courier; nothing is sent yet.
  init(channels: [AlertChannel], _ surroundings: Surroundings) {
    self.channels = channels.map { ($0, Bell()) }
    self.surroundings = surroundings
  }

  /// What was done since the process began.
  var figures: CourierFigures { state.withLock { $0.figures } }

  /// Makes the channels look for new messages and for the lead at once.
  func wake() { for (_, bell) in channels { bell.ring() } }

  /// Delivers until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      for (channel, bell) in channels {
        group.addTask {
          var line = CourierLine(channel: channel, bell: bell, courier: self)
          _ = await line.run(endsWhenEmpty: false)
        }
      }
      group.addTask {
        while !Task.isCancelled {
          await self.tidy()
          try? await self.surroundings.clock.sleep(for: Courier.tidyPause)
        }
      }
    }
  }

  /// Delivers what waits, for `limit` at most.
  /// - Returns: Whether receivers have taken all of it.
  func deliver(within limit: Duration) async -> Bool {
    let dead = figures.dead
    await tidy()
    let hasDelivered = await withTaskGroup(of: Bool.self) { group in
      group.addTask { [clock = surroundings.clock] in
        try? await clock.sleep(for: limit)
        return false
      }
      for (channel, bell) in channels {
        group.addTask {
          var line = CourierLine(channel: channel, bell: bell, courier: self)
          return await line.run(endsWhenEmpty: true)
        }
      }
      var empty = 0
      while empty < channels.count, await group.next() == true { empty += 1 }
      group.cancelAll()
      return empty == channels.count
    }
    return hasDelivered && figures.dead == dead
  }

  /// Gives up what no configured channel takes, and removes what is over for long.
  private func tidy() async {
    guard let lead = surroundings.lead() else { return }
    let begin = ContinuousClock.now
    do throws(StoreError) {
      try await surroundings.store.tidy(
        channels: channels.map(\.channel.name), fence: lead.fence, now: surroundings.now())
      storeAnswered(since: begin)
    } catch { note(error, since: begin) }
  }

  // MARK: What lines report

  /// Counts a failure of the store, and logs the first one of an outage.
  ///
  /// That another process leads is not a failure.
  /// - Parameter begin: When what failed began.
  func note(_ error: StoreError, since begin: ContinuousClock.Instant) {
    if error.code == .leaseLost || error.cause == .cancelled { return }
    let isFirst = state.withLock { state in
      state.figures.storeFailures += 1
      if error.code == .unavailable { return false }
      defer { state.isRefused = true }
      return !state.isRefused
    }
    if error.code == .unavailable {
      surroundings.outages.noteFailure(of: .database, since: begin, "\(error)")
    } else if isFirst {
      surroundings.logger.error("Alerts cannot be delivered at present", metadata: ["error": "\(error)"])
    }
  }

  /// Ends an outage of the store.
  /// - Parameter begin: When what was answered began.
  func storeAnswered(since begin: ContinuousClock.Instant) {
    surroundings.outages.noteSuccess(of: .database, since: begin)
    let isOver = state.withLock { state in
      defer { state.isRefused = false }
      return state.isRefused
    }
    if isOver { surroundings.logger.notice("Alerts are delivered again") }
  }

  /// Counts what follows from an attempt, and logs the first failure of a channel and what is given up.
  func note(_ decision: DeliveryDecision, on channel: String, message: String) {
    let (isFirst, isOver) = state.withLock { state in
      switch decision {
      case .taken:
        state.figures.taken += 1
        return (false, state.away.remove(channel) != nil)
      case .again:
        state.figures.repeated += 1
        return (state.away.insert(channel).inserted, false)
      case .dead:
        state.figures.dead += 1
        return (false, false)
      }
    }
    let logger = surroundings.logger
    switch decision {
    case .taken:
      if isOver { logger.notice("An alert channel takes messages again", metadata: ["channel": "\(channel)"]) }
    case .again(_, let reason):
      if isFirst {
        logger.warning(
          "An alert channel does not take messages at present",
          metadata: ["channel": "\(channel)", "reason": "\(reason)"])
      }
    case .dead(let reason):
      logger.error(
        "A message was given up",
        metadata: ["channel": "\(channel)", "message": "\(message)", "reason": "\(reason)"])
    }
  }
}
