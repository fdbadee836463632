import Deployments
import JobHealth
import KafkaSampling
import PipelineTypes
import SQLLint

/// Reads the ends of the topics that a job reads, so that its backlog is the true one.
struct TopicEndsReader: Sendable {
  private static let patience = Duration.seconds(3)

  /// Reads Kafka for the job; a failure if its settings may not be used, nil if there are none.
  let sampler: Result<KafkaSampler?, Failure>
  /// Reads topics for all calls.
  let sources: SharedSources

  /// The ends of the topics that a script reads, or why they are not known; neither if Kafka is not configured.
  func read(_ sql: String) async -> TopicEndsReading {
    let sampler: KafkaSampler?
    switch self.sampler {
    case .success(let reader): sampler = reader
    case .failure(let failure): return TopicEndsReading(fault: .kafkaUnreadable(reason: failure.code))
    }
    let kafkaSources = SQLLint.kafkaSources(in: sql)
    guard let sampler, !kafkaSources.isEmpty else { return TopicEndsReading() }
    var topics: [String: [Int: TopicEnds.Bounds]] = [:]
    for source in kafkaSources {
      do throws(KafkaSamplingError) {
        let offsets = try await sources.offsets(
          of: source.topic, with: sampler, timeout: TopicEndsReader.patience)
        topics[source.topic.description] = offsets.mapValues { range in
          TopicEnds.Bounds(begin: source.startsAtBeginning ? range.lowerBound : nil, end: range.upperBound)
        }
      } catch {
        return TopicEndsReading(fault: .kafkaUnreadable(reason: Failure(error).code))
      }
    }
    return TopicEndsReading(ends: TopicEnds(topics))
  }
}
