import KafkaSampling
import PipelineTypes
import Testing

@testable import FlinkDeploy

#if KafkaSampling
  @Suite("Reading topics for many calls", .timeLimit(.minutes(1)))
  struct SharedSourcesTests {
    @Test("gives a call with a longer timeout a read of its own, beside calls that give up early")
    func timeouts() async throws {
      let sources = SharedSources()
      let topic = try TopicName(parsing: "orders")
      let sampler = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:1"))
      @Sendable func duration(_ timeout: Duration) async -> Duration {
        await ContinuousClock().measure {
          _ = try? await sources.messages(of: topic, with: sampler, timeout: timeout)
        }
      }
      async let hasty = duration(.milliseconds(500))
      async let another = duration(.milliseconds(500))
      async let patient = duration(.seconds(4))
      let longest = await patient
      #expect(longest > .milliseconds(3900))
      #expect(await max(hasty, another) < longest)
    }
  }
#endif
