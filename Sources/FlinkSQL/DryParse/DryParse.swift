public import PipelineTypes

/// Runs messages through a source's schema as Flink's JSON reader would, and counts what would fail or be altered there
/// or in the database.
///
/// No message leaves it but as a shortened example in ``report``, which goes to the caller and nowhere else.
public struct DryParse: Sendable {
  /// What becomes of one message.
  public enum Outcome: Sendable, Equatable {
    /// The rows that it inserts, updates and deletes, in this order.
    case changes([RowChange])
    /// Flink passes over it: it is empty, or no change of any row.
    case skipped
    /// The job would stop, for this reason.
    case failure(ReadFault)

    /// One row, which is inserted.
    public static func row(_ values: [FlinkValue]) -> Outcome { .changes([RowChange(.insert, values)]) }
  }

  /// One source's columns.
  private struct Source {
    /// What takes the envelopes apart; nil where messages are rows.
    let changes: ChangeReader?
    /// The document as the format declares it.
    let plan: RowPlan
    let keepsDecimals: Bool
    /// What the database makes of the columns.
    let database: StoredFields

    init(
      _ columns: [(name: String, type: FlinkType)], key: [String], _ format: MessageFormat,
      _ stored: [(field: String, storage: TextStorage)]
    ) {
      database = StoredFields(stored, in: columns, below: format.container)
      changes = ChangeReader(format, columns, key: key)
      plan = changes?.plan ?? RowPlan(columns, path: nil)
      keepsDecimals = columns.contains { $0.type.hasDecimal }
    }
  }

  private let sources: [Source]
  private let standard: TimestampStandard
  private let reader: FlinkJSONReader
  /// What was found so far.
  public private(set) var report = DryParseReport()

  /// A dry parse that has seen no message.
  /// - Parameters:
  ///   - columns: The columns that the source declares, in their order. Columns that are not declared are not read.
  ///   - key: Its primary key, which only changes of rows have.
  ///   - standard: The option `timestamp-format.standard` of the format.
  ///   - format: The format; where it has an envelope of its own, `columns` are those of the rows inside.
  ///   - reader: The reader, which follows from engine and format.
  public init(
    columns: [(name: String, type: FlinkType)], key: [String] = [], standard: TimestampStandard,
    format: MessageFormat = .json, reader: FlinkJSONReader
  ) {
    self.init(sources: [(columns, key)], standard: standard, format: format, reader: reader)
  }

  /// A dry parse of messages that several sources read, each of which could stop the job.
  /// - Parameters:
  ///   - sources: The columns that each source declares, and its primary key.
  ///   - stored: How the tables store the fields that are text for the sources.
  ///   - standard: The option `timestamp-format.standard` of the format.
  ///   - format: The format.
  ///   - reader: The reader.
  public init(
    sources: [(columns: [(name: String, type: FlinkType)], key: [String])],
    stored: [(field: String, storage: TextStorage)] = [], standard: TimestampStandard, format: MessageFormat = .json,
    reader: FlinkJSONReader
  ) {
    self.sources = sources.map { Source($0.columns, key: $0.key, format, stored) }
    self.standard = standard
    self.reader = reader
  }

  /// Takes one message into account.
  /// - Returns: What becomes of it: where there are several sources the first failure, else what the first one makes of it.
  @discardableResult
  public mutating func observe(_ message: SampledMessage) -> Outcome {
    report.messages += 1
    var outcomes: [Outcome] = []
    var isFollowed = false
    var alterations = AlterationCount()
    for source in sources {
      let (outcome, altered, isCutOff) = read(message.value, source)
      isFollowed = isFollowed || isCutOff
      if case .failure(let reason) = outcome {
        report.fail(message.position, reason)
        if isFollowed { report.cutOff() }
        return outcome
      }
      outcomes.append(outcome)
      alterations.formUnion(AlterationCount(altered))
    }
    report.count(alterations)
    if isFollowed { report.cutOff() }
    if outcomes.allSatisfy({ $0 == .skipped }) { report.skip() }
    return outcomes.first ?? .skipped
  }

  /// What becomes of a message, the values that change, and whether text follows its first value.
  private func read(_ message: [UInt8], _ source: Source) -> (Outcome, [AlteredValue], isFollowed: Bool) {
    if message.isEmpty { return (.skipped, [], false) }
    do throws(DocumentFault) {
      var reading = Reading(
        document: try DocumentParser.tokens(of: message), reader: reader, standard: standard,
        keepsDecimals: source.keepsDecimals)
      // The tree needs the whole document, the token reader only what it gets to.
      if reader == .tree, let problem = reading.document.problem { throw problem }
      let isFollowed = reading.document.isFollowed
      do throws(ReadFault) {
        let outcome = try DryParse.outcome(&reading, source)
        return (outcome, reading.alterations + (try source.database.alterations(of: outcome)), isFollowed)
      } catch {
        return (.failure(error), [], isFollowed)
      }
    } catch {
      return (.failure(.notJSON(error)), [], false)
    }
  }

  private static func outcome(_ reading: inout Reading, _ source: Source) throws(ReadFault) -> Outcome {
    let row =
      switch reading.reader {
      case .tree: try TreeReader.row(source.plan, &reading)
      case .token: try TokenReader.row(source.plan, &reading)
      }
    guard let changes = source.changes else { return row.map(Outcome.row) ?? .skipped }
    guard let row else { throw .emptyOrNull }
    let made = try changes.changes(in: row, reading.document)
    return made.isEmpty ? .skipped : .changes(made)
  }
}
