/// Which parallelism a job should have, from the load of its last quarter of an hour.
extension HealthAssessment {
  /// What is said about the parallelism of a job.
  enum Advice: Sendable, Equatable {
    /// Another one is recommended.
    case recommend(Recommendation)
    /// None is recommended, for this reason.
    case withhold(HealthReason)
  }

  /// Adds what is recommended, or why nothing is, and what the newest change of the parallelism did.
  func advise(_ report: inout HealthReport) {
    guard ![.notRunning, .starting, .crashLoop].contains(report.verdict) else { return }
    switch rescaling {
    case (let parallelism, .raised(let from, let to))?:
      report.reasons.append(.throughputRose(from: from, to: to, parallelism: parallelism))
    case (let parallelism, .limitElsewhere(let from, let to))?:
      report.reasons.append(.throughputDidNotRise(from: from, to: to, parallelism: parallelism))
    case (_, .unknown)?, nil: break
    }
    switch advice(on: report.verdict) {
    case .recommend(let recommendation)?: report.recommendation = recommendation
    case .withhold(let reason)?: report.reasons.append(reason)
    case nil: break
    }
  }

  /// The advice for a job with this verdict; nil if there is nothing to say.
  func advice(on verdict: Verdict) -> Advice? {
    guard let current else { return nil }
    switch verdict {
    case .lagging, .backpressured: return raise(current)
    case .flowing: return tuning.isAutopilotOn ? nil : lower(current).map(Advice.recommend)
    default: return nil
    }
  }

  /// More subtasks for a job that is too slow, or why none are recommended.
  private func raise(_ reading: HealthReading) -> Advice? {
    if tuning.isAutopilotOn { return .withhold(.tunedAutomatically) }
    guard let parallelism = reading.parallelism, let partitions = reading.partitionCount else { return nil }
    let begin = settledAt(reading)
    let series = begin.flatMap { LoadSeries(upTo: reading, in: earlier, since: $0) }
    let load = series.flatMap { JobLoad($0) }
    if let load, !load.isTooSlow { return load.minutesToDrain.map { .withhold(.backlogWorkedOff(minutes: $0)) } }
    if case .limitElsewhere = rescaling?.effect { return nil }
    if parallelism >= partitions { return .withhold(.parallelismAtPartitions(parallelism)) }
    if let load { return raise(load, partitions) }
    guard let begin else { return nil }
    let rest = begin - reading.time
    if rest > 0 { return .withhold(.loadUnsettled(seconds: (rest + 999) / 1000)) }
    return .withhold(series?.steps.count ?? 0 < TuningRule.fewestSteps ? .loadNeedsReadings : .loadUnknown)
  }

  private func raise(_ load: JobLoad, _ partitions: Int) -> Advice? {
    let parallelism = load.parallelism
    if let most = tuning.mostParallelism, most <= parallelism { return .withhold(.quotaReached(parallelism)) }
    let limit = min(partitions, tuning.mostParallelism ?? partitions)
    let needed = load.neededParallelism
    let spread = Partitioning(count: partitions)
    let aligned = spread.aligned(needed, limit: limit)
    // Only the subtask with the most partitions counts.
    guard aligned > parallelism, spread.most(at: aligned) < spread.most(at: parallelism) else {
      guard needed > parallelism else { return nil }
      return .withhold(limit < partitions ? .quotaReached(limit) : .parallelismAtPartitions(parallelism))
    }
    let figures = TuningFigures(load)
    let reason: RecommendationReason =
      if needed <= limit {
        .tooSlow(figures)
      } else if limit < partitions {
        .limitedByQuota(figures, most: limit)
      } else {
        .limitedByPartitions(figures, partitions: partitions)
      }
    return .recommend(Recommendation(parallelism: aligned, reason: reason))
  }

  /// Fewer subtasks for a job that was far from busy in each step of a quarter of an hour, without a backlog.
  private func lower(_ reading: HealthReading) -> Recommendation? {
    guard let partitions = reading.partitionCount, let begin = settledAt(reading),
      let series = LoadSeries(upTo: reading, in: earlier, since: begin), series.parallelism > 1,
      series.span.milliseconds >= TuningRule.coverage, !series.hasBacklog
    else { return nil }
    let loads = series.steps.map { JobLoad(step: $0, parallelism: series.parallelism) }
    // The step with the most work decides; one that cannot be measured may be it.
    guard loads.allSatisfy({ $0?.isOversized == true }),
      let heaviest = loads.compactMap(\.self).max(by: { $0.neededParallelism < $1.neededParallelism })
    else { return nil }
    let needed = heaviest.neededParallelism
    let aligned = Partitioning(count: partitions).aligned(needed, limit: series.parallelism)
    guard aligned < series.parallelism else { return nil }
    return Recommendation(parallelism: aligned, reason: .oversized(TuningFigures(heaviest)))
  }

  /// When the load of a job is steady enough to be measured: some minutes after a restart or a change of its
  /// parallelism, in milliseconds since 1970; nil if its start is not known.
  ///
  /// The first start of a job changes nothing.
  private func settledAt(_ reading: HealthReading) -> Int? {
    guard let since = reading.runningSince else { return nil }
    let changed = max(reading.isFirstRun ? 0 : since, lastRescale(reading) ?? 0)
    return changed == 0 ? since : changed + TuningRule.stabilization
  }

  /// When the job was seen first with its parallelism, after another one, in milliseconds since 1970.
  private func lastRescale(_ reading: HealthReading) -> Int? {
    guard let parallelism = reading.parallelism else { return nil }
    let known = [reading] + earlier.filter { $0.parallelism != nil }
    guard let before = known.firstIndex(where: { $0.parallelism != parallelism }) else { return nil }
    return known[before - 1].time
  }
}

extension HealthReading {
  /// Whether the job has never been restarted, and did not continue from a state.
  fileprivate var isFirstRun: Bool { restarts == 0 && !isRestored && failures?.times.isEmpty != false }
}

extension LoadSeries {
  /// A backlog from this one on is more than what came since Flink's metrics were taken, in seconds of input.
  private static let mostWaiting = 15.0

  /// Whether messages waited at a reading, or may have waited.
  fileprivate var hasBacklog: Bool {
    steps.contains { step in
      guard let backlog = step.current.backlog, let seconds = step.seconds(of: backlog) else { return true }
      return seconds > Self.mostWaiting
    }
  }
}

extension JobLoad {
  /// The load of one step; nil if nothing was read, or nothing tells how busy the job was.
  fileprivate init?(step: HealthWindow, parallelism: Int) {
    guard let read = step.readPerSecond, read > 0, let busy = step.busyPercent else { return nil }
    self.init(
      parallelism: parallelism, inputPerSecond: max(read, step.inputPerSecond ?? read),
      trueRate: read / max(busy / 100, 0.001), backlog: 0, busyShare: busy / 100)
  }
}
