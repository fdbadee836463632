/// What the checkpoints of a reading say about the job.
struct CheckpointSigns: Sendable {
  let checkpoints: HealthReading.Checkpoints?
  let now: Int

  /// Checkpoints of a reading.
  init(_ reading: HealthReading) {
    checkpoints = reading.checkpoints
    now = reading.time
  }

  /// How long ago the newest one completed, in milliseconds.
  var sinceCompleted: Int? { checkpoints?.lastCompleted.map { max(0, now - $0.completedAt) } }

  /// How long the oldest one has been in progress.
  var inProgress: Int? { checkpoints?.inProgressSince.map { max(0, now - $0) } }

  /// Whether one is in progress for so long that its barrier seems to be held up.
  var isStuck: Bool {
    guard let inProgress else { return false }
    return inProgress >= max(10_000, 2 * (checkpoints?.lastCompleted?.duration ?? 0))
  }

  /// Whether the newest one that ended failed, and none has completed for a while.
  ///
  /// A number of failed ones proves nothing: some fail at each start.
  var isFailing: Bool {
    guard let failed = checkpoints?.lastFailed, failed.id > checkpoints?.lastCompleted?.id ?? -1,
      let failedAt = failed.failedAt, now - failedAt < 60_000
    else { return false }
    return sinceCompleted ?? .max >= 10_000
  }

  /// Whether that was because it did not end in time.
  var isExpiring: Bool { isFailing && checkpoints?.lastFailed?.message?.contains("expired") == true }

  /// Whether the newest completed one took long: its barrier waited behind rows.
  var wasSlow: Bool { checkpoints?.lastCompleted?.duration ?? 0 >= 5_000 }

  /// Whether one takes long.
  var isSlow: Bool { wasSlow || inProgress ?? 0 >= 5_000 }

  /// Whether one takes long all at once, as if its barrier were held up.
  var isSuddenlySlow: Bool {
    guard let inProgress else { return isFailing }
    return inProgress >= max(5_000, 4 * (checkpoints?.lastCompleted?.duration ?? 0))
  }

  /// The evidence against the job.
  var troubles: [HealthReason] {
    var reasons: [HealthReason] = []
    if let inProgress, inProgress >= 5_000 { reasons.append(.checkpointInProgress(seconds: inProgress / 1000)) }
    if isFailing { reasons.append(.checkpointFailed(message: checkpoints?.lastFailed?.message)) }
    if let duration = checkpoints?.lastCompleted?.duration, duration >= 5_000 {
      reasons.append(.checkpointSlow(seconds: duration / 1000))
    }
    return reasons
  }

  /// The newest completed one.
  var completion: HealthReason? {
    guard let last = checkpoints?.lastCompleted, let sinceCompleted else { return nil }
    return .checkpointCompleted(id: last.id, secondsAgo: sinceCompleted / 1000)
  }
}
