import KafkaSampling
import PipelineTypes
import Sandbox
import TestSupport
import Testing

#if KafkaSampling
  @Suite("Kafka sampling", .endsIfStuck)
  struct SamplingTests {
    private func sample(_ kafka: MockKafka, _ topic: String, limit: Int = 100) async throws -> TopicSample {
      try await KafkaSampler(KafkaConnection(bootstrapServers: kafka.bootstrapServers))
        .sample(TopicName(parsing: topic), limit: limit, timeout: .seconds(10))
    }

    @Test("The oldest and the newest messages of every partition are read, each once")
    func reads() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("t", partitions: 4)
      try kafka.produce((0..<400).map { "{\"n\":\($0)}" }, to: "t", partitions: 4)
      let messages = try await sample(kafka, "t", limit: 80).messages
      #expect(messages.count == 80)
      let positions = Set(messages.compactMap(\.position))
      #expect(positions.count == 80)
      for partition in 0..<4 {
        let offsets = positions.filter { $0.partition == partition }.map(\.offset).sorted()
        #expect(offsets == Array(0..<10) + Array(90..<100))
      }
    }

    @Test("A small topic is read whole, and an empty one is empty")
    func small() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("few", partitions: 3)
      kafka.createTopic("none", partitions: 2)
      try kafka.produce(["1", "2", "3", "4", "5"], to: "few", partitions: 3)
      #expect(try await sample(kafka, "few").messages.count == 5)
      #expect(try await sample(kafka, "none").messages.isEmpty)
    }

    @Test("The limit holds over more partitions than that, and both ends are read")
    func manyPartitions() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("wide", partitions: 40)
      try kafka.produce((0..<400).map { "\($0)" }, to: "wide", partitions: 40)
      let offsets = try await sample(kafka, "wide", limit: 10).messages.compactMap(\.position?.offset)
      #expect(offsets.sorted() == [0, 0, 0, 0, 0, 9, 9, 9, 9, 9])
    }

    @Test("Tombstones, keys and headers are noted, without any value")
    func keysAndHeaders() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("keyed", partitions: 2)
      try kafka.produce(
        [
          .init(key: Array("k".utf8), value: Array("{}".utf8), headers: ["trace": "secret"]),
          .init(key: [0xFF], value: nil), .init(value: Array("{}".utf8)),
        ], to: "keyed", partitions: 2)
      let sample = try await sample(kafka, "keyed")
      #expect(sample.messages.count == 2)
      #expect(sample.messages.compactMap(\.key) == [Array("k".utf8)])
      #expect((sample.tombstones, sample.keys, sample.binaryKeys) == (1, 2, 1))
      #expect(sample.headers == ["trace"])
      let notes: [SamplingNote] = [
        .tombstones(count: 1, total: 3), .keysNotWritten(count: 2, total: 3, binary: 1),
        .headersNotWritten(["trace"]),
      ]
      #expect(sample.notes() == notes)
      #expect(sample.notes(writesHeaders: true) == Array(notes.dropLast()))
    }

    @Test("Reading ends at its limit of bytes, for both directions together")
    func bytes() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("fat", partitions: 6)
      let value = String(repeating: "x", count: 900_000)
      try kafka.produce((0..<24).map { _ in value }, to: "fat", partitions: 6)
      let sample = try await sample(kafka, "fat")
      #expect(sample.end == .byteLimit)
      #expect(sample.notes() == [.byteLimitReached(messages: 19)])
      #expect(sample.messages.count == 19)
    }
  }
#endif
