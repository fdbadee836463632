import JobHealth
import Testing

/// What Flink says of committed offsets.
@Suite("Committed offsets")
struct CommittedOffsetsTests {
  private typealias Name = HealthReading.PartitionName

  private static func reading(
    completed: Int?, restored: Int? = 0, _ positions: [HealthReading.Source.Position]
  ) -> HealthReading {
    var reading = HealthReading(readAt: 1_700_000_000_000)
    if let completed {
      var checkpoints = HealthReading.Checkpoints()
      checkpoints.completed = completed
      checkpoints.restored = restored
      reading.checkpoints = checkpoints
    }
    for (number, position) in positions.enumerated() {
      reading.source.partitions[Name(topic: "orders", partition: number)] = position
    }
    return reading
  }

  @Test(
    "are missing before the first checkpoint, and for a partition that was read without a commit",
    arguments: [
      (reading(completed: 0, [.init(current: 7)]), CommittedOffsets.noCheckpoint),
      (reading(completed: 0, restored: 1, [.init()]), .committed),
      (reading(completed: 0, restored: 1, [.init(current: 7)]), .missing(Name(topic: "orders", partition: 0))),
      (reading(completed: 3, [.init(current: 7, committed: 8)]), .committed),
      (reading(completed: 3, [.init(current: 9, committed: 8)]), .committed),
      // The broker did not answer the commits of the checkpoints.
      (reading(completed: 3, [.init(current: 7)]), .missing(Name(topic: "orders", partition: 0))),
      (
        reading(completed: 3, [.init(current: 7, committed: 8), .init(current: 0)]),
        .missing(Name(topic: "orders", partition: 1))
      ),
      // Nothing of the second partition is lost when it is read from its beginning.
      (reading(completed: 3, [.init(current: 7, committed: 8), .init()]), .committed),
      (reading(completed: nil, []), .committed),
    ])
  func commits(_ reading: HealthReading, _ expected: CommittedOffsets) {
    #expect(reading.committedOffsets == expected)
  }
}
