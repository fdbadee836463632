import JobHealth

extension HealthReason: Note {
  var subject: String? {
    switch self {
    case .unreadableMessage(let place): place.topic
    case .watermarkHeldBack(let topic, _): topic
    default: nil
    }
  }

  func english(_ face: Face) -> String {
    switch self {
    case .recordedStatus(let status): "The last recorded status is \(status), and Alibaba Cloud could not be asked"
    case .platformStatus(let status): "Alibaba Cloud reports the job as \(status)"
    case .flinkState(let state): "Flink reports the job as \(state)"
    case .stoppedWithSavepoint: "The job was stopped with a savepoint"
    case .tasksStarting(let count, let total): "\(count) of \(counted(total, "task group")) do not run yet"
    case .restarting(let seconds?): "The job has been restarting for \(seconds) s"
    case .restarting(nil): "The job is restarting"
    case .taskDoesNotEnd: "A task does not end, so the job cannot restart"
    case .failures(let count, let seconds): "The job failed \(counted(count, "time")) in the last \(seconds) s"
    case .restarts(let count, let seconds): "The job restarted \(counted(count, "time")) in the last \(seconds) s"
    case .lastFailure(let exception, let message?): "Last failure: \(exception): \(message)"
    case .lastFailure(let exception, nil): "Last failure: \(exception)"
    case .unreadableMessage(let place):
      "The job cannot read the message at offset \(place.offset) of topic '\(place.topic)', "
        + "partition \(place.partition)"
    case .messagesRead(let count, let seconds): "\(counted(count, "message")) read in \(seconds) s"
    case .noMessagesRead(let seconds): "No message was read for \(seconds) s"
    case .rowsPassed(let count, let seconds): "\(counted(count, "row")) reached the sink in \(seconds) s"
    case .noRowsPassed(let seconds): "No row reached the sink for \(seconds) s"
    default: englishLoad(face)
    }
  }

  private func englishLoad(_ face: Face) -> String {
    switch self {
    case .nothingWaits: "The job has read the topic to its end"
    case .topicEmpty: "The topic has no messages to read"
    case .messagesWait(let count): "\(counted(count, "message")) \(count == 1 ? "waits" : "wait") in Kafka"
    case .messagesWaitAtLeast(0): "Flink counts no waiting messages, but its count can be too low"
    case .messagesWaitAtLeast(let count):
      "At least \(counted(count, "message")) \(count == 1 ? "waits" : "wait"): Flink's count can be too low"
    case .backlogGrows(let from, let to): "The backlog grew from \(from) to \(to) messages"
    case .backlogShrinks(let from, let to): "The backlog shrank from \(from) to \(to) messages"
    case .secondsOfInput(let seconds): "The backlog is \(seconds) s of input"
    case .messageAge(let seconds): "Messages are \(seconds) s old when the job reads them"
    case .noPartition: "The source has found no partition of the topic"
    case .watermarkHeldBack(let topic, let partition):
      "Topic '\(topic)': partition \(partition) has no messages and holds the watermark back"
    case .busy(let percent): "The busiest task is busy \(percent) % of the time"
    case .backpressure(let percent): "A task waits \(percent) % of the time for the next one (backpressure)"
    case .parallelismAtPartitions(let count):
      "A higher parallelism does not help: the job reads \(counted(count, "partition")) with \(count) already"
    default: englishTuning(face)
    }
  }

  private func englishTuning(_ face: Face) -> String {
    switch self {
    case .backlogWorkedOff(let minutes):
      "A higher parallelism is not needed: the job works off the backlog within \(counted(minutes, "minute"))"
    case .loadUnsettled(let seconds):
      "A parallelism can be recommended in \(seconds) s: the first 5 minutes after a restart or a change do not count"
    case .loadNeedsReadings:
      "A parallelism can be recommended after 3 readings of this run, each at least 10 s after the one before"
    case .loadUnknown: "No parallelism is recommended: the readings do not show how busy the job is"
    case .tunedAutomatically:
      "No parallelism is recommended: Autopilot or a scheduled plan changes the resources of the job"
    case .quotaReached(let count):
      "A higher parallelism is not possible: the deployment target has resources for \(counted(count, "subtask")) only"
    case .throughputRose(let from, let to, let parallelism):
      "Parallelism \(parallelism) raised the throughput: the job can process \(Quantity.perSecond(to).english(face)), "
        + "and \(Quantity.perSecond(from).english(face)) before"
    case .throughputDidNotRise(let from, let to, let parallelism):
      "Parallelism \(parallelism) did not raise the throughput (\(Quantity.perSecond(from).english(face)) before, "
        + "\(Quantity.perSecond(to).english(face)) now), so something outside the job limits it, such as the table"
    default: englishCheckpoint
    }
  }

  private var englishCheckpoint: String {
    switch self {
    case .messageMissing(let partition, let offset):
      "The message of partition \(partition), offset \(offset) is not in the table"
    case .checkpointCompleted(let id, let seconds): "Checkpoint \(id) completed \(seconds) s ago"
    case .checkpointInProgress(let seconds): "A checkpoint has been in progress for \(seconds) s"
    case .checkpointSlow(let seconds): "The newest completed checkpoint took \(seconds) s"
    case .checkpointFailed(let message?): "The newest checkpoint failed: \(message)"
    case .checkpointFailed(nil): "The newest checkpoint failed"
    case .noCheckpoint: "No checkpoint has completed yet"
    case .waitsForCheckpoint: "No checkpoint is known to have completed after the messages were read"
    case .metricsNotRefreshed: "Flink has not refreshed its metrics since the earlier reading (it does every 10 s)"
    case .noMetricsYet(let seconds): "The job has run for \(seconds) s, and Flink has no metrics of it yet"
    case .metricsMissing: "Flink reports no metrics of the source and the sink"
    case .stateMissing: "Flink did not report the state of the job"
    case .storedReading(let seconds):
      "The verdict is based on a reading of \(seconds) s ago: too many other readings wait for a new one"
    case .readingsWait(let count):
      "The job was not read in time: \(counted(count, "reading")) \(count == 1 ? "waits" : "wait") for the API's rate limit"
    case .flinkUnreachable(let reason): "Flink's REST API is unreachable: \(reason)"
    case .callRefused(let operation): "The RAM user has no permission for \(operation)"
    case .kafkaUnreadable(let reason): "Kafka cannot be read, so the backlog is not known exactly: \(reason)"
    default: "A verdict needs a second reading, at least 10 s after the first"
    }
  }
}
