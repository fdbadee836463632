import FlinkSQL
import Sandbox
import Testing

@testable import KafkaSampling

#if KafkaSampling
  @Suite("Kafka sampling", .timeLimit(.minutes(1)))
  struct SamplingTests {
    private func sample(_ kafka: MockKafka, _ topic: String, limit: Int = 100) async throws -> TopicSample {
      try await KafkaSampler(KafkaConnection(bootstrapServers: kafka.bootstrapServers))
        .sample(TopicName(parsing: topic), limit: limit, timeout: .seconds(10))
    }

    @Test("reads the oldest and the newest messages of every partition, each once")
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

    @Test("reads a small topic whole, and an empty one as empty")
    func small() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("few", partitions: 3)
      kafka.createTopic("none", partitions: 2)
      try kafka.produce(["1", "2", "3", "4", "5"], to: "few", partitions: 3)
      #expect(try await sample(kafka, "few").messages.count == 5)
      #expect(try await sample(kafka, "none").messages.isEmpty)
    }

    @Test("keeps to its limit over more partitions than that, and sees both ends")
    func manyPartitions() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("wide", partitions: 40)
      try kafka.produce((0..<400).map { "\($0)" }, to: "wide", partitions: 40)
      let offsets = try await sample(kafka, "wide", limit: 10).messages.compactMap(\.position?.offset)
      #expect(offsets.sorted() == [0, 0, 0, 0, 0, 9, 9, 9, 9, 9])
    }

    @Test("tells of tombstones, keys and headers, and of no value")
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
      #expect(sample.notes().count == 3)
      #expect(sample.notes(writesHeaders: true).count == 2)
      #expect(!sample.notes().joined().contains("secret"))
    }

    @Test("does not take a topic that it may not read for an empty one")
    func refused() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("closed", partitions: 1)
      try kafka.produce(["{}"], to: "closed", partitions: 1)
      kafka.refuseFetches(50)
      let error = await #expect(throws: KafkaSamplingError.self) { try await sample(kafka, "closed") }
      #expect(error?.code == .unreadable)
      #expect(error?.message.contains("partition 0") == true)
    }

    @Test("ends at its limit of bytes, both directions together")
    func bytes() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("fat", partitions: 6)
      let value = String(repeating: "x", count: 900_000)
      try kafka.produce((0..<24).map { _ in value }, to: "fat", partitions: 6)
      let sample = try await sample(kafka, "fat")
      #expect(sample.end == .byteLimit)
      #expect(sample.messages.count == 19)
    }

    @Test("refuses certificates that are not there, before it connects")
    func certificates() async throws {
      var connection = KafkaConnection(bootstrapServers: "127.0.0.1:1", securityProtocol: "SSL")
      connection.tls.caLocation = "/nonexistent/ca.pem"
      let sampler = KafkaSampler(connection)
      let error = await #expect(throws: KafkaSamplingError.self) {
        try await sampler.sample(TopicName(parsing: "t"), limit: 1, timeout: .milliseconds(500))
      }
      #expect(error?.code == .badSetting)
    }

    @Test("can be left while librdkafka still tries to connect")
    func cancelled() async throws {
      let topic = try TopicName(parsing: "t")
      let sampling = Task {
        try await KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1"))
          .sample(topic, limit: 10, timeout: .seconds(10))
      }
      sampling.cancel()
      let error = await #expect(throws: KafkaSamplingError.self) { try await sampling.value }
      #expect(error?.code == .cancelled)
    }

    @Test("tells an unknown topic")
    func unknown() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("gone", partitions: 1)
      kafka.denyTopic("gone")
      let error = await #expect(throws: KafkaSamplingError.self) { try await sample(kafka, "gone") }
      #expect(error?.code == .unknownTopic)
    }

    @Test("tells that no broker answers, and that a setting is refused without its value")
    func unreachable() async throws {
      let dead = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1"))
      let error = await #expect(throws: KafkaSamplingError.self) {
        try await dead.sample(TopicName(parsing: "t"), limit: 1, timeout: .milliseconds(500))
      }
      #expect(error?.code == .unreachable)
      let wrong = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1", securityProtocol: "hidden"))
      let refusal = await #expect(throws: KafkaSamplingError.self) {
        try await wrong.sample(TopicName(parsing: "t"), limit: 1, timeout: .milliseconds(500))
      }
      #expect(refusal?.code == .badSetting)
      #expect(refusal?.message.contains("hidden") == false)
    }
  }
#endif
