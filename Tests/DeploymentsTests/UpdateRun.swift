import AliyunFlink
import JSONCoding
import JobHealth

@testable import AliyunFlinkEmulator
@testable import Deployments

/// One update of a deployment whose job runs; after each crash a new process resumes the stored state.
struct UpdateRun {
  private static let limits = OperationMachine.Limits(
    pollFloor: .milliseconds(100), pollCeiling: .seconds(1), stepTimeout: .seconds(60))
  private let scenario: UpdateScenario
  private let request: OperationRequest
  private let update: UpdateRequest
  private var faults: ModelFaults
  private var cloud = ModelCloud()
  private var machine: OperationMachine
  private var stored: OperationState
  private var trace: [String] = []
  private var problem: String?
  private let firstJobs: Set<String>
  private var hand: ConsoleHand?

  /// - Parameter hand: A person in the console who works at the same time.
  init(_ scenario: UpdateScenario, seed: UInt64, hand: ConsoleHand? = nil) {
    self.scenario = scenario
    self.hand = hand
    faults = ModelFaults(seed: seed)
    // A person who starts a job needs the platform to refuse a second one.
    cloud.platform.allowsDuplicates = hand == nil && seed % 2 == 1
    let id = Self.deploy(on: &cloud)
    if scenario != .withoutJob {
      _ = cloud.perform(.startJob(deploymentID: id, restore: .none), .answered)
      cloud.now += 2000
      cloud.platform.advance(to: cloud.now)
    }
    firstJobs = Set(cloud.platform.jobs.keys)
    let current = DeploymentSpec(document: cloud.platform.deployments[id] ?? [:])
    var target = current
    switch scenario {
    case .sql, .withoutJob, .discarding: target.sql = "INSERT INTO a SELECT 2"
    case .sqlAndSettings:
      target.sql = "INSERT INTO a SELECT 2"
      target.flinkConf["table.exec.state.ttl"] = "1 h"
    case .settings: target.flinkConf["table.exec.state.ttl"] = "1 h"
    case .hot, .hotOnly: target.resources = Self.resources(parallelism: 3)
    }
    update = UpdateRequest(
      deploymentID: id, current: current, target: target, restore: scenario == .discarding ? .nothing : .keep,
      way: [.hot: .hot, .hotOnly: .hotOnly][scenario] ?? .restart, goal: .flowing)
    request = .update(update)
    machine = OperationMachine(request, marker: "m", limits: Self.limits)
    stored = machine.state
  }

  private static func resources(parallelism: Int) -> JSON {
    ["resourceSettingMode": "BASIC", "basicResourceSetting": ["parallelism": .int(parallelism)]]
  }

  /// Deploys a draft.
  /// - Returns: The ID of the deployment, which has no job.
  static func deploy(on cloud: inout ModelCloud) -> String {
    guard
      case .draft(let draft?) = cloud.perform(
        .createDraft(name: "n", sql: "INSERT INTO a SELECT 1", dependencies: [], engineVersion: "e", labels: [:]),
        .answered)
    else { preconditionFailure("the emulator makes no draft") }
    _ = cloud.perform(.deployDraft(draft.id, target: "q"), .answered)
    cloud.now += 1000
    guard case .deployments(let found) = cloud.perform(.findDeployments(name: "n"), .answered), let made = found.first
    else { preconditionFailure("the emulator makes no deployment") }
    cloud.platform.deployments[made.id]?["streamingResourceSetting"] = resources(parallelism: 1)
    return made.id
  }

  var ending: String {
    guard let failure = machine.state.failure else { return machine.state.update.isHot ? "hot" : "succeeded" }
    return "\(failure.code) \(failure.isRolledBack.map(String.init) ?? "nil")"
  }

  mutating func play() -> String? {
    for _ in 0..<5000 {
      if faults.chance(of: 3) { crash() }
      if cloud.activeJobs > 1 { problem = problem ?? "two jobs are active" }
      switch machine.next() {
      case .finish:
        cloud.now += ModelFaults.latest
        cloud.settle()
        return (problem ?? (hand == nil ? verdict() : meddledVerdict())).map {
          "\($0)\n  \(trace.suffix(60).joined(separator: ", "))"
        }
      case .wait(let duration):
        cloud.now += Int(duration / .milliseconds(1))
        machine.waited()
      case .record:
        if faults.chance(of: 3) {
          crash()
          continue
        }
        guard let state = OperationState(json: machine.state.json), let kept = OperationRequest(json: request.json),
          state == machine.state, kept == request
        else { return "the journal loses something" }
        stored = state
        machine.recorded()
      case .observe: observe()
      case .perform(let call): perform(call)
      }
    }
    return "it does not end: \(machine.state.phase)\n  \(trace.suffix(60).joined(separator: ", "))"
  }

  private mutating func perform(_ call: RemoteCall) {
    if machine.state.phase.isEffect, stored.phase != machine.state.phase {
      problem = problem ?? "an effect was not journaled before: \(machine.state.phase)"
    }
    if case .stopJob = call, !machine.state.update.isReturning, hand?.hasEdited != true, !isApplied(update.target) {
      problem = problem ?? "the job was stopped before the deployment had its target"
    }
    let fate = faults.fate(faulty: 20)
    trace.append("\(machine.state.phase)\(fate == .answered ? "" : " \(fate)")")
    if faults.chance(of: 6) {
      cloud.inside =
        [.startUpdated: .jobFails, .redeployDraft: .ticketFails, .stopReplaced: .savepointFails][machine.state.phase]
      if cloud.inside != nil { trace.append("fails inside") }
    }
    if machine.state.phase == .hotUpdate, faults.chance(of: 20) {
      cloud.ignoresHotUpdate = true
      trace.append("is ignored")
    }
    let answer = cloud.perform(call, fate)
    if let act = hand?.act(on: &cloud, update.deploymentID) { trace.append("console: \(act)") }
    if faults.chance(of: 3) { return crash() }
    machine.now = cloud.now
    machine.handle(answer, took: .milliseconds(20))
  }

  private mutating func observe() {
    let verdicts: [Verdict] = [.unknown, .crashLoop, .crashLoop, .crashLoop, .flowing, .idle]
    let report = HealthReport(
      verdict: verdicts.randomElement(using: &faults.random) ?? .unknown, since: cloud.now, reasons: [], asOf: cloud.now
    )
    trace.append("\(report.verdict)")
    if faults.chance(of: 3) { return crash() }
    machine.observed(report, took: .milliseconds(20))
  }

  private mutating func crash() {
    trace.append("crash at \(machine.state.phase)")
    machine = OperationMachine(resuming: stored, of: request, marker: "m", limits: Self.limits)
  }

  // MARK: What must hold

  private func isApplied(_ spec: DeploymentSpec) -> Bool {
    DeploymentSpec(document: cloud.platform.deployments[update.deploymentID] ?? [:]) == spec
  }

  private func verdict() -> String? {
    if let problem = otherJob() { return problem }
    let state = machine.state
    if cloud.platform.deployments.count != 1 { return "it made or deleted a deployment" }
    let active = cloud.platform.jobs.keys.filter { cloud.platform.isActive($0) }
    if let failure = state.failure {
      if failure.leftovers != nil { return "it ends with an open way back" }
      if !isApplied(update.current) { return "it failed (\(ending)) and is not as it was" }
      let wantsJob = scenario != .withoutJob
      if failure.code == "job_cancelled" { return nil }
      if wantsJob, active.isEmpty { return "it failed (\(ending)) and nothing runs" }
      return !wantsJob && !active.isEmpty ? "it failed and something runs" : nil
    }
    if !isApplied(update.target) { return "it succeeded and the deployment is another" }
    if scenario == .withoutJob { return active.isEmpty ? nil : "it started a job" }
    guard let job = active.first, active.count == 1 else { return "it succeeded and \(active.count) jobs run" }
    if state.update.isHot { return firstJobs.contains(job) ? nil : "a hot update replaced the job" }
    if firstJobs.contains(job) { return "the old job runs" }
    let restore = cloud.platform.jobs[job]?["restoreStrategy"]
    guard let savepoint = state.facts.savepointID else { return "a savepoint is missing" }
    if scenario == .discarding { return restore?["kind"] == "NONE" ? nil : "it kept state: \(restore ?? .null)" }
    return restore?["savepointId"]?.string == savepoint ? nil : "it started from \(restore ?? .null)"
  }

  /// The job that is left, where it is not what the end of the update says that it is.
  private func otherJob() -> String? {
    let state = machine.state
    guard let (id, job) = cloud.platform.jobs.first(where: { cloud.platform.isActive($0.key) }) else { return nil }
    // A person may start what they have deployed, and a job that was never touched is what it was.
    if hand?.started.contains(id) == true { return nil }
    let isBack = state.failure?.isRolledBack == true || firstJobs.contains(id) && !state.update.isHot
    guard state.failure == nil || state.failure?.isRolledBack == true else {
      return state.failure?.code == "restart_needed" ? keptSettings(job) : nil
    }
    let spec = state.failure == nil && !isBack ? update.target : update.current
    let runs = DeploymentSpec(document: job)
    if runs.sql != spec.sql { return "the job that is left runs \(runs.sql)" }
    return runs.parallelism == spec.parallelism ? nil : "the job that is left has parallelism \(runs.parallelism ?? 0)"
  }

  /// What is wrong with a job that is said to keep a setting of the update.
  private func keptSettings(_ job: JSONObject) -> String? {
    guard machine.state.failure?.isRolledBack == false else { return nil }
    let parallelism = DeploymentSpec(document: job).parallelism
    return parallelism == update.current.parallelism ? "the job has its old settings" : nil
  }

  /// What must hold whatever a person does at the same time.
  private func meddledVerdict() -> String? {
    if let problem = otherJob() { return problem }
    let state = machine.state
    if cloud.platform.deployments.count != 1 { return "it made or deleted a deployment" }
    if let job = cloud.platform.jobs.first(where: { isStateless($0.key, $0.value) }) {
      return "it started without state: \(job.value["restoreStrategy"] ?? .null)"
    }
    let acts = hand?.acts ?? []
    if hand?.hasEdited != true {
      if state.failure == nil, !isApplied(update.target) { return "it succeeded and the deployment is another" }
      if state.failure?.isRolledBack == true, !isApplied(update.current) { return "it is not rolled back" }
    }
    let active = cloud.platform.jobs.keys.filter { cloud.platform.isActive($0) }
    if acts.isDisjoint(with: [.stops, .stopsWithSavepoint]), scenario != .withoutJob {
      if state.failure == nil, active.isEmpty { return "it succeeded and nothing runs" }
      if state.failure?.isRolledBack == true, active.isEmpty { return "it is rolled back and nothing runs" }
    }
    return nil
  }

  /// Whether the update has started this job without state, although it was to keep it.
  private func isStateless(_ id: String, _ job: JSONObject) -> Bool {
    guard scenario != .discarding, !firstJobs.contains(id), hand?.started.contains(id) != true else { return false }
    return job["restoreStrategy"]?["kind"] == "NONE"
  }
}
