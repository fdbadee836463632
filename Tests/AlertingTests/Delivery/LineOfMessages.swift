import Alerting
import TestSupport

/// One channel on a simulated clock: its queue, its receiver, and what the receiver saw.
struct LineOfMessages {
  /// What the receiver saw of one attempt.
  struct Attempt: Equatable {
    let id: Int
    let time: Int
    let outcome: DeliveryOutcome
  }

  private(set) var queue: DeliveryQueue
  private(set) var now: Int
  private(set) var attempts: [Attempt] = []
  private(set) var dead: [Int] = []
  private var chance: Seeded
  /// How long the receiver takes to answer, in milliseconds.
  var answerTime = 0

  init(_ pace: ChannelPace = ChannelPace(), now: Int = 1_000_000_000, seed: UInt64 = 1, attempts: [Int] = []) {
    queue = DeliveryQueue(pace: pace, attempts: attempts)
    self.now = now
    chance = Seeded(seed: seed)
  }

  var taken: [Int] { attempts.filter { $0.outcome == .taken }.map(\.id) }

  mutating func load(_ deliveries: [Delivery]) { queue.load(deliveries) }

  mutating func setClock(_ time: Int) { now = time }

  /// Runs until nothing waits or the time has come.
  mutating func run(until end: Int = .max, _ receiver: (Delivery, Int) -> DeliveryOutcome) {
    while true {
      switch queue.next(now: now) {
      case .idle: return
      case .wait(let time):
        precondition(time > now, "a wait must pass time")
        if time > end {
          now = end
          return
        }
        now = time
      case .attempt(let delivery):
        if now > end { return }
        queue.began(delivery.id, now: now)
        let outcome = receiver(delivery, now)
        attempts.append(Attempt(id: delivery.id, time: now, outcome: outcome))
        now += answerTime
        let decision = queue.ended(delivery.id, outcome, now: now, using: &chance)
        if case .dead = decision { dead.append(delivery.id) }
      }
    }
  }

  /// The most attempts within any span of this many milliseconds.
  func mostAttempts(within span: Int) -> Int {
    attempts.indices.map { first in
      attempts[first...].prefix { $0.time < attempts[first].time + span }.count
    }.max() ?? 0
  }
}

extension [Delivery] {
  /// Deliveries with the IDs 1, 2, 3 ..., each due this many milliseconds after the one before.
  static func line(of count: Int, at time: Int = 1_000_000_000, apart: Int = 0) -> [Delivery] {
    (1...count).map { id in
      let due = time + (id - 1) * apart
      return Delivery(id: id, messageID: "message-\(id)", channel: "a", createdAt: due, dueAt: due)
    }
  }
}
