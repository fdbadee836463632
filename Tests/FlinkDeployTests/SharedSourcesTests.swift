import KafkaSampling
import PipelineTypes
import TestSupport
import Testing

@testable import FlinkDeploy

#if KafkaSampling
  @Suite("Reading topics for many calls", .endsIfStuck)
  struct SharedSourcesTests {
    @Test("gives a call with a longer timeout a read of its own, beside calls that give up early")
    func timeouts() async throws {
      let sources = SharedSources()
      let topic = try TopicName(parsing: "orders")
      let silent = try Listener(accepts: false)
      defer { silent.stop() }
      let sampler = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:\(silent.port)"))
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

    @Test("waits once for a cluster that does not answer, however many topics and calls there are")
    func outage() async throws {
      let sources = SharedSources()
      let broken = try Listener()
      defer { broken.stop() }
      let sampler = KafkaSampler(KafkaConnection(bootstrapServers: "127.0.0.1:\(broken.port)"))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<200 {
          let topic = try TopicName(parsing: "topic-\(index)")
          group.addTask {
            await #expect(throws: KafkaSamplingError.self) {
              try await sources.messages(of: topic, with: sampler, timeout: .seconds(1))
            }
          }
        }
        try await group.waitForAll()
      }
      // Each call that waits connects at least once; four of them wait at the same time.
      #expect((1..<100).contains(broken.connections))
    }
  }
#endif
