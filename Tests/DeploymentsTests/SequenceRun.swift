import AliyunFlink
import JSONCoding
import JobHealth
import TestSupport

@testable import AliyunFlinkEmulator
@testable import Deployments

/// Operations on one deployment, one after the other: updates, returns to earlier versions, starts and stops.
///
/// A start and a stop can be under way at once; an update excludes all others. Between the operations, a person in the
/// console may start, stop, edit and deploy. Processes crash, and answers are lost.
struct SequenceRun {
  private static let limits = OperationMachine.Limits(
    pollFloor: .milliseconds(100), pollCeiling: .seconds(1), stepTimeout: .seconds(60))

  /// An operation with what the store has of it.
  private struct Live {
    let request: OperationRequest
    var machine: OperationMachine
    var stored: OperationState

    init(_ request: OperationRequest) {
      self.request = request
      machine = OperationMachine(request, marker: "m", limits: SequenceRun.limits)
      stored = machine.state
    }
  }

  private var random: Seeded
  private var faults: ModelFaults
  private var cloud = ModelCloud()
  private var hand: ConsoleHand
  private let deploymentID: String
  /// What the store names as in force, and all versions that were.
  private var recorded: DeploymentSpec
  private var versions: [DeploymentSpec]
  private var live: [Live] = []
  private var left = 6
  private var trace: [String] = []
  /// How often the plan of an update has found that a person had changed the deployment.
  private(set) var drifts = 0
  /// How many operations have ended, and how.
  private(set) var ends: [String: Int] = [:]

  /// A sequence of its own for each seed.
  init(seed: UInt64) {
    random = Seeded(seed: seed ^ 0x5e9)
    faults = ModelFaults(seed: seed)
    hand = ConsoleHand(seed: seed)
    deploymentID = UpdateRun.deploy(on: &cloud)
    recorded = DeploymentSpec(document: cloud.platform.deployments[deploymentID] ?? [:])
    versions = [recorded]
  }

  /// Plays the sequence.
  /// - Returns: What is wrong; nil when nothing is.
  mutating func play() -> String? {
    for _ in 0..<20_000 {
      if live.isEmpty {
        if left == 0 { return nil }
        // Requests that broke off have arrived, and the person has time.
        cloud.now += ModelFaults.latest
        cloud.settle()
        if let problem = otherJob() { return report(problem) }
        while let act = hand.act(on: &cloud, deploymentID) {
          trace.append("console: \(act)")
          cloud.now += 2000
          cloud.settle()
          cloud.platform.advance(to: cloud.now)
        }
        begin()
      } else if live.count == 1, isStartOrStop(live[0].request), Int.random(in: 0..<20, using: &random) == 0 {
        beginBeside()
      }
      let place = Int.random(in: live.indices, using: &random)
      if let problem = step(place) { return report(problem) }
      if cloud.activeJobs > 1 { return report("two jobs are active") }
    }
    return report("it does not end")
  }

  private func report(_ problem: String) -> String { "\(problem)\n  \(trace.suffix(60).joined(separator: ", "))" }

  private func isStartOrStop(_ request: OperationRequest) -> Bool {
    if case .update = request { false } else { true }
  }

  private var deployed: DeploymentSpec { DeploymentSpec(document: cloud.platform.deployments[deploymentID] ?? [:]) }

  // MARK: The operations

  private mutating func begin() {
    left -= 1
    switch Int.random(in: 0..<6, using: &random) {
    case 0: add(.start(deploymentID: deploymentID, restore: .latestState, goal: .running))
    case 1: add(.stop(jobID: nil, deploymentID: deploymentID, strategy: .withSavepoint))
    default: beginUpdate()
    }
  }

  /// The opposite of what is under way.
  private mutating func beginBeside() {
    if case .start = live[0].request {
      add(.stop(jobID: nil, deploymentID: deploymentID, strategy: .withSavepoint))
    } else {
      add(.start(deploymentID: deploymentID, restore: .latestState, goal: .running))
    }
  }

  private mutating func add(_ request: OperationRequest) {
    trace.append("begin \(request.kind)")
    live.append(Live(request))
  }

  /// Plans against what the cloud has; what a person has changed is recorded first.
  private mutating func beginUpdate() {
    let current = deployed
    if current != recorded {
      drifts += 1
      recorded = current
      versions.append(current)
    }
    var target = current
    var way = UpdateRequest.Way.restart
    switch Int.random(in: 0..<4, using: &random) {
    case 0: target = random.pick(versions)
    case 1:
      way = random.pick([.hot, .hotOnly])
      target.resources = [
        "resourceSettingMode": "BASIC",
        "basicResourceSetting": ["parallelism": .int(Int.random(in: 1...4, using: &random))],
      ]
    default: target.sql = "INSERT INTO a SELECT \(Int.random(in: 2...5, using: &random))"
    }
    if target == current { return add(.stop(jobID: nil, deploymentID: deploymentID, strategy: .immediately)) }
    let drafts = cloud.platform.drafts.values.map { DeploymentSpec(document: $0).sql }
    add(
      .update(
        UpdateRequest(
          deploymentID: deploymentID, current: current, target: target, way: way, goal: .running,
          replacesDraft: drafts != [current.sql])))
  }

  // MARK: The machines

  private mutating func step(_ place: Int) -> String? {
    if faults.chance(of: 1) { crash(place) }
    switch live[place].machine.next() {
    case .finish: return end(live.remove(at: place))
    case .wait(let duration):
      cloud.now += Int(duration / .milliseconds(1))
      live[place].machine.waited()
    case .record:
      if faults.chance(of: 1) {
        crash(place)
        return nil
      }
      live[place].stored = OperationState(json: live[place].machine.state.json) ?? live[place].stored
      live[place].machine.recorded()
    case .observe: return "an operation waits for messages"
    case .perform(let call): perform(call, place)
    }
    return nil
  }

  private mutating func perform(_ call: RemoteCall, _ place: Int) {
    let phase = live[place].machine.state.phase
    let fate = faults.fate(faulty: 6)
    trace.append("\(phase)\(fate == .answered ? "" : " \(fate)")")
    if faults.chance(of: 2) {
      cloud.inside = [.startUpdated: .jobFails, .redeployDraft: .ticketFails, .stopReplaced: .savepointFails][phase]
    }
    let answer = cloud.perform(call, fate)
    live[place].machine.now = cloud.now
    live[place].machine.handle(answer, took: .milliseconds(20))
  }

  private mutating func crash(_ place: Int) {
    trace.append("crash at \(live[place].machine.state.phase)")
    live[place].machine = OperationMachine(
      resuming: live[place].stored, of: live[place].request, marker: "m", limits: Self.limits)
  }

  // MARK: What must hold

  private mutating func end(_ operation: Live) -> String? {
    let state = operation.machine.state
    trace.append("end \(operation.request.kind) \(state.failure?.code ?? "")")
    ends["\(operation.request.kind) \(state.failure?.code ?? "")", default: 0] += 1
    guard case .update(let update) = operation.request else { return nil }
    if state.failure == nil || !state.update.isReturning && state.update.hasEffect {
      recorded = update.target
      versions.append(update.target)
    }
    return deployed == recorded ? nil : "the deployment is not the version in force"
  }

  /// The job that runs, where neither an operation nor a person has made it so.
  private func otherJob() -> String? {
    guard let (id, job) = cloud.platform.jobs.first(where: { cloud.platform.isActive($0.key) }) else { return nil }
    let runs = DeploymentSpec(document: job)
    let isKnown = versions.contains { $0.sql == runs.sql } || hand.started.contains(id) || hand.hasEdited
    return isKnown ? nil : "a job runs \(runs.sql), which was never in force"
  }
}
