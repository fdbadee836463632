import Deployments
import FlinkSQL
import HologresCatalog
import JSONCoding
import JobHealth
import KafkaSampling
import PipelineTypes

/// Finds out whether the newest message that a job has read is in its tables.
struct ArrivalReader: Sendable {
  private static let patience = Duration.seconds(5)

  let application: Application
  let service: DeploymentService
  /// The row of the job's SQL; nil for a job that flink-deploy did not deploy.
  let sqlRecordID: Int?

  /// Whether the newest message arrived.
  /// - Parameters:
  ///   - health: The verdict on the job.
  ///   - reading: How far the job has read; nil if Flink did not say.
  ///   - deadline: When the answer must be there; it takes at most five seconds.
  func read(
    _ health: HealthReport, _ reading: HealthReading?, until deadline: ContinuousClock.Instant
  ) async -> ArrivalText {
    if health.verdict == .notRunning { return .notRunning }
    let end = min(deadline, .now + ArrivalReader.patience)
    return await withTaskGroup(of: ArrivalText?.self) { group in
      group.addTask { await lookUp(reading) }
      group.addTask {
        try? await Task.sleep(until: end, clock: .continuous)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .timedOut
    }
  }

  private func lookUp(_ reading: HealthReading?) async -> ArrivalText {
    do throws(ArrivalStop) {
      let keys = try await keys()
      if keys.searchable.isEmpty { return try await growth(keys, reading) }
      guard let reading else { return .positionsMissing }
      let partitions = ReadPartitions(reading, of: keys)
      if partitions.parts.isEmpty { return .nothingCommitted }
      let (sampler, catalog) = try systems()
      return try await ArrivalLookup(keys: keys, partitions: partitions, sampler: sampler, catalog: catalog).outcome()
    } catch {
      return error.text
    }
  }

  /// How far tables have grown in which no message can be looked up, or why none can.
  private func growth(_ keys: ArrivalKeys, _ reading: HealthReading?) async throws(ArrivalStop) -> ArrivalText {
    let obstacle = keys.obstacle ?? .notRecorded
    guard keys.hasGrowth, let reading, let (sampler, catalog) = try? systems() else { return obstacle }
    let partitions = ReadPartitions(reading, of: keys)
    if partitions.parts.isEmpty { return obstacle }
    return try await ArrivalLookup(keys: keys, partitions: partitions, sampler: sampler, catalog: catalog).outcome()
  }

  private func keys() async throws(ArrivalStop) -> ArrivalKeys {
    guard let sqlRecordID else { throw ArrivalStop(.notRecorded) }
    let stored: JSON?
    do throws(OperationFailure) { stored = try await service.arrivalKeys(sqlRecordID) } catch {
      throw ArrivalStop(.unavailable(code: error.code))
    }
    switch stored.flatMap(ArrivalRecord.init(json:)) {
    case .keys(let keys): return keys
    case .givenSQL: throw ArrivalStop(.givenSQL)
    case nil: throw ArrivalStop(.notRecorded)
    }
  }

  private func systems() throws(ArrivalStop) -> (KafkaSampler, HologresCatalog) {
    let systems: (sampler: KafkaSampler?, catalog: HologresCatalog?)
    do throws(Failure) { systems = (try application.sampler, try application.catalog) } catch {
      throw ArrivalStop(.unavailable(code: error.code))
    }
    guard let sampler = systems.sampler else { throw ArrivalStop(.kafkaMissing) }
    guard let catalog = systems.catalog else { throw ArrivalStop(.hologresMissing) }
    return (sampler, catalog)
  }
}

/// The end of a look-up.
struct ArrivalStop: Error {
  /// What it came to.
  let text: ArrivalText

  /// An end with `text`.
  init(_ text: ArrivalText) { self.text = text }
}

extension ArrivalKeys {
  /// Why no message can be looked up in the first table of those in which none can; nil if there are none.
  var obstacle: ArrivalText? { unsearchable.first.map { .unsearchable($0.table, $0.obstacle) } }
}
