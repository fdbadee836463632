import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Monitors that are killed at each of their writes and deliveries.
@Suite("Monitors that are killed", .endsIfStuck)
struct MonitorCrashTests {
  enum Moment: CaseIterable {
    /// A reading, or the end of a job, is not stored.
    case whileStoring
    /// The alert and its message are not recorded.
    case whileRecording
    /// The message is recorded, and its attempt is not.
    case whileClaiming
    /// The attempt is recorded, and the receiver has nothing.
    case beforeSending
    /// The receiver has the message, and the monitor has no answer.
    case whileSending
    /// The monitor has the answer, and it is not recorded.
    case whileFinishing
    /// The answer is recorded.
    case afterDelivery
    /// That the alert was seen again is not recorded.
    case whileCounting
  }

  struct Cell: Sendable, CustomStringConvertible {
    let moment: Moment
    /// Whether the message says that the alert is resolved.
    let isResolution: Bool
    /// Whether another monitor waits to replace the one that is killed.
    let hasSuccessor: Bool

    var description: String {
      "\(moment) of \(isResolution ? "resolved" : "firing"), \(hasSuccessor ? "two monitors" : "one monitor")"
    }
  }

  @Test("open by one message and resolve by one, as the receiver counts IDs")
  func matrix() async throws {
    let cells = Moment.allCases.flatMap { moment in
      // What is over is not seen again.
      (moment == .whileCounting ? [false] : [false, true]).flatMap { isResolution in
        [false, true].map { Cell(moment: moment, isResolution: isResolution, hasSuccessor: $0) }
      }
    }
    // They mostly wait: for leases, second looks, and the ten seconds that a first message waits for others.
    let problems = await Matrix.problems("monitor crash matrix", cells, workers: 10) { try await Self.problem(in: $0) }
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  private static func problem(in cell: Cell) async throws -> String? {
    try await MonitoredJob.with { job in
      let first = try job.startMonitor()
      try await job.wait(for: "select 1 from monitor_lease where expires_at > clock_timestamp()")
      let second = cell.hasSuccessor ? try job.startMonitor() : nil
      if cell.isResolution {
        try await job.fail()
        try await job.wait(for: "select 1 from alert_delivery where kind = 'firing' and state = 'taken'")
      }
      try await kill(first, at: cell, job)
      let monitor = try second ?? job.startMonitor()
      if !cell.isResolution {
        try await job.wait(for: "select 1 from alert_delivery where kind = 'firing' and state = 'taken'")
        try await job.mend()
      }
      try await job.wait(for: "select 1 from alert_delivery where kind = 'resolved' and state = 'taken'")
      monitor.child.signal(SIGTERM)
      _ = await monitor.wait()
      return try await verdict(job)
    }
  }

  /// Breaks or mends the job, and kills the monitor at the moment of the cell.
  private static func kill(_ monitor: Program, at cell: Cell, _ job: MonitoredJob) async throws {
    let kind = cell.isResolution ? "resolved" : "firing"
    let barrier = try await cell.barrier(kind, job.fixture)
    if cell.moment == .whileSending { job.receiver.answer { _ in .hold } }
    if cell.moment == .beforeSending { job.receiver.stopReading() }
    let before = job.receiver.messages.count
    if cell.isResolution { try await job.mend() } else { try await job.fail() }
    switch cell.moment {
    case .beforeSending:
      while job.receiver.unread == 0 { try await Task.sleep(for: .milliseconds(5)) }
    case .whileSending:
      while job.receiver.messages.count == before { try await Task.sleep(for: .milliseconds(5)) }
    case .afterDelivery:
      try await job.wait(for: "select 1 from alert_delivery where kind = '\(kind)' and state = 'taken'")
    default: try await barrier?.waitUntilReached()
    }
    monitor.child.signal(SIGKILL)
    _ = await monitor.wait()
    try await barrier?.open()
    job.receiver.readAgain()
    job.receiver.answer { _ in .status(200) }
  }

  private static func verdict(_ job: MonitoredJob) async throws -> String? {
    let messages = job.receiver.distinct
    let statuses = messages.map(\.status)
    if statuses != ["firing", "resolved"] { return "the receiver has \(messages.map(\.title))" }
    if Set(messages.flatMap(\.alertIDs)).count != 1 { return "the messages are about several alerts" }
    let alerts = try await job.fixture.store.query("select state from job_alert").map { try $0.string("state") }
    if alerts != ["resolved"] { return "the store has the alerts \(alerts)" }
    let deliveries = try await job.fixture.store.query("select state from alert_delivery").map {
      try $0.string("state")
    }
    return deliveries == ["taken", "taken"] ? nil : "the store has the deliveries \(deliveries)"
  }
}

extension MonitorCrashTests.Cell {
  /// Holds up the write of the moment; nil for a moment that is not a write.
  fileprivate func barrier(_ kind: String, _ fixture: Fixture) async throws -> TableBarrier? {
    switch moment {
    case .whileStoring:
      try await TableBarrier(
        on: "job_health", before: "insert", when: "(new.verdict = 'NOT_RUNNING') <> \(isResolution)", fixture)
    case .whileRecording:
      isResolution
        ? try await TableBarrier(on: "job_alert", before: "update", when: "new.state = 'resolved'", fixture)
        : try await TableBarrier(on: "job_alert", before: "insert", when: "true", fixture)
    case .whileClaiming:
      try await TableBarrier(
        on: "alert_delivery", before: "update", when: "new.attempts > old.attempts and new.kind = '\(kind)'", fixture)
    case .whileFinishing:
      try await TableBarrier(
        on: "alert_delivery", before: "update", when: "new.state = 'taken' and new.kind = '\(kind)'", fixture)
    case .whileCounting:
      try await TableBarrier(on: "job_alert", before: "update", when: "new.count > old.count", fixture)
    case .beforeSending, .whileSending, .afterDelivery: nil
    }
  }
}

/// Holds up each process that writes certain rows of a table.
struct TableBarrier {
  private static let key = 4712

  private let own = Int.random(in: 1...1_000_000_000)
  private let table: String
  private let store: PostgresClient
  /// One connection: the lock belongs to it.
  private let holder: PostgresClient

  /// A barrier that is closed.
  /// - Parameters:
  ///   - event: `insert` or `update`.
  ///   - condition: Which rows are held up.
  init(on table: String, before event: String, when condition: String, _ fixture: Fixture) async throws {
    self.table = "\(fixture.storeSchema).\(table)"
    store = fixture.store
    holder = fixture.postgres.client(database: "stores", connections: 1)
    try await holder.query("select pg_advisory_lock(\(TableBarrier.key), \(own))")
    try await store.query(
      """
      create function \(fixture.storeSchema).hold_up_write() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(\(TableBarrier.key), \(own));
        return new;
      end $$;
      create trigger hold_up_write before \(event) on \(self.table) for each row
        when (\(condition)) execute function \(fixture.storeSchema).hold_up_write()
      """)
  }

  /// Waits until a process is held up.
  func waitUntilReached() async throws {
    let waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted and objid = \(own)"
    while try await store.query(waiting).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Lets everything pass.
  func open() async throws {
    try await holder.query("select pg_advisory_unlock_all()")
    try await store.query("drop trigger hold_up_write on \(table)")
  }
}
