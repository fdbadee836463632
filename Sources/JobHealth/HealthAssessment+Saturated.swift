extension HealthAssessment {
  /// The verdict on a job that has worked at its limit for a while, by all readings of that time; nil for other jobs,
  /// and if nothing waits.
  func saturated(_ window: HealthWindow) -> Finding? {
    let stretch = BusyStretch(upTo: window.current, in: earlier)
    guard stretch.hasInside else { return nil }
    let signs = CheckpointSigns(window.current)
    // A checkpoint that completed has been through the sink.
    let stall = min(stretch.stall.milliseconds, signs.sinceCompleted ?? .max)
    let isHeld = window.doesWait || signs.isStuck || signs.isFailing || signs.isSuddenlySlow
    let standing: [HealthReason?] = [.noRowsPassed(seconds: stall / 1000), window.waiting, window.load]
    if isHeld, stall >= stretch.longestStall {
      return Finding(.notWriting, standing + signs.troubles)
    }
    // A sink that was behind before makes a pause; one that was not may be blocked.
    let wasBehind = stretch.passes > 0 && stretch.lastPass.contains { window.isBehind(at: $0) }
    if isHeld, !wasBehind, stall >= max(5_000, 3 * stretch.usualPause) {
      let passing = window.passed ?? 0 > 0 ? window.passing : nil
      return Finding(.unknown, [passing] + standing + signs.troubles)
    }
    guard window.busyPercent ?? 0 >= 80 else { return nil }
    // Each batch makes the backlog smaller for a moment.
    let isBehind =
      window.doesWait && window.isBehind(at: window.current, by: 0)
      && stretch.recent(12_000).contains { window.isBehind(at: $0) }
    guard stretch.passes > 0, stretch.milliseconds >= 8_000, isBehind, stretch.trend != .shrinks else { return nil }
    // After a long pause that is not usual, a backlog that shrinks is the end of whatever held the sink.
    if stretch.hasEndedOutage, stretch.newestTrend == .shrinks || window.trend == .shrinks { return nil }
    if stretch.hasJustResumed {
      return Finding(.unknown, [window.reading, window.passing, window.waiting, window.load] + signs.troubles)
    }
    return Finding(.backpressured, [window.reading, window.passing] + pressure(window, signs))
  }
}

extension HealthWindow {
  /// Whether messages wait in Kafka for certain.
  ///
  /// The end of a partition can be behind the mark of a transaction, which is never read.
  var doesWait: Bool {
    current.backlog.map { $0.messages > ($0.isLowerBound ? 0 : current.partitionCount ?? 0) } ?? false
  }

  /// Whether the backlog at a reading is more than what came since its metrics were taken, at the rates of this window.
  /// - Parameters:
  ///   - reading: The reading.
  ///   - least: How much more, in seconds of input.
  func isBehind(at reading: HealthReading, by least: Double = 3) -> Bool {
    guard let backlog = reading.backlog, backlog.messages > 0 else { return false }
    guard let behind = seconds(of: backlog) else { return true }
    if backlog.isLowerBound { return behind > 10 }
    let age = reading.metricsTime.map { Double(max(0, reading.time - $0)) / 1000 } ?? 10
    return behind - age > least
  }
}
