import Alerting
import TestSupport
import Testing

@Suite("The line of messages of a channel")
struct DeliveryQueueTests {
  private let start = 1_000_000_000
  private let day = 86_400_000

  @Test("leaves in the order in which messages are due, those of one time in the order of their IDs")
  func order() {
    var line = LineOfMessages()
    line.load([
      Delivery(id: 1, messageID: "c", channel: "a", createdAt: start, dueAt: start + 20),
      Delivery(id: 3, messageID: "b", channel: "a", createdAt: start, dueAt: start + 10),
      Delivery(id: 2, messageID: "a", channel: "a", createdAt: start, dueAt: start + 10),
    ])
    line.run { _, _ in .taken }
    #expect(line.taken == [2, 3, 1])
    #expect(line.attempts.map(\.time) == [start + 10, start + 10, start + 20])
  }

  @Test("tries a receiver that is down for an hour less and less often, then delivers all in order within 5 minutes")
  func hourOfOutage() {
    var line = LineOfMessages()
    line.load(.line(of: 30))
    let end = start + 3_600_000
    line.run { _, now in now < end ? .retry(reason: "no connection", after: nil) : .taken }
    #expect(line.taken == Array(1...30))
    let failures = line.attempts.filter { $0.outcome != .taken }
    #expect(failures.allSatisfy { $0.id == 1 })
    #expect((15...40).contains(failures.count), "\(failures.count)")
    let pauses = zip(failures.dropFirst(), failures).map { $0.0.time - $0.1.time }
    for (index, pause) in pauses.enumerated() {
      let whole = min(300_000, 1000 << min(index, 16))
      #expect((whole / 2...whole).contains(pause), "pause \(index): \(pause)")
    }
    #expect(line.now < end + 300_000)
  }

  @Test("chooses other pauses for other channels")
  func jitter() {
    let times = Set(
      (1...20).map { (seed: UInt64) in
        var line = LineOfMessages(seed: seed)
        line.load(.line(of: 1))
        var failures = 0
        line.run { _, _ in
          failures += 1
          return failures <= 5 ? .retry(reason: "no", after: nil) : .taken
        }
        return line.now
      })
    #expect(times.count > 15)
  }

  @Test(
    "waits as long as the receiver asks",
    arguments: [(Duration.seconds(30), 30_000), (.seconds(600), 600_000), (.zero, 1000), (.milliseconds(1500), 1500)])
  func retryAfter(asked: Duration, pause: Int) {
    var line = LineOfMessages()
    line.load(.line(of: 2))
    line.run { delivery, now in
      now == start ? .retry(reason: "429", after: asked) : .taken
    }
    #expect(line.attempts.map(\.id) == [1, 1, 2])
    #expect(line.attempts[1].time == start + pause)
  }

  @Test(
    "never exceeds the pace of the receiver, also by its own clock, and uses it",
    arguments: [
      (ChannelPace(perMinute: 20), 0), (ChannelPace(perMinute: 20), 700),
      (ChannelPace(perMinute: 100, perSecond: 5), 0), (ChannelPace(perSecond: 1), 3), (ChannelPace(perMinute: 1), 0),
    ])
  func pace(_ pace: ChannelPace, answerTime: Int) {
    var line = LineOfMessages(pace)
    line.answerTime = answerTime
    line.load(.line(of: 150))
    line.run { delivery, now in
      delivery.id % 7 == 0 && delivery.attempts == 0 ? .retry(reason: "busy", after: .zero) : .taken
    }
    #expect(line.taken == Array(1...150))
    // Requests that take different times to arrive come closer to each other.
    if let most = pace.perMinute { #expect(line.mostAttempts(within: 62_500) <= most) }
    if let most = pace.perSecond { #expect(line.mostAttempts(within: 1_040) <= most) }
    if let most = pace.perMinute { #expect(line.mostAttempts(within: 66_000) >= min(most, 60)) }
  }

  @Test("counts the attempts of the process before against the pace")
  func paceOfPredecessor() {
    var line = LineOfMessages(ChannelPace(perMinute: 20), attempts: [Int](repeating: start - 10_000, count: 18))
    line.load(.line(of: 5))
    line.run { _, _ in .taken }
    #expect(line.attempts.map(\.time) == [start, start] + [Int](repeating: start + 53_000, count: 3))
  }

  @Test("gives up a message that is refused for good, and goes on with the next one")
  func refused() {
    var line = LineOfMessages()
    line.load(.line(of: 3))
    line.run { delivery, _ in delivery.id == 2 ? .refused(reason: "404") : .taken }
    #expect(line.taken == [1, 3])
    #expect(line.dead == [2])
    #expect(line.attempts.count == 3)
  }

  @Test("gives up a message after 24 hours, not long before or after, and goes on with the next one")
  func deadAfterADay() {
    var line = LineOfMessages()
    line.load(.line(of: 2))
    line.run { delivery, _ in delivery.id == 1 ? .retry(reason: "500", after: .seconds(50_000)) : .taken }
    #expect(line.dead == [1])
    #expect(line.taken == [2])
    #expect(line.attempts.map(\.time) == [start, start + 50_000_000, start + day, start + day])
  }

  @Test("attempts a message once that became older than 24 hours while no monitor ran")
  func afterALongBreak() {
    var line = LineOfMessages(now: start + 3 * day)
    line.load(.line(of: 2))
    line.run { delivery, _ in delivery.id == 1 ? .retry(reason: "500", after: nil) : .taken }
    #expect(line.dead == [1])
    #expect(line.taken == [2])
    #expect(line.attempts.count == 2)
  }

  @Test("attempts a message at once whose attempt was never recorded to the end")
  func abandonedAttempt() {
    var line = LineOfMessages()
    var delivery = [Delivery].line(of: 1)[0]
    delivery.attempts = 4
    delivery.attemptedAt = start - 1
    line.load([delivery])
    line.run { _, _ in .taken }
    #expect(line.attempts.map(\.time) == [start])
  }

  @Test("waits out the pause that an earlier process recorded")
  func recordedPause() {
    var line = LineOfMessages()
    var delivery = [Delivery].line(of: 1)[0]
    delivery.attempts = 4
    delivery.attemptedAt = start - 1
    delivery.retryAt = start + 8000
    line.load([delivery])
    line.run { _, _ in .taken }
    #expect(line.attempts.map(\.time) == [start + 8000])
  }

  @Test("is not delayed by a clock that is set back")
  func clockSetBack() {
    var line = LineOfMessages(ChannelPace(perMinute: 2))
    line.load(.line(of: 3))
    line.run(until: start + 1000) { delivery, _ in delivery.id == 2 ? .retry(reason: "500", after: nil) : .taken }
    let earlier = start - 10 * day
    line.setClock(earlier)
    line.run { _, _ in .taken }
    #expect(line.taken == [1, 2, 3])
    #expect(line.now <= earlier + 130_000, "\(line.now - earlier)")
  }

  @Test("has nothing to do with what does not wait")
  func unknown() {
    var queue = DeliveryQueue(pace: ChannelPace())
    var chance = Seeded(seed: 1)
    let decision = queue.ended(7, .taken, now: start, using: &chance)
    #expect(decision == nil)
    #expect(queue.next(now: start) == .idle)
  }

  @Test("takes each message exactly once and in order, or gives it up, whatever the receiver does", arguments: 1...200)
  func anyOutcomes(seed: UInt64) {
    var chance = Seeded(seed: seed)
    let pace = ChannelPace(
      perMinute: Bool.random(using: &chance) ? Int.random(in: 1...100, using: &chance) : nil,
      perSecond: Bool.random(using: &chance) ? Int.random(in: 1...5, using: &chance) : nil)
    var line = LineOfMessages(pace, seed: seed)
    line.answerTime = Int.random(in: 0...2000, using: &chance)
    let trouble = Int.random(in: 0...95, using: &chance)
    line.load([Delivery].line(of: 40, apart: Int.random(in: 0...5000, using: &chance)).shuffled(using: &chance))
    line.run { _, _ in
      guard Int.random(in: 0..<100, using: &chance) < trouble else { return .taken }
      switch Int.random(in: 0..<20, using: &chance) {
      case 0: return .refused(reason: "410")
      case 1..<8: return .retry(reason: "429", after: .seconds(Int.random(in: 0...7200, using: &chance)))
      default: return .retry(reason: "503", after: nil)
      }
    }
    #expect(line.taken == line.taken.sorted())
    #expect((line.taken + line.dead).sorted() == Array(1...40))
    #expect(line.attempts.map(\.id) == line.attempts.map(\.id).sorted())
    if let most = pace.perMinute { #expect(line.mostAttempts(within: 60_000) <= most) }
    if let most = pace.perSecond { #expect(line.mostAttempts(within: 1000) <= most) }
  }
}
