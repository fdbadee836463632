extension HealthAssessment {
  /// The verdict where nothing was read and no row reached the sink.
  func standing(_ window: HealthWindow) -> Finding {
    let reading = window.current
    let signs = CheckpointSigns(reading)
    guard window.milliseconds >= 5_000 else { return Finding(.unknown, [.needsSecondReading]) }
    let evidence = [window.reading ?? .noRowsPassed(seconds: window.wholeSeconds)]
    let isBusy = window.busyPercent ?? 0 >= 80
    let isHeld = signs.isStuck || signs.isFailing
    let waits = window.doesWait
    let overdue = window.milliseconds >= Self.shortestWindow && window.overdue ?? 0 > 0
    if overdue || isBusy && isHeld || waits && signs.isStuck || waits && isBusy && !window.hasCheckpoint {
      let load = isBusy || isHeld ? window.load : nil
      let waiting = waits || overdue ? window.waiting : nil
      return Finding(.notWriting, evidence + [waiting, load] + signs.troubles)
    }
    if isBusy || isHeld || waits {
      let contradiction = [window.load, window.waiting, signs.completion ?? .noCheckpoint]
      return Finding(.unknown, evidence + contradiction + signs.troubles)
    }
    return idle(window, signs, evidence)
  }

  /// IDLE, unless what was read is not written for certain.
  private func idle(_ window: HealthWindow, _ signs: CheckpointSigns, _ evidence: [HealthReason]) -> Finding {
    let reading = window.current
    let isEmpty = reading.topicEnds?.isEmpty == true
    if reading.source.partitions.isEmpty, !isEmpty, reading.source.recordsIn ?? 0 == 0 {
      return Finding(.unknown, evidence + [.noPartition])
    }
    guard reading.source.recordsIn == 0 || isWritten(window) else {
      return Finding(.unknown, evidence + [signs.completion ?? .noCheckpoint, .waitsForCheckpoint])
    }
    // Of a job that has read nothing, no checkpoint may be due yet.
    guard signs.completion != nil || signs.checkpoints?.failed == 0 && signs.checkpoints?.completed == 0 else {
      return Finding(.unknown, evidence + [.noCheckpoint])
    }
    let waiting = isEmpty ? .topicEmpty : window.waiting
    return Finding(.idle, evidence + [waiting, signs.completion ?? .noCheckpoint])
  }

  /// Whether a checkpoint was triggered after the last message was read.
  private func isWritten(_ window: HealthWindow) -> Bool {
    guard let last = window.current.checkpoints?.lastCompleted else { return false }
    if window.hasCheckpoint { return true }
    guard let idle = window.current.source.idleTime else { return false }
    return last.triggeredAt >= (window.current.metricsTime ?? window.current.time) - idle
  }
}

extension TopicEnds {
  /// Whether no partition has a message.
  var isEmpty: Bool { !partitions.isEmpty && partitions.values.allSatisfy { $0.end <= $0.begin ?? 0 } }
}
