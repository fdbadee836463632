/// What a job without an engine seems to do, so that its metrics can be looked at.
public enum JobScenario: String, Sendable, CaseIterable {
  /// Messages arrive and are written.
  case flowing
  /// The topic is silent.
  case idle
  /// A message stops the job again and again.
  case crashLoop = "crash_loop"
  /// The sink takes nothing any more: a lock on the table, for example.
  case blockedSink = "blocked_sink"
  /// More messages arrive than are written.
  case lagging
}

/// The counters of a scenario at one moment.
struct ScriptedReading: Sendable {
  /// Messages in the topic.
  var produced: Int
  /// Messages that the job has read and written.
  var written: Int
  /// Completed and failed checkpoints.
  var completed: Int
  var failed = 0
  /// When the checkpoint that does not end was triggered; nil for none.
  var stuckSince: Int?
  var restarts = 0
  /// Milliseconds of a second.
  var busy = 0
  /// Milliseconds since the last message.
  var sourceIdle = 0
  /// Flink's own state.
  var state = "RUNNING"

  static let checkpointInterval = 2_000
  private static let rate = 50
  private static let messagesBeforeSilence = 200
  private static let secondsBeforeBlock = 6

  /// - Parameter elapsed: Milliseconds since the job runs.
  init(_ scenario: JobScenario, startedAt: Int, elapsed: Int) {
    let seconds = max(0, elapsed / 1000)
    produced = ScriptedReading.rate * seconds
    written = produced
    completed = elapsed / ScriptedReading.checkpointInterval
    switch scenario {
    case .flowing: break
    case .idle:
      produced = min(produced, ScriptedReading.messagesBeforeSilence)
      written = produced
      sourceIdle = max(0, elapsed - 1000 * ScriptedReading.messagesBeforeSilence / ScriptedReading.rate)
    case .crashLoop:
      written = 0
      completed = 0
      failed = seconds / 4
      restarts = seconds / 2
      state = seconds % 2 == 0 ? "RUNNING" : "RESTARTING"
    case .blockedSink:
      let blocked = ScriptedReading.secondsBeforeBlock
      written = ScriptedReading.rate * min(seconds, blocked)
      completed = min(completed, 1000 * blocked / ScriptedReading.checkpointInterval)
      if seconds > blocked { stuckSince = startedAt + 1000 * blocked }
      busy = seconds > blocked ? 985 : 0
      sourceIdle = max(0, elapsed - 1000 * blocked)
    case .lagging:
      produced *= 10
      busy = 999
    }
  }

  /// The lag that Flink's reader knows of.
  ///
  /// A blocked reader has not fetched, so it knows of none; see the facts on `pendingRecords` of Flink's Kafka source.
  var pending: Int { stuckSince == nil ? produced - written : 0 }
}
