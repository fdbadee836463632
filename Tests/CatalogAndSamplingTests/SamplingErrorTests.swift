import KafkaSampling
import PipelineTypes
import Sandbox
import TestSupport
import Testing

#if KafkaSampling
  @Suite("Errors of Kafka sampling", .endsIfStuck)
  struct SamplingErrorTests {
    private func sample(_ kafka: MockKafka, _ topic: String, limit: Int = 100) async throws -> TopicSample {
      try await KafkaSampler(KafkaConnection(bootstrapServers: kafka.bootstrapServers))
        .sample(TopicName(parsing: topic), limit: limit, timeout: .seconds(10))
    }

    @Test("A topic that cannot be read is not an empty one")
    func refused() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("closed", partitions: 1)
      try kafka.produce(["{}"], to: "closed", partitions: 1)
      kafka.refuseFetches(50)
      let error = await #expect(throws: KafkaSamplingError.self) { try await sample(kafka, "closed") }
      #expect(error?.code == "kafka_unreadable")
      guard case .unreadable(topic: "closed", partition: 0, let reason)? = error else { return }
      #expect(!reason.isEmpty)
    }

    @Test("Missing certificates are rejected before a connection")
    func certificates() async throws {
      var connection = KafkaConnection(bootstrapServers: "127.0.0.1:1", securityProtocol: "SSL")
      connection.tls.caLocation = "/nonexistent/ca.pem"
      let sampler = KafkaSampler(connection)
      let error = await #expect(throws: KafkaSamplingError.self) {
        try await sampler.sample(TopicName(parsing: "t"), limit: 1, timeout: .milliseconds(500))
      }
      #expect(error?.code == "kafka_bad_setting")
    }

    @Test("Sampling can be cancelled while librdkafka still tries to connect")
    func cancelled() async throws {
      let topic = try TopicName(parsing: "t")
      let sampling = Task {
        try await KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1"))
          .sample(topic, limit: 10, timeout: .seconds(10))
      }
      sampling.cancel()
      let error = await #expect(throws: KafkaSamplingError.self) { try await sampling.value }
      #expect(error == .cancelled)
    }

    @Test("An unknown topic is named")
    func unknown() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("gone", partitions: 1)
      kafka.denyTopic("gone")
      let error = await #expect(throws: KafkaSamplingError.self) { try await sample(kafka, "gone") }
      #expect(error == .unknownTopic("gone"))
      #expect(error?.code == "unknown_topic")
    }

    @Test("An unreachable broker, and a rejected setting without its value, are named")
    func unreachable() async throws {
      let dead = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1"))
      let error = await #expect(throws: KafkaSamplingError.self) {
        try await dead.sample(TopicName(parsing: "t"), limit: 1, timeout: .milliseconds(500))
      }
      #expect(error?.code == "kafka_unreachable")
      let wrong = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1", securityProtocol: "hidden"))
      let refusal = await #expect(throws: KafkaSamplingError.self) {
        try await wrong.sample(TopicName(parsing: "t"), limit: 1, timeout: .milliseconds(500))
      }
      #expect(refusal == .settingRefused("security.protocol"))
      #expect(refusal?.code == "kafka_bad_setting")
    }
  }
#endif
