import Alerting
import DeploymentStore
import Deployments
import Foundation
import HTTPTransport
import JSONCoding
import Logging
import Postgres
import Synchronization
import TestSupport

@testable import AliyunFlink
@testable import FlinkDeploy
@testable import JobHealth

/// A monitor over a scripted namespace, with a real database, a receiver over real HTTP, and a clock of its own.
struct MonitorScene: Sendable {
  /// The databases.
  let fixture: Fixture
  /// The time.
  let clock: LeapingClock
  /// Alibaba Cloud.
  let namespace: ScriptedNamespace
  /// How jobs are.
  let health: ScriptedHealth
  /// What the store knows of deployments.
  let records: ScriptedRecords
  /// Takes the messages.
  let receiver: LoopbackReceiver
  /// What is logged.
  let log: LogLines

  /// Runs `body` with a scene.
  static func with<Value>(_ body: (MonitorScene) async throws -> Value) async throws -> Value {
    try await Fixture.with { fixture in
      let clock = LeapingClock(Int(Date.now.timeIntervalSince1970 * 1000))
      let receiver = try LoopbackReceiver()
      defer { receiver.stop() }
      return try await body(
        MonitorScene(
          fixture: fixture, clock: clock, namespace: ScriptedNamespace { clock.milliseconds }, health: ScriptedHealth(),
          records: ScriptedRecords(), receiver: receiver, log: LogLines()))
    }
  }

  /// Waits, by the clock of the scene.
  func pass(_ seconds: Int) async {
    for step in stride(from: 0, to: seconds, by: 30) {
      try? await clock.sleep(for: .seconds(min(30, seconds - step)))
    }
  }

  /// A monitor of this scene.
  /// - Parameters:
  ///   - interval: The time from one round to the next, in seconds.
  ///   - lease: How long the lead holds at the begin of each request; no request takes longer.
  func watch(
    _ owner: String = "a", rules: AlertRules = AlertRules(), interval: Double = 30,
    records: (any DeploymentRecords)? = nil, isOnly: Bool = false, lease: Duration = .seconds(60)
  ) async throws -> SceneWatch {
    let store = PostgresAlertStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: "n", owner: owner, leaseSeconds: 600))
    guard case .leads(let fence) = try await store.takeLead() else { throw CancellationError() }
    let logger = log.logger
    let outages = OutageLog(logger)
    let channel = try AlertChannel(name: "ops", kind: .webhook, url: "http://127.0.0.1:\(receiver.port)/hook")
    let composer = AlertComposer(
      voice: Voice(.english, .commands), time: LocalTime { _ in 0 }, region: "cn-hangzhou", secrets: [])
    let courier = Courier(
      channels: [channel],
      .init(
        store: store, transport: CurlTransport(), clock: clock, now: { clock.milliseconds },
        lead: { CourierLead(fence: fence, end: .now + lease) }, text: composer.text(of:), outages: outages,
        logger: logger))
    let reader = FleetReader(cloud: CountingCloud(namespace)) { [health, clock] job, _ in
      health.report(of: job, now: clock.milliseconds)
    }
    let surroundings = MonitorSurroundings(
      reader: reader, records: records ?? self.records, alerts: store, rules: rules,
      recipients: [Recipient(channel: channel.name, severity: channel.severity)], interval: interval, clock: clock,
      now: { clock.milliseconds }, newID: { UUID().uuidString.lowercased() }, describe: { $0.code },
      deletedText: "deleted", wakeCourier: {}, outages: outages)
    return SceneWatch(
      scene: self, store: store, surroundings: surroundings, courier: courier,
      rounds: try await MonitorRounds(surroundings, fence: fence, isOnly: isOnly))
  }
}

/// A monitor of a scene that makes a round whenever the test asks.
struct SceneWatch {
  let scene: MonitorScene
  let store: PostgresAlertStore
  let surroundings: MonitorSurroundings
  let courier: Courier
  var rounds: MonitorRounds

  /// A monitor that runs by itself, beside this watch.
  var monitor: Monitor {
    Monitor(
      surroundings, Leadership(store, lease: .seconds(600), outages: surroundings.outages), courier, metricsFile: nil,
      journal: NoWitness())
  }

  /// Makes rounds half a minute apart, and delivers after each.
  mutating func round(_ count: Int = 1) async throws {
    for _ in 0..<count {
      await scene.pass(30)
      _ = try await rounds.round()
      _ = await courier.deliver(within: .seconds(3600))
    }
  }
}

/// Verdicts on jobs as a test scripts them.
final class ScriptedHealth: Sendable {
  private let reports = Mutex<[String: @Sendable (Int) -> HealthReport]>([:])

  /// Changes how the jobs of a deployment are; nil for well.
  func set(_ id: String, _ report: (@Sendable (_ now: Int) -> HealthReport)?) {
    reports.withLock { $0[id] = report }
  }

  func report(of job: Job, now: Int) -> HealthReport {
    reports.withLock { $0[job.deploymentID] }?(now) ?? .scripted(.flowing, at: now)
  }
}

extension HealthReport {
  /// A verdict that has stood for a while, on a job with a fresh checkpoint.
  static func scripted(_ verdict: Verdict, at now: Int, since seconds: Int = 3600) -> HealthReport {
    var report = HealthReport(verdict: verdict, since: now - seconds * 1000, reasons: [], asOf: now)
    report.windowSeconds = 30
    report.restartsInWindow = 0
    var checkpoints = HealthReading.Checkpoints()
    checkpoints.lastCompleted = .init(id: 7, triggeredAt: now - 10_000, duration: 0)
    report.checkpoints = checkpoints
    return report
  }
}

/// What the store knows of deployments, as a test scripts it.
final class ScriptedRecords: DeploymentRecords {
  private struct State {
    var traces: [DeploymentTrace] = []
    var readings: [NewestReading] = []
    var ends: [String] = []
    var observed: [Int: OperationStatus] = [:]
  }

  private let state = Mutex(State())

  /// Changes what is known of a deployment.
  func set(_ trace: DeploymentTrace) {
    state.withLock { state in
      state.traces.removeAll { $0.deploymentID == trace.deploymentID }
      state.traces.append(trace)
    }
  }

  /// Adds a reading of an earlier process.
  func add(_ reading: NewestReading) { state.withLock { $0.readings.append(reading) } }

  /// The jobs whose end was stored.
  var ends: [String] { state.withLock { $0.ends } }

  /// The statuses that were written to job records.
  var observed: [Int: OperationStatus] { state.withLock { $0.observed } }

  func traces(of listed: [String]) async throws(StoreError) -> [DeploymentTrace] { state.withLock { $0.traces } }
  func newestReadings() async throws(StoreError) -> [NewestReading] { state.withLock { $0.readings } }
  func thinReadings() async throws(StoreError) {}

  func keep(_ health: StoredHealth, ofJob jobID: String, deploymentID: String) async throws(StoreError) {
    state.withLock { state in
      if health.verdict == .notRunning { state.ends.append(jobID) }
      state.readings.removeAll { $0.deploymentID == deploymentID }
      state.readings.append(
        NewestReading(deploymentID: deploymentID, jobID: jobID, time: health.time, verdict: health.verdict))
    }
  }

  func observe(
    _ id: Int, jobID: String?, status: OperationStatus, errorMessage: String?
  ) async throws(StoreError) {
    state.withLock { $0.observed[id] = status }
  }
}

/// Lines of a log.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  /// The lines so far.
  var all: [String] { lines.withLock { $0 } }

  /// A logger that writes here.
  var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

  private struct Handler: LogHandler {
    let lines: LogLines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { lines.lines.withLock { $0.append("\(event.message)") } }
  }
}
