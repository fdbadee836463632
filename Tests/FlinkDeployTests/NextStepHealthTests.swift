import PipelineTypes
import Testing

@testable import FlinkDeploy
@testable import JobHealth

@Suite("The next step by the verdict")
struct NextStepHealthTests {
  private static let place = MessagePlace(topic: "orders", partition: 3, offset: 1_042)
  private static let jackson = "com.fasterxml.jackson.core.JsonParseException"

  private static func step(
    _ verdict: JobHealth.Verdict, _ reasons: [HealthReason] = [], parallelism: Int? = nil
  ) -> NextStep? {
    var health = HealthReport(verdict: verdict, since: 0, reasons: reasons, asOf: 0)
    if let parallelism {
      let figures = TuningFigures(
        inputPerSecond: 600, ratePerSubtask: 250, backlog: 0, minutesToDrain: 30, targetPercent: 70, needed: 4)
      health.recommendation = .init(parallelism: parallelism, reason: .tooSlow(figures))
    }
    return NextStep(health, jobID: "j", deploymentID: "d", table: TableName(schema: "public", table: "orders"))
  }

  @Test(
    "is nothing for a job that is well or does not run", arguments: [JobHealth.Verdict.flowing, .idle, .notRunning])
  func well(_ verdict: JobHealth.Verdict) { #expect(Self.step(verdict) == nil) }

  @Test("of a crash loop is about the message, else about the cause")
  func crashLoop() {
    let bad = HealthReason.lastFailure(exception: "java.lang.NumberFormatException", message: "For input string")
    let notJSON = HealthReason.lastFailure(exception: Self.jackson, message: "Unexpected character")
    let refused = HealthReason.lastFailure(exception: "org.postgresql.util.PSQLException", message: "FATAL: password")
    let unreadable = HealthReason.unreadableMessage(Self.place)
    #expect(
      Self.step(.crashLoop, [bad, unreadable]) == .declareColumn(field: nil, Self.place, deploymentID: "d"))
    #expect(Self.step(.crashLoop, [notJSON, unreadable]) == .skipMessage(Self.place, deploymentID: "d"))
    #expect(Self.step(.crashLoop, [notJSON]) == .skipMessage(nil, deploymentID: "d"))
    #expect(Self.step(.crashLoop, [refused]) == .fixFailures(deploymentID: "d"))
    #expect(Self.step(.crashLoop) == .fixFailures(deploymentID: "d"))
  }

  @Test("of a crash loop names the column that the failure names")
  func column() {
    var health = HealthReport(verdict: .crashLoop, since: 0, reasons: [], asOf: 0)
    health.lastException = .init(failure: .init(exception: "java.lang.NumberFormatException", field: "order_id"))
    let step = NextStep(health, jobID: "j", deploymentID: "d", table: nil)
    #expect(step == .declareColumn(field: "order_id", nil, deploymentID: "d"))
    #expect(step?.text(Voice(.english, .tools)).contains("columns that declare 'order_id'") == true)
  }

  @Test("of a job that does not write is about its table")
  func notWriting() {
    #expect(Self.step(.notWriting) == .checkTable(TableName(schema: "public", table: "orders")))
  }

  @Test("of a job that lags is the recommended parallelism", arguments: [JobHealth.Verdict.lagging, .backpressured])
  func lagging(_ verdict: JobHealth.Verdict) {
    #expect(Self.step(verdict, parallelism: 4) == .changeParallelism(4, deploymentID: "d"))
    #expect(Self.step(verdict, [.parallelismAtPartitions(2)]) == .addPartitions(deploymentID: "d"))
    for reason in [HealthReason.backlogWorkedOff(minutes: 9), .loadUnsettled(seconds: 9), .loadNeedsReadings] {
      #expect(Self.step(verdict, [.busy(percent: 99), reason]) == .observe(jobID: "j"))
    }
    #expect(Self.step(verdict) == .checkLoad(deploymentID: "d"))
    #expect(Self.step(verdict, [.tunedAutomatically]) == .checkLoad(deploymentID: "d"))
  }

  @Test(
    "without a verdict is what to check",
    arguments: [
      ([.needsSecondReading], .observe(jobID: "j")), ([], .observe(jobID: "j")),
      ([.needsSecondReading, .callRefused(operation: "x")], .allow(operation: "x", jobID: "j")),
      ([.flinkUnreachable(reason: "timeout")], .checkFlink(jobID: "j")), ([.metricsMissing], .checkFlink(jobID: "j")),
      ([.noMessagesRead(seconds: 11), .noPartition], .checkTopic),
      ([.kafkaUnreadable(reason: "x"), .metricsNotRefreshed], .observe(jobID: "j")),
    ] as [([HealthReason], NextStep)])
  func unknown(_ reasons: [HealthReason], _ expected: NextStep) {
    #expect(Self.step(.unknown, reasons) == expected)
  }

  @Test("of a start is another look")
  func starting() { #expect(Self.step(.starting) == .observe(jobID: "j")) }
}
