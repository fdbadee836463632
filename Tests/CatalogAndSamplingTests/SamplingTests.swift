import FlinkSQL
import KafkaSampling
import Sandbox
import Testing

#if KafkaSampling
  @Suite("Kafka sampling", .timeLimit(.minutes(1)))
  struct SamplingTests {
    private func sample(_ kafka: MockKafka, _ topic: String, limit: Int = 100) async throws -> [SampledMessage] {
      try await KafkaSampler(KafkaConnection(bootstrapServers: kafka.bootstrapServers))
        .sample(TopicName(parsing: topic), limit: limit, timeout: .seconds(10))
    }

    @Test("reads the oldest and the newest messages of every partition, each once")
    func reads() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("t", partitions: 4)
      try kafka.produce((0..<400).map { "{\"n\":\($0)}" }, to: "t", partitions: 4)
      let messages = try await sample(kafka, "t", limit: 80)
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
      #expect(try await sample(kafka, "few").count == 5)
      #expect(try await sample(kafka, "none").isEmpty)
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
