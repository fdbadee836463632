extension HealthAssessment {
  /// The verdict where rows reach the sink.
  func moving(_ window: HealthWindow) -> Finding {
    let signs = CheckpointSigns(window.current)
    let evidence = [window.reading, window.passing]
    if isPressed(window, signs) {
      return Finding(.backpressured, evidence + pressure(window, signs))
    }
    if isBehind(window) { return Finding(.lagging, evidence + backlog(window) + [window.load]) }
    if signs.isFailing || signs.isStuck {
      return Finding(.unknown, evidence + [signs.completion ?? .noCheckpoint] + signs.troubles)
    }
    guard window.read ?? 0 > 0, isDurable(window) else {
      let completion = signs.checkpoints.map { _ in signs.completion ?? .noCheckpoint }
      return Finding(.unknown, evidence + [completion, .waitsForCheckpoint])
    }
    return Finding(.flowing, evidence + [signs.completion, window.waiting])
  }

  /// Whether a checkpoint completed after messages were read: triggered after a reading that had counted some, or with
  /// offsets that it committed.
  private func isDurable(_ window: HealthWindow) -> Bool {
    guard let last = window.current.checkpoints?.lastCompleted else { return false }
    let counted = earlier.contains { reading in
      reading.source.recordsIn ?? 0 > 0 && last.triggeredAt >= reading.time
        && HealthWindow(earlier: reading, current: window.current).isOneRun
    }
    let committed = window.current.source.partitions.contains { name, position in
      guard let to = position.committed, let from = window.earlier.source.partitions[name]?.committed else {
        return false
      }
      return to > from
    }
    return counted || committed && window.hasCheckpoint
  }

  /// Whether the sink works at its limit while a backlog stands or grows.
  private func isPressed(_ window: HealthWindow, _ signs: CheckpointSigns) -> Bool {
    guard window.busyPercent ?? 0 >= 80, window.trend != .shrinks else { return false }
    let backlog = window.current.backlog
    let isExact = backlog?.isLowerBound == false
    let behind = window.seconds(of: backlog) ?? 0
    // The rows between unchained vertices are in no count; the barrier of a checkpoint waits behind them.
    if behind > (isExact ? 15 : 10) || signs.isSlow || window.backpressuredPercent ?? 0 >= 10 { return true }
    return !isExact && window.current.source.messageAge ?? 0 >= 10_000
  }

  /// Whether a backlog grows, or is more than a minute of input.
  private func isBehind(_ window: HealthWindow) -> Bool {
    guard let backlog = window.current.backlog, let behind = window.seconds(of: backlog) else { return false }
    if behind > 60 { return true }
    if backlog.isLowerBound { return behind > 10 && window.busyPercent ?? 0 >= 80 }
    // Flink's offsets may be older than the ends of the topic by up to 10 seconds.
    return behind > 15 && window.trend == .grows
  }

  private func pressure(_ window: HealthWindow, _ signs: CheckpointSigns) -> [HealthReason?] {
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
