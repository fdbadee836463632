import FlinkSQL
import HologresCatalog
import KafkaSampling
import PipelineTypes
import Postgres

/// Messages of a topic and the fields inferred from them, for all calls that share one read.
struct SampledTopic: Sendable {
  let sample: TopicSample
  let inference: SchemaInference

  init(_ sample: TopicSample) { (self.sample, inference) = (sample, SchemaInference(sample.messages)) }
}

/// Reads topics and tables for many calls at once: calls for the same one share a read, and few topics are read at a time.
struct SharedSources: Sendable {
  private static let sampleSize = 500

  private let semaphore = Semaphore(permits: 4)
  private let tables = KeyedReads<TableName, TargetTable?, PostgresError> { $0.code == .cancelled }
  private let topics = KeyedReads<TopicRead, SampledTopic, KafkaSamplingError> { $0 == .cancelled }

  private let hologres = KnownOutage<PostgresError>()
  private let kafka = KnownOutage<KafkaSamplingError>()

  /// What two calls must have in common to share a read: a read that ends early does not serve a call that has time.
  private struct TopicRead: Hashable {
    let topic: TopicName
    let timeout: Duration
  }

  /// The target table; nil when there is none of this name.
  /// - Throws: ``PostgresError``.
  func table(_ name: TableName, in catalog: HologresCatalog) async throws(PostgresError) -> TargetTable? {
    try await tables.value(of: name) { () async throws(PostgresError) in
      if let outage = hologres.failure(within: .zero) { throw outage }
      do throws(PostgresError) {
        let table = try await catalog.table(name)
        hologres.end()
        return table
      } catch {
        if error.isUnreachable { hologres.begin(error, within: .zero) }
        throw error
      }
    }
  }

  /// Messages of a topic.
  /// - Throws: ``KafkaSamplingError``.
  func messages(
    of topic: TopicName, with sampler: KafkaSampler, timeout: Duration
  ) async throws(KafkaSamplingError) -> SampledTopic {
    try await topics.value(of: TopicRead(topic: topic, timeout: timeout)) { () async throws(KafkaSamplingError) in
      let topic = await semaphore.withPermit {
        await Result { () async throws(KafkaSamplingError) in try await sample(topic, sampler, timeout) }
      }
      return try topic.get()
    }
  }

  /// The offsets that each partition of a topic has.
  /// - Throws: ``KafkaSamplingError``.
  func offsets(
    of topic: TopicName, with sampler: KafkaSampler, timeout: Duration
  ) async throws(KafkaSamplingError) -> [Int: Range<Int>] {
    try await reaching(timeout) { () async throws(KafkaSamplingError) in
      try await sampler.offsets(of: topic, timeout: timeout)
    }
  }

  private func sample(
    _ topic: TopicName, _ sampler: KafkaSampler, _ timeout: Duration
  ) async throws(KafkaSamplingError) -> SampledTopic {
    try await reaching(timeout) { () async throws(KafkaSamplingError) in
      SampledTopic(try await sampler.sample(topic, limit: SharedSources.sampleSize, timeout: timeout))
    }
  }

  /// Reads from Kafka, unless an earlier call has waited for it as long in vain.
  private func reaching<Value>(
    _ timeout: Duration, _ read: () async throws(KafkaSamplingError) -> Value
  ) async throws(KafkaSamplingError) -> Value {
    if let outage = kafka.failure(within: timeout) { throw outage }
    do throws(KafkaSamplingError) {
      let value = try await read()
      kafka.end()
      return value
    } catch {
      if case .unreachable = error { kafka.begin(error, within: timeout) }
      throw error
    }
  }
}
