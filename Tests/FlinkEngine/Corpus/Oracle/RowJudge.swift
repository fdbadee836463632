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
  /// What a row was made of.
  struct Original {
    let message: JSON
    /// nil where no column is filled with it.
    var record: RandomRecord?
    /// The paths of the fields that the dry parse reports for this message.
    var bent: [String] = []
  }

  /// What the caller was told of one column, and what is known of it besides.
  private struct Column {
    let told: ColumnMapping.Column
    let warnings: [String]
    let arrival: Arrival
    let pair: VerdictLedger.Pair
  }

  private let columns: [Column]
  private let keys: [Int]
  private let container: String?
  private let topic: String

  /// - Parameters:
  ///   - container: The member of a message that holds the fields; nil when they are the message's own.
  ///   - topic: What the topic is called.
  ///   - labels: What each field holds, by its name, for the ledger.
  ///   - zone: The session's zone.
  init(
    _ mapping: ColumnMapping, _ target: TargetTable?, container: String?, topic: String, labels: [ExactName: String],
    zone: SessionZone
  ) {
    columns = mapping.columns.map { column in
      // What is copied is the field's own type in the database too, whatever the engine is sent.
      let own = DatabaseType(holding: column.metadata == nil ? column.sourceType : column.type)
      let kind = target?.columns.first { $0.name.isSameName(as: column.name) }?.kind ?? own
      let warnings = mapping.warnings.filter { warning in
        // By code points: names that differ in their accents only are two fields.
        ["'\(column.field)'", "'\(column.field)[]'"].contains { warning.unicodeScalars.contains($0.unicodeScalars) }
      }
      let isShifted = if case .timestamptz = kind, case .timestamp = column.type { true } else { false }
      let label = column.metadata.map { "Kafka's \($0.rawValue)" } ?? labels[ExactName(column.field)]
      return Column(
        told: column, warnings: warnings,
        arrival: Arrival(column: kind, zone: zone, told: ToldTime(toldIn: warnings), isShifted: isShifted),
        pair: VerdictLedger.Pair(field: label ?? "?", column: kind, verdict: column.verdict))
    }
    keys = mapping.columns.indices.filter { mapping.primaryKey.containsName(mapping.columns[$0].name) }
    self.container = container
    self.topic = topic
  }

  /// The first value that is not what the caller was told; nil when there is none.
  func problem(
    _ original: Original, written: [JSON], _ standing: Standing, _ ledger: inout VerdictLedger
  ) -> String? {
    guard written.count == columns.count else { return "\(columns.count) values expected, \(written.count) written" }
    for (column, written) in zip(columns, written) {
      let losses = losses(column, original, written)
      let isBent = isBent(column, original)
      if standing != .stray { ledger.note(column.pair, losses, isBent: isBent) }
      for loss in losses where !isBent && !isTold(loss, column, standing) {
        let value = column.told.metadata == nil ? row(of: original.message).member(column.told.field) : original.json
        return "'\(column.told.field)' \(value.text) into \(column.arrival.column), \(column.told.verdict.rawValue), "
          + "is written as \(written.text): \(loss.rawValue) is not told; \(column.told.sourceType.sql) "
          + "by \(column.told.expression); warnings: \(column.warnings)"
      }
    }
    return nil
  }

  private func row(of message: JSON) -> JSON { container.map { message[$0] ?? .null } ?? message }

  private func losses(_ column: Column, _ original: Original, _ written: JSON) -> Set<Loss> {
    guard let metadata = column.told.metadata else {
      return column.arrival.losses(row(of: original.message).member(column.told.field), written)
    }
    guard let record = original.record else { return [.wrong] }
    return MetadataArrival(metadata: metadata, arrival: column.arrival).losses(record, topic: topic, written)
  }

  private func isBent(_ column: Column, _ original: Original) -> Bool {
    if column.told.metadata != nil { return false }
    let field = container.map { "\($0).\(column.told.field)" } ?? column.told.field
    return original.bent.contains { path in
      path == field || path.hasPrefix(field + "[") || path.hasPrefix(field + ".")
    }
  }

  private func isTold(_ loss: Loss, _ column: Column, _ standing: Standing) -> Bool {
    if standing == .stray { return loss.needsNoWarning || loss.isTold(in: column.warnings) }
    return loss.isAllowed(under: column.told.verdict, isSampled: standing == .sampled)
      && loss.isTold(in: column.warnings)
  }

  /// Whether the row may be left out: there is none in the message, or a column of the key is NULL, or becomes so in a way
  /// that was told.
  func mayBeLeftOut(_ original: Original) -> Bool {
    if container != nil, row(of: original.message).isNull { return true }
    return keys.contains { key in
      let column = columns[key]
      return isBent(column, original)
        || losses(column, original, .null).allSatisfy { isTold($0, column, .stray) }
    }
  }

  /// Whether both are rows of one key.
  func hasKey(of original: Original, _ written: [JSON]) -> Bool {
    keys.allSatisfy { !losses(columns[$0], original, written[$0]).contains(.wrong) }
  }

  /// The values of the key, as one text.
  func key(of written: [JSON]) -> String { JSON.array(keys.map { written[$0] }).text }
}

extension RowJudge.Original {
  /// What Kafka knows of it.
  fileprivate var json: JSON { record?.json ?? .null }
}

extension JSON {
  /// The member of this very name, where it stands last; null where there is none.
  func member(_ name: String) -> JSON { object?.members.last { $0.key.isSameName(as: name) }?.value ?? .null }
}
