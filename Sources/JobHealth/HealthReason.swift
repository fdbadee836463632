public import Notices

/// A piece of evidence for a verdict, or what it lacks.
public enum HealthReason: Notice {
  // The state of the job
  /// Alibaba Cloud's status of the job.
  case platformStatus(String)
  /// The last status that is recorded, because Alibaba Cloud could not be asked.
  case recordedStatus(String)
  /// Flink's state of the job.
  case flinkState(String)
  /// The job ended with a savepoint.
  case stoppedWithSavepoint
  /// Tasks that do not run yet.
  case tasksStarting(count: Int, of: Int)
  /// The job restarts, for this long.
  case restarting(seconds: Int?)
  /// A task does not end, so that the job cannot restart.
  case taskDoesNotEnd

  // Failures
  /// So many failures within this time.
  case failures(count: Int, seconds: Int)
  /// So many restarts within this time.
  case restarts(count: Int, seconds: Int)
  /// The root cause of the newest failure.
  case lastFailure(exception: String, message: String?)
  /// The message that the job cannot read.
  case unreadableMessage(MessagePlace)

  // What gets through
  /// Messages that were read.
  case messagesRead(count: Int, seconds: Int)
  /// No message was read for this long.
  case noMessagesRead(seconds: Int)
  /// Rows that reached the sink.
  case rowsPassed(count: Int, seconds: Int)
  /// No row reached the sink for this long.
  case noRowsPassed(seconds: Int)

  /// The newest message is not in its table.
  case messageMissing(partition: Int, offset: Int)

  // What waits
  /// The job has read each topic to its end.
  case nothingWaits
  /// The topic has no message.
  case topicEmpty
  /// Messages that wait in Kafka.
  case messagesWait(count: Int)
  /// Messages that wait at least: Flink's own count, which leaves out partitions.
  case messagesWaitAtLeast(count: Int)
  /// The backlog grew.
  case backlogGrows(from: Int, to: Int)
  /// The backlog shrank.
  case backlogShrinks(from: Int, to: Int)
  /// The backlog as seconds of input.
  case secondsOfInput(Int)
  /// The age of the messages when they are read.
  case messageAge(seconds: Int)
  /// The source has no partition to read.
  case noPartition
  /// A partition without messages holds the watermark back.
  case watermarkHeldBack(topic: String, partition: Int)

  // Load
  /// How busy the busiest vertex is.
  case busy(percent: Int)
  /// How long the most backpressured vertex waits for the next one.
  case backpressure(percent: Int)
  /// The job has a subtask for each partition already.
  case parallelismAtPartitions(Int)

  // Why no parallelism is recommended, and what a change of it did
  /// The job works off its backlog in this time as it is.
  case backlogWorkedOff(minutes: Int)
  /// The job has not run for long enough since a restart or a change; it takes this long until its load is measured.
  case loadUnsettled(seconds: Int)
  /// The load needs two steps between readings that are 10 s apart.
  case loadNeedsReadings
  /// The readings do not tell how busy the job is.
  case loadUnknown
  /// Autopilot or a scheduled plan changes the resources of the job.
  case tunedAutomatically
  /// The deployment target has resources for so many subtasks only.
  case quotaReached(Int)
  /// The job can process more since it has this parallelism, in messages a second.
  case throughputRose(from: Double, to: Double, parallelism: Int)
  /// The job works at its limit as before it had this parallelism, in messages a second: the limit is elsewhere.
  case throughputDidNotRise(from: Double, to: Double, parallelism: Int)

  // Checkpoints
  /// A checkpoint completed this long ago.
  case checkpointCompleted(id: Int, secondsAgo: Int)
  /// A checkpoint has been in progress for this long.
  case checkpointInProgress(seconds: Int)
  /// The newest checkpoint took this long.
  case checkpointSlow(seconds: Int)
  /// The newest checkpoint failed.
  case checkpointFailed(message: String?)
  /// No checkpoint has completed.
  case noCheckpoint
  /// No checkpoint is known to have completed after messages were read.
  case waitsForCheckpoint

  // What is missing
  /// A verdict needs a second reading.
  case needsSecondReading
  /// Flink has not refreshed its metrics since the earlier reading.
  case metricsNotRefreshed
  /// The job is too young for metrics.
  case noMetricsYet(seconds: Int)
  /// Flink has no metrics of the source.
  case metricsMissing
  /// Flink did not say how the job is.
  case stateMissing
  /// The reading is a stored one of this age, because too many readings wait for a new one.
  case storedReading(seconds: Int)
  /// The job was not read, because too many readings wait; how many.
  case readingsWait(count: Int)
  /// Flink's REST API cannot be reached.
  case flinkUnreachable(reason: String)
  /// Alibaba Cloud does not allow the call.
  case callRefused(operation: String)
  /// Kafka cannot be read, so that the true backlog is not known.
  case kafkaUnreadable(reason: String)
}
