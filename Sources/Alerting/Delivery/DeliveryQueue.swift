/// The line of messages of one channel: decides which one to attempt, when, and what follows from the outcome.
///
/// Messages leave in the order in which they are due. One that waits for another attempt holds up those behind it, so
/// that a resolution never overtakes its alert; one that is given up does not.
public struct DeliveryQueue: Sendable, Equatable {
  /// What to do next.
  public enum Step: Sendable, Equatable {
    /// Attempt this delivery now.
    case attempt(Delivery)
    /// Wait until this time, in milliseconds since 1970.
    case wait(until: Int)
    /// Nothing waits.
    case idle
  }

  /// For how long a message is attempted, in milliseconds: 24 hours.
  public static let patience = 86_400_000

  private var waiting: [Delivery] = []
  private var window: PaceWindow

  /// An empty line.
  /// - Parameters:
  ///   - pace: The pace of the channel.
  ///   - attempts: When the channel was attempted in the last minutes, in milliseconds since 1970.
  public init(pace: ChannelPace, attempts: [Int] = []) { window = PaceWindow(pace, times: attempts) }

  /// Replaces what waits.
  /// - Parameter deliveries: What waits on the channel, in any order.
  public mutating func load(_ deliveries: [Delivery]) {
    waiting = deliveries.sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
  }

  /// What to do next.
  /// - Parameter now: The time in milliseconds since 1970.
  public mutating func next(now: Int) -> Step {
    guard let head = waiting.first else { return .idle }
    let time = max(head.time(now: now), window.nextTime(now: now))
    return time <= now ? .attempt(head) : .wait(until: time)
  }

  /// Counts an attempt that begins.
  /// - Parameters:
  ///   - id: The ID of the delivery.
  ///   - now: The time in milliseconds since 1970.
  public mutating func began(_ id: Int, now: Int) {
    window.add(now)
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
    waiting[index].attempts += 1
    waiting[index].attemptedAt = now
  }

  /// Decides what follows from the outcome of an attempt.
  /// - Parameters:
  ///   - id: The ID of a delivery that ``began(_:now:)`` counted.
  ///   - now: The time in milliseconds since 1970.
  ///   - generator: The source of chance for the pause before the next attempt.
  /// - Returns: The decision; nil if the delivery does not wait here.
  public mutating func ended(
    _ id: Int, _ outcome: DeliveryOutcome, now: Int, using generator: inout some RandomNumberGenerator
  ) -> DeliveryDecision? {
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
    let delivery = waiting[index]
    switch outcome {
    case .taken:
      waiting.remove(at: index)
      return .taken
    case .refused(let reason):
      waiting.remove(at: index)
      return .dead(reason: reason)
    case .retry(let reason, let asked):
      let end = delivery.createdAt + Self.patience
      guard now < end else {
        waiting.remove(at: index)
        return .dead(reason: reason)
      }
      let pause = RetryPause.milliseconds(attempts: delivery.attempts, asked: asked, using: &generator)
      // The last attempt is at the end of the patience, not long before or after it.
      let time = min(now + pause, max(end, now + RetryPause.shortest))
      waiting[index].retryAt = time
      return .again(at: time, reason: reason)
    }
  }
}

extension Delivery {
  /// When it can be attempted, in milliseconds since 1970.
  ///
  /// A clock that was set back delays nothing: it is in front of times that were `now` when they were written.
  fileprivate func time(now: Int) -> Int {
    if let attemptedAt, let retryAt { return now < attemptedAt ? now : max(retryAt, dueTime(now: now)) }
    return dueTime(now: now)
  }

  private func dueTime(now: Int) -> Int { now < createdAt ? now : dueAt }
}
