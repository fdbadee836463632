import FlinkSQL
import HologresCatalog
import KafkaSampling
import PipelineTypes
import Postgres

/// Looks messages up in the tables: the newest of the first partition that has one to look up.
///
/// Where none can be looked up, it checks whether a column has grown as far as the newest messages.
struct ArrivalLookup: Sendable {
  private static let kafkaPatience = Duration.seconds(3)
  /// How many messages behind the committed ones are searched for a deletion.
  private static let mostLater = 500
  private static let mostRounds = 3

  let keys: ArrivalKeys
  let partitions: ReadPartitions
  let sampler: KafkaSampler
  let catalog: HologresCatalog

  /// What the look-up comes to.
  /// - Throws: ``ArrivalStop``.
  func outcome() async throws(ArrivalStop) -> ArrivalText {
    if keys.searchable.isEmpty { return try await growth ?? .notRecorded }
    let offsets = Dictionary(partitions.parts.map { ($0.partition, $0.offsets) }) { $1 }
    let messages = Dictionary(grouping: try await self.messages(in: offsets)) { $0.position?.partition ?? 0 }
    var refusal: ArrivalText?
    for part in partitions.parts {
      guard let messages = messages[part.partition] else { continue }
      switch try await look(messages, part) {
      case .outcome(let text): return text
      case .refused(let text): refusal = refusal ?? text
      }
    }
    return refusal ?? .messagesGone
  }

  private enum Look {
    case outcome(ArrivalText)
    /// No message of the partition can be looked up.
    case refused(ArrivalText)
  }

  private func look(
    _ messages: [SampledMessage], _ part: ReadPartitions.Part
  ) async throws(ArrivalStop) -> Look {
    var search = search(messages)
    var rounds = 0
    while let candidate = search.candidate {
      guard let missing = try await missing(of: candidate.rows) else {
        // One table that cannot be searched takes the proof away, but not a disproof.
        return .outcome(try await growth ?? .found(candidate.position, candidate.rows))
      }
      rounds += 1
      if keys.isReadSeveralTimes || rounds > ArrivalLookup.mostRounds { return .outcome(.perhapsDeleted(missing)) }
      if !keys.hasDeletions { return .outcome(.missing(candidate.position, missing)) }
      // What is read after the look-up has each deletion that the table can have had.
      let end = part.offsets.upperBound
      let later = try await self.messages(in: [part.partition: end..<end + ArrivalLookup.mostLater])
      if (later.last?.position?.offset ?? 0) >= end + ArrivalLookup.mostLater - 1 {
        return .outcome(.perhapsDeleted(missing))
      }
      search = self.search(messages, later: later)
      if let again = search.candidate, again.position == candidate.position, again.rows == candidate.rows {
        return .outcome(again.isCertain ? .missing(again.position, missing) : .perhapsDeleted(missing))
      }
    }
    return .refused(search.refusal.map(ArrivalText.refused) ?? .messagesGone)
  }

  /// How many messages of a partition show whether a column grows.
  private static let mostGrowing = 20

  /// How far the first table has grown in which no message can be looked up; nil if each can be searched.
  private var growth: ArrivalText? {
    get async throws(ArrivalStop) {
      guard let (table, obstacle) = keys.unsearchable.first else { return nil }
      let unknown = ArrivalText.unsearchable(table, obstacle)
      guard keys.hasGrowth else { return unknown }
      let ranges = partitions.parts.map { part in
        let end = part.offsets.upperBound
        return (part.partition, max(0, end - ArrivalLookup.mostGrowing)..<end)
      }
      let messages = try await messages(in: Dictionary(ranges) { $1 })
      let lists = Dictionary(grouping: messages) { $0.position?.partition ?? 0 }.values
      let marks = keys.marks(in: table, Array(lists), isOnlyPartition: partitions.isOnlyOne)
      if marks.isEmpty { return unknown }
      let growth: ColumnGrowth
      do throws(PostgresError) {
        growth = try await catalog.growth(to: marks.map { ($0.column, $0.value) }, in: table)
      } catch {
        throw ArrivalStop(error, of: table)
      }
      switch growth {
      case .noTable: throw ArrivalStop(.tableMissing(table))
      case .notIndexed: return unknown
      case .newest(let column, let value, let hasReached):
        guard let mark = marks.first(where: { $0.column == column }) else { return unknown }
        let check = GrowthCheck(table: table, obstacle: obstacle, mark: mark, newest: value)
        return hasReached ? .grown(check) : .notGrown(check)
      }
    }
  }

  private func search(_ messages: [SampledMessage], later: [SampledMessage] = []) -> ArrivalSearch {
    ArrivalSearch(keys, messages, later: later, isOnlyPartition: partitions.isOnlyOne)
  }

  private func messages(in offsets: [Int: Range<Int>]) async throws(ArrivalStop) -> [SampledMessage] {
    do throws(KafkaSamplingError) {
      return try await sampler.messages(of: keys.topic, in: offsets, timeout: ArrivalLookup.kafkaPatience)
    } catch {
      throw ArrivalStop(.kafkaUnreadable(error))
    }
  }

  /// The first of these rows that its table lacks; nil if all are there.
  private func missing(of rows: [ArrivalSearch.Row]) async throws(ArrivalStop) -> ArrivalSearch.Row? {
    for row in rows {
      let presence: RowPresence
      do throws(PostgresError) {
        presence = try await catalog.presence(of: row.key.columns.map { ($0.name, $0.value) }, in: row.table)
      } catch {
        throw ArrivalStop(error, of: row.table)
      }
      switch presence {
      case .found: continue
      case .missing: return row
      case .noTable: throw ArrivalStop(.tableMissing(row.table))
      case .notAKey: throw ArrivalStop(.keyDropped(row.table))
      }
    }
    return nil
  }
}

extension ArrivalStop {
  /// The SQLSTATE of a statement that waited too long for a lock.
  private static let lockNotAvailable = "55P03"

  /// The end because `table` cannot be read.
  fileprivate init(_ error: PostgresError, of table: TableName) {
    if error.sqlState == Self.lockNotAvailable {
      self.init(.tableLocked(table))
    } else {
      self.init(error.code == .timedOut ? .tableSlow(table) : .tableUnreadable(table, error))
    }
  }
}
