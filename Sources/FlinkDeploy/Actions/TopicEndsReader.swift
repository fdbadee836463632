import Deployments
import JobHealth
import KafkaSampling
import PipelineTypes
import SQLLint

/// Reads the ends of the topics that a job reads, so that its backlog is the true one.
struct TopicEndsReader: Sendable {
  private static let patience = Duration.seconds(3)

  let application: Application
  let service: DeploymentService
  /// The row of the job's SQL; nil for a job that flink-deploy did not deploy.
  let sqlRecordID: Int?

  /// The ends, or why they are not known; neither if Kafka is not configured or the SQL is not known.
  func read() async -> TopicEndsReading {
    guard let sqlRecordID, let sql = try? await service.sql(sqlRecordID) else { return TopicEndsReading() }
    let sampler: KafkaSampler?
    do throws(Failure) { sampler = try application.sampler } catch {
      return TopicEndsReading(fault: .kafkaUnreadable(reason: error.code))
    }
    let sources = SQLLint.kafkaSources(in: sql)
    guard let sampler, !sources.isEmpty else { return TopicEndsReading() }
    var topics: [String: [Int: TopicEnds.Bounds]] = [:]
    for source in sources {
      do throws(KafkaSamplingError) {
        let offsets = try await application.sources.offsets(
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
