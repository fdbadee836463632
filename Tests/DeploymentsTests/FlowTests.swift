import AliyunFlink
import JSONCoding
import JobHealth
import Testing

@testable import Deployments

/// The wait until messages arrive.
@Suite("Waiting until messages arrive")
struct FlowTests {
  private static func report(_ verdict: Verdict, _ time: Int, _ reasons: [HealthReason] = []) -> HealthReport {
    HealthReport(verdict: verdict, since: time, reasons: reasons, asOf: time)
  }

  @Test(
    "lasts for two checkpoints, at least 30 s and at most 180 s",
    arguments: [(nil, 180), (2, 30), (40, 80), (600, 180)] as [(Int?, Int)])
  func limit(_ interval: Int?, _ expected: Int) {
    #expect(FlowWatch.limit(interval.map { .seconds($0) }) == .seconds(expected))
  }

  @Test(
    "fails when two readings of different times show the same trouble", arguments: [Verdict.crashLoop, .notWriting])
  func fails(_ verdict: Verdict) {
    var watch = FlowWatch()
    func judge(_ report: HealthReport) -> FlowWatch.Decision {
      watch.judge(report, elapsed: .seconds(1), limit: .seconds(30))
    }
    #expect(judge(Self.report(verdict, 1_000)) == .wait)
    #expect(judge(Self.report(verdict, 1_000)) == .wait)
    #expect(judge(Self.report(.unknown, 2_000)) == .wait)
    #expect(judge(Self.report(verdict, 3_000)) == .wait)
    #expect(judge(Self.report(verdict, 4_000)) == .failed)
  }

  @Test("takes one more reading of a trouble that shows at the last moment")
  func lastMoment() {
    var watch = FlowWatch()
    #expect(watch.judge(Self.report(.notWriting, 30_000), elapsed: .seconds(31), limit: .seconds(30)) == .wait)
    #expect(watch.judge(Self.report(.idle, 32_000), elapsed: .seconds(33), limit: .seconds(30)) == .over)
  }

  @Test(
    "reads the interval of checkpoints as Flink does",
    arguments: [
      ("180s", 180_000), ("3 min", 180_000), ("1500", 1_500), ("2 h", 7_200_000), ("100ms", 100), ("often", nil),
      ("-5s", nil), ("99999999999999999999s", nil),
    ] as [(String, Int?)])
  func interval(_ text: String, _ milliseconds: Int?) {
    #expect(Duration(flink: text) == milliseconds.map { .milliseconds($0) })
  }

  /// What a job shows while it is watched, and how that ends.
  struct Course: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reports: [HealthReport]
    let verdict: Verdict
    let code: String?
  }

  static let courses = [
    Course(
      testDescription: "messages that arrive", reports: [report(.unknown, 1), report(.flowing, 2)], verdict: .flowing,
      code: nil),
    Course(testDescription: "an idle source", reports: [report(.idle, 1)], verdict: .idle, code: nil),
    Course(
      testDescription: "a lagging job", reports: [report(.starting, 1), report(.lagging, 2)], verdict: .lagging,
      code: nil),
    Course(
      testDescription: "a crash loop",
      reports: [1, 2].map {
        report(
          .crashLoop, $0,
          [
            .lastFailure(exception: "E", message: "m"),
            .unreadableMessage(MessagePlace(topic: "t", partition: 1, offset: 2)),
          ])
      },
      verdict: .crashLoop, code: "crash_loop"),
    Course(
      testDescription: "a blocked sink", reports: [1, 2].map { report(.notWriting, $0) }, verdict: .notWriting,
      code: "not_writing"),
  ]

  @Test("of a start ends with the verdict; trouble stops the job that it started", arguments: courses)
  func start(_ course: Course) {
    let result = Self.run(
      .start(deploymentID: "de", restore: .latestState, goal: .flowing), course.reports, jobs: [])
    #expect(result.state.facts.verdict == course.verdict)
    #expect(result.state.failure?.code == course.code)
    #expect(result.state.failure?.isRolledBack == (course.code == nil ? nil : true))
    #expect(result.calls.contains(.stopJob("j", strategy: .immediately)) == (course.code != nil))
    #expect(!result.calls.contains(.deleteDeployment("de")))
    let status = result.state.status(of: .start(deploymentID: "de", restore: .latestState, goal: .flowing))
    #expect(status == (course.code == nil ? .running : .cancelled))
  }

  @Test("of a start does not stop a job that ran before it")
  func adopted() {
    let reports = [1, 2].map { Self.report(.crashLoop, $0) }
    let result = Self.run(
      .start(deploymentID: "de", restore: .latestState, goal: .flowing), reports, jobs: [.running])
    #expect(result.state.failure?.code == "crash_loop")
    #expect(result.state.failure?.isRolledBack == nil)
    #expect(!result.calls.contains(.stopJob("j", strategy: .immediately)))
  }

  @Test("of a deploy ends with the verdict; trouble deletes what it created", arguments: courses)
  func deploy(_ course: Course) {
    let request = OperationRequest.deploy(
      DeployRequest(name: "n", sql: "S", engineVersion: "e", target: "q", goal: .flowing))
    let result = Self.run(request, course.reports, jobs: [])
    #expect(result.state.facts.verdict == course.verdict)
    #expect(result.state.failure?.code == course.code)
    #expect(result.calls.contains(.deleteDeployment("de")) == (course.code != nil))
    #expect(result.state.status(of: request) == (course.code == nil ? .running : .rolledBack))
    if case .jobTrouble(let trouble) = result.state.failure?.problem, trouble.kind == .crashLoop {
      #expect(trouble.exception == "E")
      #expect(trouble.place == MessagePlace(topic: "t", partition: 1, offset: 2))
    }
  }

  /// Runs a machine to its end; `reports` are what the driver observes, the last one again and again.
  private static func run(
    _ request: OperationRequest, _ reports: [HealthReport], jobs: [JobState]
  ) -> (state: OperationState, calls: [RemoteCall]) {
    var machine = OperationMachine(request, marker: "m", limits: .init())
    var calls: [RemoteCall] = []
    var observed = 0
    var isStopped = false
    for _ in 0..<2_000 {
      switch machine.next() {
      case .finish: return (machine.state, calls)
      case .wait: machine.waited()
      case .record: machine.recorded()
      case .observe:
        machine.observed(reports[min(observed, reports.count - 1)], took: .milliseconds(10))
        observed += 1
      case .perform(let call):
        calls.append(call)
        if case .stopJob = call { isStopped = true }
        let known =
          jobs.isEmpty && calls.contains { if case .startJob = $0 { true } else { false } } ? [.running] : jobs
        machine.handle(answer(call, isStopped ? [.cancelled] : known), took: .milliseconds(10))
      }
    }
    Issue.record("The machine does not end: \(machine.state.phase)")
    return (machine.state, calls)
  }

  private static func answer(_ call: RemoteCall, _ jobs: [JobState]) -> RemoteAnswer {
    switch call {
    case .listEngines: Answers.engines
    case .listTargets: .targets(["q"])
    case .findDraft: .draft(nil)
    case .findDeployments: .deployments([])
    case .validate: Answers.validation(isValid: true)
    case .createDraft: Answers.draft(deploymentID: nil, marker: "m")
    case .readDraft: Answers.draft(deploymentID: "de", marker: "m")
    case .deployDraft: .ticket(id: "t")
    case .readTicket: Answers.ticket("FINISHED", deploymentID: "de")
    case .listJobs: Answers.jobs(jobs)
    case .deleteDeployment, .deleteDraft: .done
    case .readDeployment: .failed(FlinkAPIError(.business, code: "990000", cause: .noReasonGiven))
    default: Answers.job(jobs.first ?? .running)
    }
  }
}
