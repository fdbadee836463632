import JSONCoding
import Testing

@testable import AliyunFlink
@testable import Deployments

/// A change without a stop, and what the job shows of it afterwards.
@Suite("A hot update")
struct HotUpdateTests {
  /// What the cloud says of a hot update, and what the job has then.
  struct Answer: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The answer to HotUpdateJob.
    let result: JSONObject
    /// What GetJob shows of the job then, beside its IDs and its state.
    let job: JSONObject
    /// The settings that are not as asked, as the reason names them; nil if all are.
    let other: String?

    init(_ description: String, _ result: JSONObject, job: JSONObject = [:], other: String? = nil) {
      (testDescription, self.result, self.job, self.other) = (description, result, job, other)
    }
  }

  private static let updated: JSON = ["status": "HOT_UPDATED"]
  private static let current = DeploymentSpec(
    sql: "S", flinkConf: ["execution.checkpointing.interval": "180s"], resources: resources(1))
  private static let target = DeploymentSpec(
    sql: "S", flinkConf: ["execution.checkpointing.interval": "30s"], resources: resources(2))

  private static func resources(_ parallelism: Int) -> JSON {
    ["resourceSettingMode": "BASIC", "basicResourceSetting": ["parallelism": .int(parallelism)]]
  }

  private static func job(_ parallelism: Int, _ interval: JSON) -> JSONObject {
    [
      "streamingResourceSetting": resources(parallelism),
      "flinkConf": ["execution.checkpointing.interval": interval, "added.by.platform": "x"],
    ]
  }

  static let answers = [
    Answer("a job that has all of it", ["status": updated], job: job(2, "30s")),
    Answer("another spelling of the value", ["status": updated], job: job(2, "30000 ms")),
    Answer("a job that shows no settings", ["status": updated]),
    Answer(
      "a job with its old parallelism", ["status": updated], job: job(1, "30s"), other: "resources.parallelism = 1"),
    Answer(
      "a job with its old interval", ["status": updated], job: job(2, "180s"),
      other: "flink_conf.execution.checkpointing.interval = 180s"),
    Answer(
      "a job without the interval", ["status": updated],
      job: ["streamingResourceSetting": resources(2), "flinkConf": [:]],
      other: "flink_conf.execution.checkpointing.interval = 180s"),
    Answer(
      "another parallelism that it says it applies",
      ["status": updated, "hotUpdateParams": ["rescaleJobParam": ["jobParallelism": 7]]],
      other: "resources.parallelism = 7"),
    Answer(
      "another interval that it says it applies",
      [
        "status": ["status": "HOT_UPDATING"],
        "hotUpdateParams": ["updateJobConfigParam": ["newFlinkConf": ["execution.checkpointing.interval": "60s"]]],
      ], other: "flink_conf.execution.checkpointing.interval = 60s"),
  ]

  @Test("succeeds once the job has what was asked, and fails if the job lacks some of it", arguments: answers)
  func readBack(_ answer: Answer) throws {
    let machine = try Self.machine(.hot, answer)
    #expect(machine.state.update.hotProblem == answer.other)
    #expect(machine.state.update.isHot == (answer.other == nil))
    // What the job does not take, a restart brings.
    let next = machine.next()
    #expect(next == (answer.other == nil ? .finish : .perform(.listJobs(deploymentID: "de"))))
  }

  @Test("without a restart fails with what the job has, and goes back", arguments: answers.filter { $0.other != nil })
  func withoutRestart(_ answer: Answer) throws {
    var machine = try Self.machine(.hotOnly, answer)
    #expect(machine.state.failure?.problem == .restartNeeded(reason: answer.other ?? ""))
    try Self.goBack(&machine, job: Self.job(1, "180s"))
    #expect(machine.next() == .finish)
    #expect(machine.state.failure?.problem == .restartNeeded(reason: answer.other ?? ""))
    #expect(machine.state.failure?.isRolledBack == true)
  }

  @Test("without a restart says which setting the job keeps if it does not go back")
  func keeps() throws {
    var machine = try Self.machine(.hotOnly, Self.answers[4])
    try Self.goBack(&machine, job: Self.job(2, "180s"))
    #expect(machine.next() == .finish)
    #expect(machine.state.failure?.problem == .settingsKept(jobID: "j", setting: "resources.parallelism = 2"))
    #expect(machine.state.failure?.isRolledBack == false)
    #expect(machine.state.failure?.code == "restart_needed")
  }

  /// Plays an update of a running job, up to the end of the hot update or its failure.
  private static func machine(_ way: UpdateRequest.Way, _ answer: Answer) throws -> OperationMachine {
    let update = UpdateRequest(deploymentID: "de", current: current, target: target, way: way, goal: .running)
    var machine = OperationMachine(.update(update), marker: "m", limits: .init())
    try answerAll(&machine, answer) { machine in
      machine.state.phase == .done || machine.state.update.hotProblem != nil || machine.state.update.isHot
    }
    return machine
  }

  /// Plays the way back; the engine does what it is asked, as far as it says, and the job shows this.
  private static func goBack(_ machine: inout OperationMachine, job: JSONObject) throws {
    let answer = Answer("", ["status": updated], job: job)
    try answerAll(&machine, answer) { $0.state.phase == .done }
  }

  private static func answerAll(
    _ machine: inout OperationMachine, _ answer: Answer, until isOver: (OperationMachine) -> Bool
  ) throws {
    var deployed = machine.state.update.isReturning ? target : current
    for _ in 0..<200 {
      switch machine.next() {
      case .finish: return
      case .record: machine.recorded()
      case .wait: machine.waited()
      case .observe: Issue.record("It waits for messages")
      case .perform(let call):
        if isOver(machine) { return }
        if case .updateDeployment(_, let document) = call { deployed = DeploymentSpec(document: document) }
        machine.handle(try reply(to: call, deployed, answer), took: .milliseconds(10))
      }
    }
    Issue.record("It does not end: \(machine.state.phase)")
  }

  private static func reply(
    to call: RemoteCall, _ deployed: DeploymentSpec, _ answer: Answer
  ) throws(DecodingFailure) -> RemoteAnswer {
    var job: JSONObject = ["jobId": "j", "deploymentId": "de", "status": ["currentJobStatus": "RUNNING"]]
    for member in answer.job.members { job[member.key] = member.value }
    switch call {
    case .readDeployment, .updateDeployment:
      var document = deployed.document
      document["deploymentId"] = "de"
      document["name"] = "n"
      return .deployment(try Deployment(.object(document)))
    case .listJobs: return .jobs([try Job(.object(job))])
    case .hotUpdate, .readHotUpdate:
      var result = answer.result
      result["jobHotUpdateId"] = "h"
      return .hotUpdate(try HotUpdateResult(.object(result)))
    case .readJobDocument: return .jobDocument(try JobDocument(.object(job)))
    default: throw DecodingFailure(path: "\(call)")
    }
  }
}
