public import JobHealth

/// A job record with the newest readings of the job's health.
public struct ListedJob: Sendable {
  /// The job record.
  public var record: JobRecord
  /// The newest reading, and behind it the one that it can be compared with; empty for a job that was never read.
  public var health: [StoredHealth]

  /// A job record with readings, newest first.
  public init(record: JobRecord, health: [StoredHealth]) {
    self.record = record
    self.health = health
  }
}

extension ListedJob {
  /// The verdict by the recorded status and the newest reading.
  ///
  /// A reading that is too old to be compared says nothing about now, so that the verdict is UNKNOWN.
  /// - Parameter now: The time in milliseconds since 1970.
  public func verdict(now: Int) -> Verdict {
    guard isActive else { return .notRunning }
    return newest(now: now)?.verdict ?? (record.status == .starting ? .starting : .unknown)
  }

  /// The figures by the newest reading; nil without one that says something about now.
  /// - Parameter now: The time in milliseconds since 1970.
  public func figures(now: Int) -> HealthReport? {
    guard isActive, let newest = newest(now: now), let reading = newest.reading else { return nil }
    let assessment = HealthAssessment(
      platformStatus: record.status.rawValue, current: reading, earlier: health.dropFirst().compactMap(\.reading))
    return assessment.report(now: now)
  }

  /// Whether the job starts or runs, by its record.
  private var isActive: Bool { [.starting, .running, .updating].contains(record.status) }

  private func newest(now: Int) -> StoredHealth? {
    health.first.flatMap { now - $0.time <= HealthAssessment.longestWindow ? $0 : nil }
  }
}

extension OperationStore {
  /// Rows with their newest readings, newest first: the rows before row `id`, or from the newest on.
  ///
  /// A store that can read both in one query does so.
  public func listedJobs(before id: Int?, limit: Int) async throws(StoreError) -> [ListedJob] {
    try await jobs(before: id, limit: limit).map { ListedJob(record: $0, health: []) }
  }
}
