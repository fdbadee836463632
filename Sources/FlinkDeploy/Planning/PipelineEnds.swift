import Deployments
import FlinkSQL
import HologresCatalog
import KafkaSampling
import Postgres

/// Messages of a topic, and what they look like: found out once for all who share them.
struct TopicLook: Sendable {
  let sample: TopicSample
  let inference: SchemaInference

  init(_ sample: TopicSample) { (self.sample, inference) = (sample, SchemaInference(sample.messages)) }
}

/// Looks at topics and tables for many calls at once: those about the same share a look, and few topics are read at a time.
struct PipelineEnds: Sendable {
  private static let sampleSize = 500

  private let turnstile = Turnstile(limit: 4)
  private let tables = KeyedReads<TableName, TargetTable?, PostgresError> { $0.code == .cancelled }
  private let topics = KeyedReads<TopicRead, TopicLook, KafkaSamplingError> { $0.code == .cancelled }

  /// What two calls must have in common to share a read: one that gives up early is of no use to one that has time.
  private struct TopicRead: Hashable {
    let topic: TopicName
    let timeout: Duration
  }

  /// The target table; nil when there is none of this name.
  /// - Throws: ``PostgresError``.
  func table(_ name: TableName, in catalog: HologresCatalog) async throws(PostgresError) -> TargetTable? {
    try await tables.value(of: name) { () async throws(PostgresError) in try await catalog.table(name) }
  }

  /// Messages of a topic.
  /// - Throws: ``KafkaSamplingError``.
  func messages(
    of topic: TopicName, with sampler: KafkaSampler, timeout: Duration
  ) async throws(KafkaSamplingError) -> TopicLook {
    try await topics.value(of: TopicRead(topic: topic, timeout: timeout)) { () async throws(KafkaSamplingError) in
      let look = await turnstile.pass {
        await Result { () async throws(KafkaSamplingError) in
          TopicLook(try await sampler.sample(topic, limit: PipelineEnds.sampleSize, timeout: timeout))
        }
      }
      return try look.get()
    }
  }
}
