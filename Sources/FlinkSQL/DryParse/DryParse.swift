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

  private let plan: RowPlan
  private let standard: MessageSchema.TimestampStandard
  private let reader: FlinkJSONReader
  private let keepsDecimals: Bool
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
    plan = RowPlan(columns, path: nil)
    self.standard = standard
    self.reader = reader
    keepsDecimals = columns.contains { $0.type.hasDecimal }
  }

  /// Takes one message into account.
  /// - Returns: What becomes of it.
  @discardableResult
  public mutating func observe(_ message: SampledMessage) -> Outcome {
    report.messages += 1
    let (outcome, bends) = read(message.value)
    switch outcome {
    case .failure(let reason): report.fail(message.position, reason)
    case .row: for bend in bends { report.bend(bend) }
    case .skipped: break
    }
    return outcome
  }

  private func read(_ message: [UInt8]) -> (Outcome, [Bend]) {
    if message.isEmpty { return (.skipped, []) }
    do throws(DocumentError) {
      var reading = Reading(
        document: try DocumentParser.tokens(of: message), reader: reader, standard: standard,
        keepsDecimals: keepsDecimals)
      // The tree needs the whole document, the token reader only what it gets to.
      if reader == .tree, let problem = reading.document.problem { throw problem }
      do throws(ReadFailure) {
        let row =
          switch reader {
          case .tree: try TreeReader.row(plan, &reading)
          case .token: try TokenReader.row(plan, &reading)
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
