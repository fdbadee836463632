extension HealthAssessment {
  /// The verdict where rows reach the sink.
  func moving(_ window: HealthWindow) -> Finding {
    let signs = CheckpointSigns(window.current)
    let evidence = [window.reading, window.passing]
    if isPressed(window, signs) {
      return Finding(.backpressured, evidence + pressure(window, signs))
    }
    if isBehind(window) { return Finding(.lagging, evidence + backlog(window) + [window.load]) }
    if mayBeBlocked(window, signs) {
      return Finding(.unknown, evidence + [window.waiting, window.load] + signs.troubles)
    }
    if signs.isFailing || signs.isStuck {
      return Finding(.unknown, evidence + [signs.completion ?? .noCheckpoint] + signs.troubles)
    }
    guard window.read ?? 0 > 0, isDurable(window) else {
      let completion = signs.checkpoints.map { _ in signs.completion ?? .noCheckpoint }
      return Finding(.unknown, evidence + [completion, .waitsForCheckpoint])
    }
    return Finding(.flowing, evidence + [signs.completion, window.waiting])
  }

  /// Whether a checkpoint completed after messages were read: triggered after a reading that had counted some of the
  /// present flow, or with offsets that it committed.
  private func isDurable(_ window: HealthWindow) -> Bool {
    guard let last = window.current.checkpoints?.lastCompleted else { return false }
    let run = earlier.filter { HealthWindow(earlier: $0, current: window.current).isOneRun }
    let before = countBeforeFlow(run)
    let counted = run.contains { $0.source.recordsIn ?? 0 > before && last.triggeredAt >= $0.time }
    let committed = window.current.source.partitions.contains { name, position in
      guard let to = position.committed, let from = window.earlier.source.partitions[name]?.committed else {
        return false
      }
      return to > from
    }
    return counted || committed && window.hasCheckpoint
  }

  /// The messages that were read before the last silence; 0 without one.
  /// - Parameter run: Readings, newest first.
  private func countBeforeFlow(_ run: [HealthReading]) -> Int {
    var end: HealthReading?
    for reading in run {
      guard let count = reading.source.recordsIn else { continue }
      if let end, end.source.recordsIn == count {
        if end.time - reading.time >= Self.shortestSilence { return count }
      } else {
        end = reading
      }
    }
    return 0
  }

  /// A time without messages after which the next one has to be proven again, in milliseconds.
  private static let shortestSilence = 30_000

  /// Whether the sink works at its limit while a backlog stands or grows.
  private func isPressed(_ window: HealthWindow, _ signs: CheckpointSigns) -> Bool {
    guard let busy = window.busyPercent, busy >= 80, window.trend != .shrinks else { return false }
    let backlog = window.current.backlog
    // The rows between unchained vertices are in no count; the barrier of a checkpoint waits behind them.
    let mayHoldRows = window.current.vertices?.count != 1 || backlog?.isLowerBound != false || window.doesWait
    if window.backpressuredPercent ?? 0 >= 10 || mayHoldRows && signs.wasSlow { return true }
    if window.seconds(of: backlog) ?? 0 > 15 { return true }
    if backlog?.isLowerBound != false, window.current.source.messageAge ?? 0 >= 10_000 { return true }
    let isBehind = window.doesWait && window.isBehind(at: window.current)
    return busy >= 95 && (isBehind || mayHoldRows && signs.isSlow) && !signs.isSuddenlySlow
  }

  /// Whether rows passed, but may not pass any more.
  private func mayBeBlocked(_ window: HealthWindow, _ signs: CheckpointSigns) -> Bool {
    window.busyPercent ?? 0 >= 80 && signs.isSuddenlySlow && window.doesWait && window.trend != .shrinks
  }

  /// Whether a backlog grows, or is more than a minute of input.
  private func isBehind(_ window: HealthWindow) -> Bool {
    guard let backlog = window.current.backlog, let behind = window.seconds(of: backlog) else { return false }
    if behind > 60 { return true }
    if backlog.isLowerBound { return behind > 10 && window.busyPercent ?? 0 >= 80 }
    // Flink's offsets may be older than the ends of the topic by up to 10 seconds.
    return behind > 15 && window.trend == .grows
  }

  /// The evidence that the sink works at its limit.
  func pressure(_ window: HealthWindow, _ signs: CheckpointSigns) -> [HealthReason?] {
    let waited = window.backpressuredPercent.flatMap { $0 >= 10 ? HealthReason.backpressure(percent: $0.percent) : nil }
    let age = window.current.source.messageAge.flatMap { age -> HealthReason? in
      age >= 10_000 ? .messageAge(seconds: age / 1000) : nil
    }
    return [window.load, waited] + signs.troubles + backlog(window) + [age]
  }

  /// The backlog, how it changed and how much input it is.
  private func backlog(_ window: HealthWindow) -> [HealthReason?] {
    let change: HealthReason? =
      if let before = window.earlier.backlog?.messages, let after = window.current.backlog?.messages {
        switch window.trend {
        case .grows: .backlogGrows(from: before, to: after)
        case .shrinks: .backlogShrinks(from: before, to: after)
        case .stands, nil: nil
        }
      } else {
        nil
      }
    let seconds = window.seconds(of: window.current.backlog).flatMap { $0 >= 1 ? $0.rounded() : nil }
    return [window.waiting, change, seconds.map { .secondsOfInput(Int(Swift.min($0, 1e9))) }]
  }
}
