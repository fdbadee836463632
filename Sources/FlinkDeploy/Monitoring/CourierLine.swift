import Alerting
import Deployments
import HTTPTransport

/// Delivers the messages of one channel, one after the other.
struct CourierLine {
  /// The longest time from the start of a request to the end of its response.
  static let deadline = Duration.seconds(10)

  /// The shortest rest of a lease in which a request is worth sending.
  private static let shortestLease = Duration.seconds(1)
  /// The pause while nothing waits, while another process leads, and after a failure of the store.
  private static let longPause = Duration.seconds(30)
  private static let shortPause = Duration.seconds(1)
  /// How long the outcome of an attempt may take to be written after the task was cancelled.
  private static let grace = Duration.milliseconds(250)
  /// The span of attempts that can count against the pace, in milliseconds.
  private static let paceSpan = 120_000

  /// The channel.
  let channel: AlertChannel
  /// Rings when there is something new.
  let bell: Bell
  /// The courier.
  let courier: Courier

  private var queue: DeliveryQueue?
  private var fence: Int?
  /// Whether the queue has what waits in the store, as far as this process knows.
  private var isLoaded = false
  /// Whether nothing was attempted since the queue was loaded.
  private var isFresh = false
  private var generator = SystemRandomNumberGenerator()

  /// The line of a channel; nothing is read yet.
  init(channel: AlertChannel, bell: Bell, courier: Courier) {
    self.channel = channel
    self.bell = bell
    self.courier = courier
  }

  private var store: any AlertStore<StoreError> { courier.surroundings.store }
  private var now: Int { courier.surroundings.now() }

  /// The lead, while its lease holds long enough for a request.
  private var lead: CourierLead? {
    courier.surroundings.lead().flatMap { $0.left >= Self.shortestLease ? $0 : nil }
  }

  /// Delivers until the task is cancelled, or until nothing waits if `endsWhenEmpty`.
  /// - Returns: Whether nothing waits.
  mutating func run(endsWhenEmpty: Bool) async -> Bool {
    while !Task.isCancelled {
      guard let lead else {
        queue = nil
        await pause(Self.shortPause)
        continue
      }
      let begin = ContinuousClock.now
      do throws(StoreError) {
        if try await advance(lead, since: begin) {
          if endsWhenEmpty { return true }
          await pause(Self.longPause)
        }
      } catch {
        courier.note(error, since: begin)
        queue = nil
        await pause(Self.shortPause)
      }
    }
    return false
  }

  /// Does the next thing: reads what waits, waits, or attempts a message.
  /// - Parameter begin: The present time.
  /// - Returns: Whether nothing waits.
  private mutating func advance(
    _ lead: CourierLead, since begin: ContinuousClock.Instant
  ) async throws(StoreError) -> Bool {
    var queue = try await loadedQueue(lead)
    let time = now
    let step = queue.next(now: time)
    self.queue = queue
    switch step {
    case .idle:
      isLoaded = false
      if isFresh { courier.storeAnswered(since: begin) }
      return isFresh
    case .wait(let until):
      await pause(min(.milliseconds(until - time), Self.longPause))
    case .attempt(let delivery):
      isFresh = false
      try await attempt(delivery, lead, since: begin)
    }
    return false
  }

  private mutating func loadedQueue(_ lead: CourierLead) async throws(StoreError) -> DeliveryQueue {
    var queue: DeliveryQueue
    if let known = self.queue, fence == lead.fence {
      queue = known
    } else {
      queue = DeliveryQueue(
        pace: channel.pace, attempts: try await store.attempts(on: channel.name, since: now - Self.paceSpan))
      fence = lead.fence
      isLoaded = false
    }
    if !isLoaded {
      queue.load(try await store.waiting(on: channel.name))
      isLoaded = true
      isFresh = true
    }
    return queue
  }

  private mutating func attempt(
    _ delivery: Delivery, _ lead: CourierLead, since begin: ContinuousClock.Instant
  ) async throws(StoreError) {
    let time = now
    let claimed = try await store.claim(delivery, fence: lead.fence, now: time)
    courier.storeAnswered(since: begin)
    guard let message = claimed else {
      // Another message came before it meanwhile.
      isLoaded = false
      await pause(.milliseconds(200))
      return
    }
    queue?.began(delivery.id, now: time)
    // The store may have taken long to answer.
    guard let lead = self.lead else { return }
    let surroundings = courier.surroundings
    var request = channel.request(for: message, text: surroundings.text(message), at: time)
    request.timeout = min(Self.deadline, lead.left)
    let result: Result<HTTPResponse, TransportError>
    do throws(TransportError) {
      result = .success(try await surroundings.transport.send(request))
    } catch {
      // What became of it is unknown; the next process sends it again.
      if Task.isCancelled { return }
      result = .failure(error)
    }
    let end = now
    let outcome = channel.outcome(of: result, at: end)
    guard let decision = queue?.ended(delivery.id, outcome, now: end, using: &generator) else { return }
    courier.note(decision, on: channel.name, message: message.id)
    await write(decision, of: delivery.id, fence: lead.fence)
  }

  /// Writes what follows from an attempt; nothing else is attempted before that.
  private mutating func write(_ decision: DeliveryDecision, of id: Int, fence: Int) async {
    while true {
      let begin = ContinuousClock.now
      do throws(StoreError) {
        try await withCancellationGrace(Self.grace) { [store, now] () throws(StoreError) in
          try await store.finish(id, decision, fence: fence, now: now)
        }
        return courier.storeAnswered(since: begin)
      } catch {
        courier.note(error, since: begin)
        // Then another process attempts it.
        if error.code == .leaseLost || Task.isCancelled { return }
        await pause(Self.shortPause)
      }
    }
  }

  /// Pauses, for less if there is something new.
  private mutating func pause(_ duration: Duration) async {
    if await bell.sleep(duration, clock: courier.surroundings.clock) { isLoaded = false }
  }
}
