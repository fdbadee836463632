import KafkaSampling
import PipelineTypes
import Sandbox
import TestSupport
import Testing

#if KafkaSampling
  @Suite("Messages of given offsets", .endsIfStuck)
  struct RangeSamplingTests {
    private func messages(
      _ kafka: MockKafka, _ topic: String, _ ranges: [Int: Range<Int>], timeout: Duration = .seconds(10)
    ) async throws -> [SampledMessage] {
      try await KafkaSampler(KafkaConnection(bootstrapServers: kafka.bootstrapServers))
        .messages(of: TopicName(parsing: topic), in: ranges, timeout: timeout)
    }

    private func kafka() throws -> MockKafka {
      let kafka = try MockKafka()
      kafka.createTopic("t", partitions: 3)
      try kafka.produce((0..<90).map { "\($0)" }, to: "t", partitions: 3)
      return kafka
    }

    @Test(
      "All messages of the ranges are read, by partition and offset, and none that does not exist",
      arguments: [
        ([0: 28..<30], [0, 0], [28, 29]), ([2: 25..<40], [2, 2, 2, 2, 2], [25, 26, 27, 28, 29]),
        ([1: 0..<2, 0: 29..<30], [0, 1, 1], [29, 0, 1]), ([0: 30..<50], [], []), ([0: 10..<10], [], []), ([:], [], []),
      ] as [([Int: Range<Int>], [Int], [Int])])
    func ranges(_ ranges: [Int: Range<Int>], _ partitions: [Int], _ offsets: [Int]) async throws {
      let messages = try await messages(try kafka(), "t", ranges)
      #expect(messages.map(\.position?.partition) == partitions)
      #expect(messages.map(\.position?.offset) == offsets)
      // The messages are produced to the partitions in turn.
      #expect(messages.map(\.value) == zip(partitions, offsets).map { Array("\($0 + 3 * $1)".utf8) })
    }

    @Test("A tombstone is a message without a value")
    func tombstone() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("keyed", partitions: 1)
      try kafka.produce([.init(key: Array("k".utf8), value: nil), .init(value: [1])], to: "keyed", partitions: 1)
      let messages = try await messages(kafka, "keyed", [0: 0..<2])
      #expect(messages.map(\.value) == [[], [1]])
      #expect(messages.map(\.key) == [Array("k".utf8), nil])
    }

    @Test("A topic that cannot be read is an error, not one without messages")
    func unreadable() async throws {
      let kafka = try kafka()
      kafka.refuseFetches(50)
      let error = await #expect(throws: KafkaSamplingError.self) { try await messages(kafka, "t", [0: 0..<5]) }
      #expect(error?.code == "kafka_unreadable")
    }

    @Test("Too little time is an error, not fewer messages")
    func timeout() async throws {
      let kafka = try kafka()
      let error = await #expect(throws: KafkaSamplingError.self) {
        try await messages(kafka, "t", [0: 0..<5], timeout: .zero)
      }
      #expect(error?.code == "kafka_unreachable")
    }
  }
#endif
