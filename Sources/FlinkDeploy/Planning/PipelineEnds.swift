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
actor PipelineEnds {
  private static let sampleSize = 500

  private let turnstile = Turnstile(limit: 4)
  private var tables: [TableName: SharedRead<Result<TargetTable?, PostgresError>>] = [:]
  private var topics: [TopicRead: SharedRead<Result<TopicLook, KafkaSamplingError>>] = [:]

  /// What two calls must have in common to share a read: one that gives up early is of no use to one that has time.
  private struct TopicRead: Hashable {
    let topic: TopicName
    let timeout: Duration
  }

  /// The target table; nil when there is none of this name.
  /// - Throws: ``PostgresError``.
  func table(_ name: TableName, in catalog: HologresCatalog) async throws(PostgresError) -> TargetTable? {
    let shared = tables[name] ?? SharedRead()
    tables[name] = shared
    while true {
      let result = await shared.value { _ in
        await Result { () async throws(PostgresError) in try await catalog.table(name) }
      }
      // Another call's end is not this one's.
      if case .failure(let error) = result, error.code == .cancelled, !Task.isCancelled { continue }
      return try result.get()
    }
  }

  /// Messages of a topic.
  /// - Throws: ``KafkaSamplingError``.
  func messages(
    of topic: TopicName, with sampler: KafkaSampler, timeout: Duration
  ) async throws(KafkaSamplingError) -> TopicLook {
    let read = TopicRead(topic: topic, timeout: timeout)
    let shared = topics[read] ?? SharedRead()
    topics[read] = shared
    while true {
      let result = await shared.value { _ in
        await self.turnstile.pass {
          await Result { () async throws(KafkaSamplingError) in
            TopicLook(try await sampler.sample(topic, limit: PipelineEnds.sampleSize, timeout: timeout))
          }
        }
      }
      if case .failure(let error) = result, error.code == .cancelled, !Task.isCancelled { continue }
      return try result.get()
    }
  }
}

extension Result {
  fileprivate init(_ body: () async throws(Failure) -> Success) async {
    do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
