import Synchronization

/// Lets few callers in at a time, in the order of ``TurnOrder``; the others wait, each for a limited time.
///
/// Without it, a thousand readings would begin together, and all of them would run out of time in the queue of the rate
/// limit.
final class Admission: Sendable {
  /// What came of a wait.
  enum Turn<Value: Sendable>: Sendable {
    /// The result of what was done with a place.
    case had(Value)
    /// The time was up first, or the task was cancelled; how many waited.
    case missed(waiting: Int)
  }

  private enum Waiter {
    /// It has a ticket and does not sleep yet.
    case awake
    case asleep(CheckedContinuation<Bool, Never>)
    /// It was called or sent away before it slept.
    case decided(isIn: Bool)
  }

  private struct State {
    var order: TurnOrder
    var waiters: [TurnOrder.Ticket: Waiter] = [:]

    /// Decides about a ticket.
    /// - Returns: The continuation to resume; nil if the caller does not sleep yet.
    mutating func decide(_ ticket: TurnOrder.Ticket, isIn: Bool) -> CheckedContinuation<Bool, Never>? {
      if case .asleep(let continuation) = waiters[ticket] {
        waiters[ticket] = nil
        return continuation
      }
      waiters[ticket] = .decided(isIn: isIn)
      return nil
    }
  }

  private let places: Int
  private let clock: any Clock<Duration>
  private let state: Mutex<State>

  /// An admission that nobody waits for.
  /// - Parameters:
  ///   - places: How many callers can be in at the same time.
  ///   - clock: The clock of the waits.
  init(places: Int, clock: any Clock<Duration>) {
    self.places = places
    self.clock = clock
    state = Mutex(State(order: TurnOrder(places: places)))
  }

  /// Runs `body` with a place, and waits for the place first.
  /// - Parameters:
  ///   - key: What `body` is about: the key that had its last turn the longest ago comes next.
  ///   - patience: The longest wait for the place.
  func turn<Value: Sendable>(
    of key: String, within patience: Duration, _ body: () async -> Value
  ) async -> Turn<Value> {
    let (ticket, waiting) = state.withLock { state in
      let ticket = state.order.enter(key)
      if let ticket { state.waiters[ticket] = .awake }
      return (ticket, state.order.waitingCount)
    }
    if let ticket, await !hasPlace(ticket, within: patience) {
      // Many give up at the same moment; the last of them would find an empty queue.
      return .missed(waiting: max(waiting, state.withLock { $0.order.waitingCount } + 1))
    }
    let value = await body()
    call { $0.leave() }
    return .had(value)
  }

  /// Limits the places to a share of them, 0...1, since other processes use the rate limit, too; one is left at least.
  func keep(toShare share: Double) {
    let places = max(1, Int(Double(places) * share))
    call { $0.change(places: places) }
  }

  private func hasPlace(_ ticket: TurnOrder.Ticket, within patience: Duration) async -> Bool {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [self] in
        try? await clock.sleep(for: patience)
        giveUp(ticket)
      }
      let isIn = await withTaskCancellationHandler {
        await withCheckedContinuation { sleep(ticket, $0) }
      } onCancel: {
        giveUp(ticket)
      }
      group.cancelAll()
      return isIn
    }
  }

  private func sleep(_ ticket: TurnOrder.Ticket, _ continuation: CheckedContinuation<Bool, Never>) {
    let isIn: Bool? = state.withLock { state in
      if case .decided(let isIn) = state.waiters[ticket] {
        state.waiters[ticket] = nil
        return isIn
      }
      state.waiters[ticket] = .asleep(continuation)
      return nil
    }
    if let isIn { continuation.resume(returning: isIn) }
  }

  /// Does nothing if the ticket has a place already.
  private func giveUp(_ ticket: TurnOrder.Ticket) {
    let continuation = state.withLock { state in
      state.order.giveUp(ticket) ? state.decide(ticket, isIn: false) : nil
    }
    continuation?.resume(returning: false)
  }

  /// Changes the order, and wakes those that have a place now.
  private func call(_ change: (inout TurnOrder) -> [TurnOrder.Ticket]) {
    let continuations = state.withLock { state in
      let tickets = change(&state.order)
      return tickets.compactMap { state.decide($0, isIn: true) }
    }
    for continuation in continuations { continuation.resume(returning: true) }
  }
}
