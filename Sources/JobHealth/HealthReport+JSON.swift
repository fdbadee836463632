public import JSONCoding

extension HealthReport {
  /// The `health` object of a result, but for `arrival`.
  /// - Parameters:
  ///   - reason: The text of a reason.
  ///   - recommendation: The text of why a parallelism is recommended.
  ///   - time: A time in ISO 8601, from milliseconds since 1970.
  public func json(
    reason: (HealthReason) -> String, recommendation why: (RecommendationReason) -> String, time: (Int) -> String
  ) -> JSONObject {
    [
      "verdict": .string(verdict.rawValue), "since": .string(time(since)),
      "reasons": .array(reasons.map { .string(reason($0)) }), "window_seconds": .optional(rounded(windowSeconds)),
      "as_of": .string(time(asOf)), "records_in_per_second": .optional(rounded(recordsInPerSecond)),
      "records_out_per_second": .optional(rounded(recordsOutPerSecond)), "pending_records": .optional(pendingRecords),
      "event_time_lag_seconds": .optional(rounded(eventTimeLagSeconds)),
      "source_idle_seconds": .optional(rounded(sourceIdleSeconds)), "busy_percent": .optional(rounded(busyPercent)),
      "backpressured_percent": .optional(rounded(backpressuredPercent)), "parallelism": .optional(parallelism),
      "topic_partitions": .optional(topicPartitions), "restarts_in_window": .optional(restartsInWindow),
      "last_exception": lastException.map { $0.json(time) } ?? .null, "checkpoints": checkpointsJSON(time),
      "recommendation": recommendation.map {
        ["parallelism": .int($0.parallelism), "reason": .string(why($0.reason))]
      } ?? .null,
    ]
  }

  private func checkpointsJSON(_ time: (Int) -> String) -> JSON {
    let last = checkpoints?.lastCompleted
    return [
      "completed": .optional(checkpoints?.completed), "failed": .optional(checkpoints?.failed),
      "in_progress": .optional(checkpoints?.inProgress),
      "last_completed_at": .optional(last.map { time($0.completedAt) }),
      "last_duration_seconds": .optional(last?.duration.map { Double($0) / 1000 }),
      "last_size_bytes": .optional(last?.size),
    ]
  }

  /// One digit behind the point is as exact as the readings are.
  private func rounded(_ value: Double?) -> Double? { value.map { ($0 * 10).rounded() / 10 } }
}

extension HealthReading.LastException {
  /// The member `last_exception` of a result.
  fileprivate func json(_ time: (Int) -> String) -> JSON {
    [
      "name": .string(failure.exception), "message": .optional(failure.message),
      "at": .optional(self.time.map { time($0) }),
    ]
  }
}
