import AliyunFlink
import JSONCoding
import JobHealth
import TestSupport
import Testing

@testable import AliyunFlinkEmulator
@testable import Deployments

/// Random interleavings of answers, faults, crashes and cancellations, from a seed.
@Suite("The operation machine under random faults", .endsIfStuck)
struct ModelTests {
  private static let runs = 4000

  @Test("leaves exactly one or none, and tells the truth", arguments: Scenario.allCases)
  func run(_ scenario: Scenario) {
    var problems: [String] = []
    var ends: [String: Int] = [:]
    for seed in 0..<UInt64(ModelTests.runs / Scenario.allCases.count) {
      var run = ModelRun(scenario, seed: seed)
      if let problem = run.play() { problems.append("\(scenario) seed \(seed): \(problem)") }
      ends[run.ending, default: 0] += 1
    }
    #expect(problems.isEmpty, "\(problems.count) runs failed:\n\(problems.prefix(5).joined(separator: "\n"))")
    // Random faults that always, or never, end an operation would test nothing.
    #expect(ends.count > 1, "\(ends)")
  }
}

enum Scenario: CaseIterable {
  case deploy, deployConfigured, deployUnstarted, deployTakenName, deployFlowing
  case start, startRunning, startFlowing, startRunningFlowing, stop, stopAtOnce
}

/// One operation against one cloud: after each crash a new process resumes the stored state.
struct ModelRun {
  private static let name = "orders-to-public-orders"
  private static let limits = OperationMachine.Limits(
    pollFloor: .milliseconds(100), pollCeiling: .seconds(1), stepTimeout: .seconds(60))

  private let scenario: Scenario
  private let request: OperationRequest
  private var faults: ModelFaults
  private var cloud = ModelCloud()
  private var machine: OperationMachine
  private var stored: OperationState
  private var trace: [String] = []
  private let jobsBefore: Int
  private let draftsBefore: Int
  private let deploymentsBefore: Int

  init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    faults = ModelFaults(seed: seed)
    cloud.platform.allowsDuplicates = seed % 2 == 1
    // A deployment of another origin, which must stay as it is.
    _ = Self.deployByHand("theirs", on: &cloud)
    switch scenario {
    case .deploy: request = .deploy(DeployRequest(name: Self.name, sql: "INSERT INTO a SELECT 1"))
    case .deployConfigured:
      request = .deploy(DeployRequest(name: Self.name, sql: "INSERT INTO a SELECT 1", flinkConf: ["a": "b"]))
    case .deployUnstarted:
      request = .deploy(DeployRequest(name: Self.name, sql: "INSERT INTO a SELECT 1", starts: false))
    case .deployTakenName:
      _ = Self.deployByHand(Self.name, on: &cloud)
      request = .deploy(DeployRequest(name: Self.name, sql: "INSERT INTO a SELECT 1"))
    case .deployFlowing:
      request = .deploy(DeployRequest(name: Self.name, sql: "INSERT INTO a SELECT 1", goal: .flowing))
    case .start, .startRunning, .startFlowing, .startRunningFlowing:
      let id = Self.deployByHand("ours", on: &cloud)
      if [.startRunning, .startRunningFlowing].contains(scenario) { Self.startByHand(id, on: &cloud) }
      request = .start(
        deploymentID: id, restore: .latestState,
        goal: [.startFlowing, .startRunningFlowing].contains(scenario) ? .flowing : .running)
    case .stop, .stopAtOnce:
      let id = Self.deployByHand("ours", on: &cloud)
      Self.startByHand(id, on: &cloud)
      request = .stop(jobID: nil, deploymentID: id, strategy: scenario == .stop ? .withSavepoint : .immediately)
    }
    jobsBefore = cloud.platform.jobs.count
    draftsBefore = cloud.platform.drafts.count
    deploymentsBefore = cloud.platform.deployments.count
    machine = OperationMachine(request, marker: "m", limits: Self.limits)
    stored = machine.state
  }

  private static func deployByHand(_ name: String, on cloud: inout ModelCloud) -> String {
    guard
      case .draft(let draft?) = cloud.perform(
        .createDraft(name: name, sql: "INSERT INTO a SELECT 1", dependencies: [], engineVersion: "e", labels: [:]),
        .answered)
    else { preconditionFailure("the emulator makes no draft") }
    _ = cloud.perform(.deployDraft(draft.id, target: "q"), .answered)
    cloud.now += 1000
    guard case .deployments(let found) = cloud.perform(.findDeployments(name: name), .answered), let made = found.first
    else { preconditionFailure("the emulator makes no deployment") }
    return made.id
  }

  private static func startByHand(_ id: String, on cloud: inout ModelCloud) {
    _ = cloud.perform(.startJob(deploymentID: id, restore: .none), .answered)
    cloud.now += 2000
  }

  /// The code of the failure, or `succeeded`.
  var ending: String { machine.state.failure?.code ?? "succeeded" }

  /// Plays the run.
  /// - Returns: What is wrong at the end; nil when nothing is.
  mutating func play() -> String? {
    for _ in 0..<3000 {
      if faults.chance(of: 3) { crash() }
      if faults.chance(of: 1) {
        trace.append("cancel")
        machine.cancel()
      }
      switch machine.next() {
      case .finish:
        cloud.now += ModelFaults.latest
        cloud.settle()
        return verdict().map { "\($0)\n  \(trace.suffix(30).joined(separator: ", "))" }
      case .wait(let duration):
        cloud.now += Int(duration / .milliseconds(1))
        machine.waited()
      case .record(let entries):
        // The process may end before or right after the write.
        if faults.chance(of: 3) {
          crash()
          continue
        }
        trace.append("record \(entries.map { "\($0.event) \($0.phase)" })")
        stored = OperationState(json: machine.state.json) ?? stored
        machine.recorded()
      case .perform(let call): perform(call)
      case .observe: observe()
      }
    }
    return "it does not end: \(machine.state.phase)\n  \(trace.suffix(30).joined(separator: ", "))"
  }

  private mutating func perform(_ call: RemoteCall) {
    if machine.state.phase.isEffect, stored.phase != machine.state.phase {
      trace.append("EFFECT WITHOUT INTENT \(machine.state.phase)")
    }
    let fate = faults.fate(faulty: 25)
    if fate != .answered { trace.append("\(machine.state.phase) \(fate)") }
    if faults.chance(of: 4), [.startJob, .deployDraft, .stopJob].contains(machine.state.phase) {
      cloud.inside = [.startJob: .jobFails, .deployDraft: .ticketFails, .stopJob: .savepointFails][machine.state.phase]
      trace.append("\(machine.state.phase) fails inside")
    }
    let answer = cloud.perform(call, fate)
    if faults.chance(of: 3) { return crash() }
    machine.handle(answer, took: .milliseconds(20))
  }

  /// Judges the job: mostly as on its way, often as in trouble.
  private mutating func observe() {
    let verdicts: [Verdict] = [.unknown, .starting, .crashLoop, .crashLoop, .notWriting, .flowing, .idle]
    let report = HealthReport(
      verdict: verdicts.randomElement(using: &faults.random) ?? .unknown, since: cloud.now, reasons: [], asOf: cloud.now
    )
    if faults.chance(of: 3) { return crash() }
    machine.observed(report, took: .milliseconds(20))
  }

  private mutating func crash() {
    trace.append("crash at \(machine.state.phase)")
    machine = OperationMachine(resuming: stored, of: request, marker: "m", limits: Self.limits)
  }

  // MARK: What must hold

  private func verdict() -> String? {
    if trace.contains(where: { $0.hasPrefix("EFFECT WITHOUT") }) { return "an effect was not journaled before" }
    let state = machine.state
    let made = (
      drafts: cloud.platform.drafts.count - draftsBefore,
      deployments: cloud.platform.deployments.count - deploymentsBefore, jobs: cloud.platform.jobs.count - jobsBefore
    )
    switch request {
    case .deploy(let deploy):
      if state.failure?.leftovers != nil { return "it ends with an open rollback" }
      if state.failure != nil { return made == (0, 0, 0) ? nil : "it failed (\(ending)) and left \(made)" }
      let wanted = (1, 1, deploy.starts ? 1 : 0)
      if made != wanted { return "it succeeded and made \(made)" }
      return scenario == .deployTakenName ? "it took a name that was not free" : nil
    case .start:
      if made.drafts != 0 || made.deployments != 0 || made.jobs > 1 { return "it made \(made)" }
      if cloud.activeJobs > 1 { return "\(cloud.activeJobs) jobs are active" }
      if [.startRunning, .startRunningFlowing].contains(scenario), made.jobs != 0 {
        return "it doubled the running job"
      }
      if state.failure?.isRolledBack == true, cloud.activeJobs != 0 { return "it is rolled back and a job runs" }
      let isOthers = [.startRunning, .startRunningFlowing].contains(scenario)
      if isOthers, cloud.activeJobs != 1 { return "it stopped a job that ran before" }
      return state.failure == nil && cloud.activeJobs != 1 ? "it succeeded and nothing runs" : nil
    case .update: return "an update was not asked for"
    case .stop(_, _, let strategy):
      if made != (0, 0, 0) { return "it made \(made)" }
      if state.failure != nil {
        return ending == "savepoint_failed" && cloud.activeJobs != 1 ? "the job is gone without a savepoint" : nil
      }
      if cloud.activeJobs != 0 { return "it succeeded and a job is active" }
      let isKept = cloud.platform.savepoints.values.contains { $0["status"]?["state"] == "COMPLETED" }
      if strategy != .immediately, !isKept { return "the job was stopped without a savepoint" }
      return state.facts.isAdopted ? "it says that nothing was stopped" : nil
    }
  }
}
