import AliyunFlink
import JSONCoding
public import JobHealth

// The wait until messages arrive: read the job, judge it, and again. The read shows that the job has ended; the verdict
// needs Flink, Kafka and the readings before, so the driver makes it.
extension OperationMachine {
  /// What the operation waits for once it has started a job.
  var goal: JobGoal {
    switch request {
    case .deploy(let deploy): deploy.goal
    case .start(_, _, let goal): goal
    case .update(let update): update.goal
    case .stop: .running
    }
  }

  /// Ends, or waits for messages to arrive.
  mutating func reachRunning() {
    switch (goal, state.phase) {
    case (.running, _): move(to: .done)
    case (.flowing, .watchJob): move(to: .judgeFlow)
    case (.flowing, _): move(to: .readCheckpointInterval)
    }
  }

  /// Processes the answer of a step of the wait.
  mutating func handleFlow(_ answer: RemoteAnswer) {
    switch (state.phase, answer) {
    case (.readCheckpointInterval, .deployment(let deployment)):
      checkpointInterval = Self.checkpointInterval(in: deployment.document)
      move(to: .watchJob)
    // The longest wait will do.
    case (.readCheckpointInterval, .failed): move(to: .watchJob)
    case (.watchJob, .job(let job)):
      if case .update = request { followUpdated(job) } else { follow(job) }
    // The job runs, for all that is known: a lost answer does not end the wait.
    case (.watchJob, .failed(let error)) where !error.isNotFound: watchAgain()
    case (_, .failed(let error)): fail(error)
    default: failUnexpected()
    }
  }

  /// Processes the verdict that ``Action/observe(jobID:deploymentID:)`` asked for.
  /// - Parameter took: The duration of the reading.
  public mutating func observed(_ report: HealthReport, took: Duration) {
    elapsed += took
    guard state.phase == .judgeFlow else { return }
    switch flow.judge(report, elapsed: elapsed, limit: FlowWatch.limit(checkpointInterval)) {
    case .wait: watchAgain()
    case .over:
      state.facts.verdict = report.isProven ? .flowing : report.verdict
      move(to: .done)
    case .failed:
      guard let trouble = JobTrouble(report, jobID: state.facts.jobID ?? "") else { return failUnexpected() }
      state.facts.verdict = report.verdict
      failFlow(OperationFailure(.jobTrouble(trouble)))
    }
    if state.phase.step != .watchJob { elapsed = .zero }
  }

  private mutating func watchAgain() {
    polls += 1
    pause = max(FlowWatch.interval, limits.pollInterval)
    if state.phase == .judgeFlow { move(to: .watchJob) }
    if elapsed >= FlowWatch.limit(checkpointInterval) * 2 {
      // Alibaba Cloud does not answer any more.
      state.facts.verdict = .unknown
      move(to: .done)
      pause = nil
    }
  }

  /// Stops what this operation started, and leaves a job that ran before it.
  private mutating func failFlow(_ failure: OperationFailure) {
    if case .start = request, !state.facts.isAdopted { return undo(failure) }
    fail(failure)
  }

  /// The interval of the deployment's configuration, such as `60s`, `3 min` or `180000`.
  private static func checkpointInterval(in document: JSONObject) -> Duration? {
    let value = document["flinkConf"]?["execution.checkpointing.interval"]
    return value?.string.flatMap(Duration.init(flink:)) ?? value?.int.map { .milliseconds($0) }
  }
}

extension Duration {
  /// A duration as Flink's configuration writes it; nil for another text.
  ///
  /// Source: org.apache.flink.util.TimeUtils; a number without a unit is in milliseconds.
  init?(flink text: String) {
    let text = text.filter { !$0.isWhitespace }.lowercased()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), number < 1 << 40 else { return nil }
    switch text.dropFirst(digits.count) {
    case "", "ms", "milli", "millis", "millisecond", "milliseconds": self = .milliseconds(number)
    case "s", "sec", "secs", "second", "seconds": self = .seconds(number)
    case "m", "min", "minute", "minutes": self = .seconds(number * 60)
    case "h", "hour", "hours": self = .seconds(number * 3_600)
    case "d", "day", "days": self = .seconds(number * 86_400)
    case "ns", "nano", "nanos", "nanosecond", "nanoseconds": self = .nanoseconds(number)
    case "us", "µs", "micro", "micros", "microsecond", "microseconds": self = .microseconds(number)
    default: return nil
    }
  }
}
