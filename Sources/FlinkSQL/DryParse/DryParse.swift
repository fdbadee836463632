/// Runs messages through a source's schema as Flink's JSON reader would, and counts what would fail or be bent.
///
/// No message leaves it but as a shortened example in ``report``, which goes to the caller and nowhere else.
public struct DryParse: Sendable {
  /// What becomes of one message.
  public enum Outcome: Sendable, Equatable {
    /// One value for each declared column.
    case row([FlinkValue])
    /// Flink passes over it: it is empty.
    case skipped
    /// The job would stop, for this reason.
    case failure(String)
  }

  /// One source's columns.
  private struct Source {
    let plan: RowPlan
    let keepsDecimals: Bool
  }

  private let sources: [Source]
  private let standard: MessageSchema.TimestampStandard
  private let reader: FlinkJSONReader
  /// What was found so far.
  public private(set) var report = DryParseReport()

  /// A dry parse that has seen no message.
  /// - Parameters:
  ///   - columns: The columns that the source declares, in their order. Columns that are not declared are not read.
  ///   - standard: The option `json.timestamp-format.standard`.
  ///   - reader: The reader, which follows from engine and format.
  public init(
    columns: [(name: String, type: FlinkType)], standard: MessageSchema.TimestampStandard, reader: FlinkJSONReader
  ) {
    self.init(sources: [columns], standard: standard, reader: reader)
  }

  /// A dry parse of messages that several sources read, each of which could stop the job.
  public init(
    sources: [[(name: String, type: FlinkType)]], standard: MessageSchema.TimestampStandard, reader: FlinkJSONReader
  ) {
    self.sources = sources.map { columns in
      Source(plan: RowPlan(columns, path: nil), keepsDecimals: columns.contains { $0.type.hasDecimal })
    }
    self.standard = standard
    self.reader = reader
  }

  /// Takes one message into account.
  /// - Returns: What becomes of it: where there are several sources the first failure, else what the first one makes of it.
  @discardableResult
  public mutating func observe(_ message: SampledMessage) -> Outcome {
    report.messages += 1
    var outcomes: [Outcome] = []
    var bends: [Bend] = []
    for source in sources {
      let (outcome, bent) = read(message.value, source)
      if case .failure(let reason) = outcome {
        report.fail(message.position, reason)
        return outcome
      }
      outcomes.append(outcome)
      for bend in bent where !bends.contains(bend) { bends.append(bend) }
    }
    for bend in bends { report.bend(bend) }
    if outcomes.allSatisfy({ $0 == .skipped }) { report.skip() }
    return outcomes.first ?? .skipped
  }

  private func read(_ message: [UInt8], _ source: Source) -> (Outcome, [Bend]) {
    if message.isEmpty { return (.skipped, []) }
    do throws(DocumentError) {
      var reading = Reading(
        document: try DocumentParser.tokens(of: message), reader: reader, standard: standard,
        keepsDecimals: source.keepsDecimals)
      // The tree needs the whole document, the token reader only what it gets to.
      if reader == .tree, let problem = reading.document.problem { throw problem }
      do throws(ReadFailure) {
        let row =
          switch reader {
          case .tree: try TreeReader.row(source.plan, &reading)
          case .token: try TokenReader.row(source.plan, &reading)
          }
        return (row.map(Outcome.row) ?? .skipped, reading.bends)
      } catch {
        return (.failure(error.reason), [])
      }
    } catch {
      return (.failure(error.reason), [])
    }
  }
}
