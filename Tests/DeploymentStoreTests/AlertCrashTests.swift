import Alerting
import DeploymentStore
import Deployments
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("The outbox of alerts after crashes", .endsIfStuck)
struct AlertCrashTests {
  private typealias Process = MonitorProcess
  private let now = MonitorProcess.now

  /// Where a monitor is killed while it delivers a message.
  enum Step: CaseIterable {
    case beforeClaim, afterClaim, afterSending, afterFinishing
  }

  @Test("delivers a message with the same ID after a crash at any step, and once if its outcome was recorded")
  func crashes() async throws {
    try await Fixture.with { fixture in
      for (index, step) in Step.allCases.enumerated() {
        var monitor = try await Process.leading(fixture, owner: "first\(index)")
        monitor.recipients = [Process.all]
        let alert = try await monitor.open("d\(index)")
        var received: [String] = []
        let delivery = try #require(try await monitor.store.waiting(on: "all").first)
        if step != .beforeClaim {
          let message = try #require(try await monitor.store.claim(delivery, fence: monitor.fence, now: now))
          if step != .afterClaim { received.append(message.id) }
          if step == .afterFinishing {
            try await monitor.store.finish(delivery.id, .taken, fence: monitor.fence, now: now)
          }
        }
        let successor = try await monitor.successor(owner: "second\(index)")
        let again = try await successor.deliverAll()
        received += again.map(\.id)
        #expect(again.allSatisfy { $0.alerts.map(\.id) == [alert.id] })
        #expect(received == [String](repeating: alert.openingMessage, count: step == .afterSending ? 2 : 1), "\(step)")
        let rows = try await fixture.store.query(
          "select attempts from alert_delivery where id = $1", [PostgresValue(delivery.id)])
        #expect(try rows[0].int("attempts") == (step == .afterClaim || step == .afterSending ? 2 : 1), "\(step)")
        try await successor.store.releaseLead(successor.fence)
      }
    }
  }

  @Test("keeps that a message was taken when a database crashes that is set up to lose the latest commits")
  func asynchronousCommit() async throws {
    try await Fixture.with(ownsServer: true) { fixture in
      for setting in ["synchronous_commit = off", "wal_writer_delay = '10s'"] {
        try await fixture.store.query("alter system set \(setting)")
      }
      try await fixture.store.query("select pg_reload_conf()")
      while try await fixture.store.query("show synchronous_commit").first?.string("synchronous_commit") != "off" {}
      let monitor = try await Process.leading(fixture)
      try await monitor.open()
      _ = try await monitor.deliverAll()
      fixture.postgres.crash()
      try await fixture.postgres.restart()
      #expect(try await monitor.store.waiting(on: "all").isEmpty)
      #expect(try await monitor.store.openAlerts(of: nil).count == 1)
    }
  }

  @Test("delivers each message once and in order, whatever monitors do that are killed at any step", arguments: 1...6)
  func randomCrashes(seed: UInt64) async throws {
    try await Fixture.with { fixture in
      var chance = Seeded(seed: seed)
      var monitor = try await Process.leading(fixture, owner: "p0")
      monitor.recipients = [Process.all]
      var open: [StoredAlert] = []
      var received: [String] = []
      var expected: [String] = []
      for turn in 1...60 {
        if Int.random(in: 0..<3, using: &chance) == 0 { monitor = try await monitor.successor(owner: "p\(turn)") }
        switch Int.random(in: 0..<4, using: &chance) {
        case 0:
          let alert = try await monitor.open("d\(turn)")
          open.append(alert)
          expected.append(alert.openingMessage)
        case 1 where !open.isEmpty:
          let message = Process.message(Process.uuid(), .resolved)
          let alert = open.removeFirst().resolved(by: message.id)
          try await monitor.record(AlertRecord(resolved: [alert], messages: [message]))
          expected.append(message.id)
        default:
          guard let delivery = try await monitor.store.waiting(on: "all").first else { continue }
          let message = try #require(try await monitor.store.claim(delivery, fence: monitor.fence, now: now))
          let step = Int.random(in: 0..<4, using: &chance)
          if step == 0 { continue }
          received.append(message.id)
          if step == 1 { continue }
          try await monitor.store.finish(delivery.id, .taken, fence: monitor.fence, now: now)
        }
      }
      received += try await monitor.deliverAll().map(\.id)
      var known: Set<String> = []
      let distinct = received.filter { known.insert($0).inserted }
      #expect(Set(distinct) == Set(expected))
      let kinds = try await fixture.store.query(
        """
        select a.opening_message::text as opening, a.closing_message::text as closing from job_alert a
        where a.closing_message is not null
        """)
      for row in kinds {
        let opening = try #require(distinct.firstIndex(of: try row.requiredString("opening")))
        let closing = try #require(distinct.firstIndex(of: try row.requiredString("closing")))
        #expect(opening < closing)
      }
    }
  }
}
