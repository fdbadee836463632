/// Whether a job could be replaced by one that starts where its consumer group has committed.
public enum CommittedOffsets: Sendable, Equatable {
  /// Each partition that the job has read has a committed offset, as far as Flink says.
  case committed
  /// The job has completed no checkpoint; Flink commits with them only.
  case noCheckpoint
  /// The job has read this partition, and no commit of it is known to have succeeded.
  ///
  /// Flink commits after a checkpoint, and does not wait for the broker's answer. A consumer without a committed offset
  /// reads the partition from its first message.
  case missing(HealthReading.PartitionName)
}

extension HealthReading {
  /// What Flink says of committed offsets; a restored job that has read nothing says nothing.
  public var committedOffsets: CommittedOffsets {
    if let checkpoints, let completed = checkpoints.completed, completed == 0, checkpoints.restored ?? 0 == 0 {
      return .noCheckpoint
    }
    let missing = source.partitions.filter { $0.value.current != nil && $0.value.committed == nil }.keys.min()
    return missing.map(CommittedOffsets.missing) ?? .committed
  }
}
