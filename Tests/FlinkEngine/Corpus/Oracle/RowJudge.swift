import FlinkSQL
import JSONCoding

/// How a message stands to the verdicts.
enum Standing {
  /// It was among those that the verdicts were made of.
  case sampled
  /// It is of the types that were declared.
  case declared
  /// It came later, and may be of any kind.
  case stray
}

/// Judges what was written of a message, column by column, by the verdicts and warnings that the caller was given.
struct RowJudge {
  /// What the caller was told of one column, and what is known of it besides.
  private struct Column {
    let told: ColumnMapping.Column
    let warnings: [String]
    let arrival: Arrival
    let pair: VerdictLedger.Pair
  }

  private let columns: [Column]
  private let keys: [Int]

  /// - Parameters:
  ///   - labels: What each field holds, by its name, for the ledger.
  ///   - zone: The session's zone.
  init(_ mapping: ColumnMapping, _ target: TargetTable?, labels: [String: String], zone: SessionZone) {
    columns = mapping.columns.map { column in
      let kind = target?.columns.first { $0.name == column.name }?.kind ?? column.type.likeliestColumn
      let warnings = mapping.warnings.filter { warning in
        ["'\(column.field)'", "'\(column.field)[]'"].contains { warning.contains($0) }
      }
      let isShifted = if kind == .timestamptz, case .timestamp = column.type { true } else { false }
      return Column(
        told: column, warnings: warnings,
        arrival: Arrival(column: kind, zone: zone, epochUnit: EpochUnit(toldIn: warnings), isShifted: isShifted),
        pair: VerdictLedger.Pair(
          field: labels[column.field] ?? "?", column: kind, verdict: column.verdict))
    }
    keys = mapping.columns.indices.filter { mapping.primaryKey.contains(mapping.columns[$0].name) }
  }

  /// The first value that is not what the caller was told; nil when there is none.
  /// - Parameters:
  ///   - bent: The paths of the fields that the dry parse reports for this message.
  func problem(
    _ message: JSON, written: [JSON], _ standing: Standing, bent: [String] = [], _ ledger: inout VerdictLedger
  ) -> String? {
    guard written.count == columns.count else { return "\(columns.count) values expected, \(written.count) written" }
    for (column, written) in zip(columns, written) {
      let value = message[column.told.field] ?? .null
      let losses = column.arrival.losses(value, written)
      let isBent = bent.contains { path in
        path == column.told.field || path.hasPrefix(column.told.field + "[") || path.hasPrefix(column.told.field + ".")
      }
      if standing != .stray { ledger.note(column.pair, losses, isBent: isBent) }
      for loss in losses where !isBent && !isTold(loss, column, standing) {
        return "'\(column.told.field)' \(value.text) into \(column.arrival.column), \(column.told.verdict.rawValue), "
          + "is written as \(written.text): \(loss.rawValue) is not told; \(column.told.sourceType.sql) "
          + "by \(column.told.expression); warnings: \(column.warnings)"
      }
    }
    return nil
  }

  private func isTold(_ loss: Loss, _ column: Column, _ standing: Standing) -> Bool {
    if standing == .stray { return loss.needsNoWarning || loss.isTold(in: column.warnings) }
    return loss.isAllowed(under: column.told.verdict, isSampled: standing == .sampled)
      && loss.isTold(in: column.warnings)
  }

  /// Whether the row may be left out: a column of the key is NULL, or becomes so in a way that was told.
  func mayBeLeftOut(_ message: JSON, bent: [String]) -> Bool {
    keys.contains { key in
      let column = columns[key]
      let losses = column.arrival.losses(message[column.told.field] ?? .null, .null)
      return bent.contains(column.told.field) || losses.allSatisfy { isTold($0, column, .stray) }
    }
  }

  /// Whether both are rows of one key.
  func hasKey(of message: JSON, _ written: [JSON]) -> Bool {
    keys.allSatisfy { key in
      let column = columns[key]
      return !column.arrival.losses(message[column.told.field] ?? .null, written[key]).contains(.wrong)
    }
  }

  /// The values of the key, as one text.
  func key(of written: [JSON]) -> String { JSON.array(keys.map { written[$0] }).text }
}

extension FlinkType {
  /// The column that a value of the type would be written to when no table was read.
  fileprivate var likeliestColumn: DatabaseType {
    switch self {
    case .boolean: .boolean
    case .tinyint, .smallint: .smallint
    case .int: .integer
    case .bigint: .bigint
    case .float: .real
    case .double: .doublePrecision
    case .decimal(let precision, let scale): .numeric(precision: precision, scale: scale)
    case .bytes: .bytea
    case .date: .date
    case .time: .time
    case .timestamp: .timestamp
    case .timestampLTZ: .timestamptz
    case .array(let element): .array(element.likeliestColumn)
    case .string, .map, .row: .text
    }
  }
}
