import Alerting
import DeploymentStore
import Deployments
import Foundation
import HTTPTransport
import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The courier", .endsIfStuck)
struct CourierTests {
  /// A monitor that leads, with a courier.
  struct Post: Sendable {
    static let now = 1_790_000_000_000
    let fixture: Fixture
    let receiver: ScriptedReceiver
    let courier: Courier
    let store: PostgresAlertStore
    let clock: LeapingClock
    let fence: Int
    let recipients: [Recipient]

    init(
      _ fixture: Fixture, _ receiver: ScriptedReceiver, channels: [String] = ["first"], owner: String = "a",
      clock: LeapingClock = LeapingClock(now), lead: (@Sendable (Int) -> CourierLead?)? = nil
    ) async throws {
      self.fixture = fixture
      self.receiver = receiver
      self.clock = clock
      store = PostgresAlertStore(
        client: fixture.store, scope: .init(workspaceID: "w", namespace: "n", owner: owner, leaseSeconds: 60))
      guard case .leads(let fence) = try await store.takeLead() else { throw CancellationError() }
      self.fence = fence
      let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let all = try channels.map { try AlertChannel(name: $0, kind: .webhook, url: "https://\($0).test/hook") }
      recipients = all.map { Recipient(channel: $0.name, severity: $0.severity) }
      courier = Courier(
        channels: all,
        .init(
          store: store, transport: receiver, clock: clock, now: { clock.milliseconds },
          lead: { lead.map { $0(fence) } ?? CourierLead(fence: fence, end: .now + .seconds(60)) },
          text: { MessageText(title: "\($0.kind) \($0.alerts.count)", lines: []) },
          outages: OutageLog(logger), logger: logger))
    }

    /// Opens alerts, each with a message of its own.
    /// - Returns: The IDs of the messages.
    func open(_ count: Int, from first: Int = 1, dueIn pause: Int = 0) async throws -> [String] {
      var ids: [String] = []
      for number in first..<(first + count) {
        let id = UUID().uuidString.lowercased()
        let alert = Alert(
          id: UUID().uuidString.lowercased(), subject: .deployment("d\(number)"), rule: .failed, severity: .critical,
          since: Post.now, openedAt: Post.now, facts: AlertFacts())
        let message = AlertRecord.NewMessage(id: id, kind: .firing, createdAt: Post.now, notBefore: Post.now + pause)
        _ = try await store.record(
          AlertRecord(opened: [StoredAlert(alert, openingMessage: id)], messages: [message]), for: recipients,
          fence: fence, now: Post.now)
        ids.append(id)
      }
      return ids
    }

    /// Delivers until nothing waits.
    func deliver() async -> Bool { await courier.deliver(within: .seconds(3600)) }
  }

  @Test("delivers each message once and in order")
  func all() async throws {
    try await Fixture.with { fixture in
      let post = try await Post(fixture, ScriptedReceiver { _, _ in .status(204) })
      let ids = try await post.open(12)
      #expect(await post.deliver())
      #expect(post.receiver.ids == ids)
      #expect(post.courier.figures == CourierFigures(taken: 12))
      #expect(await post.deliver())
      #expect(post.receiver.ids == ids)
    }
  }

  @Test("repeats a message with the same ID until the receiver takes it, however long that takes")
  func repeated() async throws {
    try await Fixture.with { fixture in
      let receiver = ScriptedReceiver { _, count in
        switch count {
        case 1: .noConnection
        case 2: .status(429, headers: ["retry-after": "120"])
        case 3...12: .status(503)
        default: .status(200)
        }
      }
      let post = try await Post(fixture, receiver)
      let ids = try await post.open(2)
      #expect(await post.deliver())
      #expect(receiver.ids == [String](repeating: ids[0], count: 13) + [ids[1]])
      #expect(post.courier.figures == CourierFigures(taken: 2, repeated: 12))
      #expect(post.clock.milliseconds > Post.now + 700_000)
    }
  }

  @Test("gives up what is refused, goes on with the next message, and reports it")
  func refused() async throws {
    try await Fixture.with { fixture in
      let post = try await Post(fixture, ScriptedReceiver { _, count in .status(count == 1 ? 404 : 200) })
      let ids = try await post.open(2)
      #expect(await post.deliver() == false)
      #expect(post.receiver.ids == ids)
      #expect(post.courier.figures == CourierFigures(taken: 1, dead: 1))
      #expect(try await post.store.undelivered().map(\.isDead) == [true])
    }
  }

  @Test("does not send a message again whose outcome the store cannot take at once")
  func lateOutcome() async throws {
    try await Fixture.with { fixture in
      let sleeps = Mutex(0)
      let clock = LeapingClock(Post.now) {
        let count = sleeps.withLock { count in
          count += 1
          return count
        }
        if count == 5 { _ = try? await fixture.store.query("alter table away rename to alert_delivery") }
      }
      let receiver = ScriptedReceiver { _, count in
        if count == 1 { _ = try? await fixture.store.query("alter table alert_delivery rename to away") }
        return .status(200)
      }
      let post = try await Post(fixture, receiver, clock: clock)
      let ids = try await post.open(2)
      #expect(await post.deliver())
      #expect(receiver.ids == ids)
      #expect(post.courier.figures == CourierFigures(taken: 2, storeFailures: 5))
    }
  }

  @Test("sends nothing while another process leads or the lease can expire before an answer", arguments: [nil, 0.3])
  func withoutLead(secondsLeft: Double?) async throws {
    try await Fixture.with { fixture in
      let asked = Mutex(0)
      let post = try await Post(fixture, ScriptedReceiver { _, _ in .status(200) }) { fence in
        let count = asked.withLock { count in
          count += 1
          return count
        }
        if count > 6 { return CourierLead(fence: fence, end: .now + .seconds(5)) }
        return secondsLeft.map { CourierLead(fence: fence, end: .now + .seconds($0)) }
      }
      let ids = try await post.open(1)
      #expect(await post.deliver())
      #expect(post.receiver.ids == ids)
      // Each time without a usable lease costs a pause, the last one too.
      #expect(post.clock.milliseconds >= Post.now + 5 * 999)
      #expect(post.receiver.received.allSatisfy { $0.timeout <= .seconds(5) && $0.timeout > .seconds(1) })
    }
  }

  @Test("ends at once while a receiver does not answer; the next process sends the message again")
  func ends() async throws {
    try await Fixture.with { fixture in
      let post = try await Post(fixture, ScriptedReceiver { _, _ in .nothing })
      let ids = try await post.open(1)
      let work = Task { await post.courier.run() }
      await post.receiver.wait(for: 1)
      // The receiver never answers.
      work.cancel()
      await work.value
      let next = try await Post(fixture, ScriptedReceiver { _, _ in .status(200) })
      #expect(await next.deliver())
      #expect(next.receiver.ids == ids)
      let rows = try await fixture.store.query("select attempts from alert_delivery")
      #expect(try rows.map { try $0.int("attempts") } == [2])
    }
  }

  @Test("records that a message was taken, also when the process must end at that moment")
  func takenAtTheEnd() async throws {
    try await Fixture.with { fixture in
      let work = Mutex<Task<Void, Never>?>(nil)
      let receiver = ScriptedReceiver { _, _ in
        work.withLock { $0?.cancel() }
        return .status(200)
      }
      let post = try await Post(fixture, receiver)
      let ids = try await post.open(1)
      let (start, begin) = AsyncStream<Never>.makeStream()
      let task = Task {
        for await _ in start {}
        await post.courier.run()
      }
      work.withLock { $0 = task }
      begin.finish()
      await task.value
      #expect(receiver.ids == ids)
      #expect(try await post.store.waiting(on: "first").isEmpty)
    }
  }

  @Test("serves each channel by itself: one that does not answer holds up no other")
  func independent() async throws {
    try await Fixture.with { fixture in
      let receiver = ScriptedReceiver { request, _ in request.host == "second.test" ? .nothing : .status(200) }
      let post = try await Post(fixture, receiver, channels: ["first", "second"])
      let ids = try await post.open(5)
      let work = Task { await post.courier.run() }
      await receiver.wait(for: 6)
      work.cancel()
      await work.value
      #expect(receiver.received.filter { $0.host == "first.test" }.map(\.id) == ids)
      #expect(receiver.received.filter { $0.host == "second.test" }.map(\.id) == [ids[0]])
    }
  }

  @Test("delivers what comes while it has nothing to do, and while another message is not due")
  func woken() async throws {
    try await Fixture.with { fixture in
      let clock = LeapingClock(Post.now, longest: .seconds(5))
      let post = try await Post(fixture, ScriptedReceiver { _, _ in .status(200) }, clock: clock)
      let work = Task { await post.courier.run() }
      var ids = try await post.open(1)
      post.courier.wake()
      await post.receiver.wait(for: 1)
      let later = try await post.open(1, from: 2, dueIn: 20_000)
      post.courier.wake()
      for number in 3...6 {
        ids += try await post.open(1, from: number)
        post.courier.wake()
        await post.receiver.wait(for: 1)
      }
      #expect(post.receiver.ids == ids)
      work.cancel()
      await work.value
      #expect(try await post.store.waiting(on: "first").map(\.messageID) == later)
    }
  }

  @Test("leaves the line to the next leader when the lease is lost")
  func lost() async throws {
    try await Fixture.with { fixture in
      let other = Mutex<Post?>(nil)
      let receiver = ScriptedReceiver { _, _ in
        _ = try? await fixture.store.query("update monitor_lease set expires_at = clock_timestamp()")
        let next = try? await Post(fixture, ScriptedReceiver { _, _ in .status(200) }, owner: "b")
        other.withLock { $0 = next }
        return .status(503)
      }
      let post = try await Post(fixture, receiver)
      let ids = try await post.open(3)
      let work = Task { await post.courier.run() }
      await receiver.wait(for: 1)
      while other.withLock({ $0 == nil }) { await Task.yield() }
      let next = try #require(other.withLock { $0 })
      #expect(await next.deliver())
      #expect(next.receiver.ids == ids)
      work.cancel()
      await work.value
      #expect(receiver.ids == [ids[0]])
    }
  }
}
