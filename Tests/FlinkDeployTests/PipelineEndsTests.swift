import FlinkSQL
import KafkaSampling
import Testing

@testable import FlinkDeploy

#if KafkaSampling
  @Suite("Looking at topics for many calls", .timeLimit(.minutes(1)))
  struct PipelineEndsTests {
    @Test("gives a call that has time its own, also beside those that give up early")
    func timeouts() async throws {
      let ends = PipelineEnds()
      let topic = try TopicName(parsing: "orders")
      let sampler = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1"))
      @Sendable func duration(_ timeout: Duration) async -> Duration {
        await ContinuousClock().measure {
          _ = try? await ends.messages(of: topic, with: sampler, limit: 1, timeout: timeout)
        }
      }
      async let first = duration(.milliseconds(500))
      try await Task.sleep(for: .milliseconds(100))
      async let second = duration(.milliseconds(500))
      try await Task.sleep(for: .milliseconds(100))
      async let patient = duration(.seconds(4))
      #expect(await first < .seconds(3))
      #expect(await second < .seconds(3))
      #expect(await patient > .milliseconds(3900))
    }
  }
#endif
