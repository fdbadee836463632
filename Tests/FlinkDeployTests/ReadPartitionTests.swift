import FlinkSQL
import JobHealth
import PipelineTypes
import Testing

@testable import FlinkDeploy

@Suite("Messages that a job has certainly written")
struct ReadPartitionTests {
  private typealias Position = HealthReading.Source.Position

  private func keys(_ startup: StartupMode) throws -> ArrivalKeys {
    let schema = try MessageSchema(columns: [.init(name: "id", type: "BIGINT")])
    return ArrivalKeys(
      topic: try TopicName(parsing: "shop.orders"), schema, [], targets: [], startupMode: startup,
      on: .assumed)
  }

  private func partitions(
    _ positions: [Int: (current: Int?, committed: Int?)], _ startup: StartupMode = .earliestOffset, ends: Int? = nil
  ) throws -> ReadPartitions {
    var reading = HealthReading(readAt: 0)
    for (partition, position) in positions {
      reading.source.partitions[.init(topic: "shop_orders", partition: partition)] = Position(
        current: position.current, committed: position.committed)
    }
    reading.source.partitions[.init(topic: "other", partition: 0)] = Position(current: 9, committed: 10)
    if let ends {
      reading.topicEnds = TopicEnds([
        "shop.orders": Dictionary(uniqueKeysWithValues: (0..<ends).map { ($0, TopicEnds.Bounds(end: 1)) })
      ])
    }
    return ReadPartitions(reading, of: try keys(startup))
  }

  @Test("are at most twenty before the committed offset, in the three partitions that are furthest")
  func newest() throws {
    let found = try partitions([
      0: (99, 100), 1: (nil, nil), 2: (500, 400), 3: (4, 5), 4: (199, 200), 5: (nil, 0), 6: (nil, 150),
    ])
    #expect(
      found.parts == [
        .init(partition: 2, offsets: 380..<400), .init(partition: 4, offsets: 180..<200),
        .init(partition: 6, offsets: 130..<150),
      ])
    #expect(try partitions([3: (4, 5)]).parts == [.init(partition: 3, offsets: 0..<5)])
    #expect(try partitions([0: (nil, nil)]).parts == [])
  }

  @Test(
    "are only the last one that was read where the job began elsewhere",
    arguments: [StartupMode.latestOffset, .groupOffsets, .timestamp(milliseconds: 1), .specificOffsets([0: 3])])
  func started(_ startup: StartupMode) throws {
    let found = try partitions([0: (99, 100), 1: (150, 100), 2: (nil, 300)], startup)
    #expect(found.parts == [.init(partition: 0, offsets: 99..<100)])
  }

  @Test("may be in the only partition, as far as Flink and Kafka say")
  func only() throws {
    #expect(try partitions([0: (1, 2)]).isOnlyOne)
    #expect(try partitions([0: (1, 2)], ends: 1).isOnlyOne)
    #expect(try !partitions([0: (1, 2)], ends: 2).isOnlyOne)
    #expect(try !partitions([0: (1, 2), 1: (1, 2)]).isOnlyOne)
  }
}
