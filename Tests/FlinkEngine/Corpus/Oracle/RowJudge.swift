import FlinkSQL
import JSONCoding
import PipelineTypes

/// How a message relates to the verdicts.
enum Standing {
  /// It is one of the samples that the verdicts are based on.
  case sampled
  /// Its values have the declared types.
  case declared
  /// It came later, and its values can be of any kind.
  case stray
}

/// Judges the row of a message, column by column, by the verdicts and notes that the caller received.
struct RowJudge {
  /// What a row was made from.
  struct Original {
    /// The message's value.
    let message: JSON
    /// The Kafka metadata; nil if no column is filled with it.
    var record: RandomRecord?
    /// The paths of the fields that the dry parse reports as altered in this message.
    var altered: [String] = []
  }

  /// What the caller knows about one column, and what the oracle knows.
  private struct Column {
    let mapped: ColumnMapping.Column
    /// The facts that the notes report of its field.
    let facts: [FieldFact]
    let arrival: Arrival
    let pair: VerdictLedger.Pair
  }

  private let columns: [Column]
  private let keys: [Int]
  private let container: String?
  private let topic: String

  /// A judge of the rows that `mapping` writes.
  /// - Parameters:
  ///   - mapping: The columns and notes.
  ///   - target: The table; nil if nobody has read it.
  ///   - container: The member of a message that holds the fields; nil if the message itself does.
  ///   - topic: The name of the topic.
  ///   - labels: What each field holds, by its name, for the ledger.
  ///   - zone: The session time zone.
  init(
    _ mapping: ColumnMapping, _ target: TargetTable?, container: String?, topic: String, labels: [ExactName: String],
    zone: SessionZone
  ) {
    columns = mapping.columns.map { column in
      // A copied field has its own type in the database too, whatever type the engine sends.
      let own = DatabaseType(holding: column.metadata == nil ? column.sourceType : column.type)
      let kind = target?.columns.first { $0.name.isSameName(as: column.name) }?.kind ?? own
      let facts = mapping.facts(about: column.field)
      let isShifted = if case .timestamptz = kind, case .timestamp = column.type { true } else { false }
      let label = column.metadata.map { "Kafka's \($0.rawValue)" } ?? labels[ExactName(column.field)]
      return Column(
        mapped: column, facts: facts,
        arrival: Arrival(column: kind, zone: zone, time: ReportedTime(in: facts), isShifted: isShifted),
        pair: VerdictLedger.Pair(field: label ?? "?", column: kind, verdict: column.verdict))
    }
    keys = mapping.columns.indices.filter { mapping.primaryKey.containsName(mapping.columns[$0].name) }
    self.container = container
    self.topic = topic
  }

  /// The first value that differs in a way that no note reports; nil if there is none.
  func problem(
    _ original: Original, written: [JSON], _ standing: Standing, _ ledger: inout VerdictLedger
  ) -> String? {
    guard written.count == columns.count else { return "\(columns.count) values expected, \(written.count) written" }
    for (column, written) in zip(columns, written) {
      let losses = losses(column, original, written)
      let isAltered = isAltered(column, original)
      if standing != .stray { ledger.note(column.pair, losses, isAltered: isAltered) }
      for loss in losses where !isAltered && !isReported(loss, column, standing) {
        let mapped = column.mapped
        let value = mapped.metadata == nil ? row(of: original.message).member(mapped.field) : original.json
        return "'\(mapped.field)' \(value.text) into \(column.arrival.column), \(mapped.verdict.rawValue), "
          + "is written as \(written.text): \(loss.rawValue) is not reported; \(mapped.sourceType.sql) "
          + "by \(mapped.expression); facts: \(column.facts)"
      }
    }
    return nil
  }

  private func row(of message: JSON) -> JSON { container.map { message[$0] ?? .null } ?? message }

  private func losses(_ column: Column, _ original: Original, _ written: JSON) -> Set<Loss> {
    guard let metadata = column.mapped.metadata else {
      return column.arrival.losses(row(of: original.message).member(column.mapped.field), written)
    }
    guard let record = original.record else { return [.wrong] }
    return MetadataArrival(metadata: metadata, arrival: column.arrival).losses(record, topic: topic, written)
  }

  private func isAltered(_ column: Column, _ original: Original) -> Bool {
    if column.mapped.metadata != nil { return false }
    let field = container.map { "\($0).\(column.mapped.field)" } ?? column.mapped.field
    return original.altered.contains { path in
      path == field || path.hasPrefix(field + "[") || path.hasPrefix(field + ".")
    }
  }

  private func isReported(_ loss: Loss, _ column: Column, _ standing: Standing) -> Bool {
    if standing == .stray { return loss.needsNoWarning || loss.isReported(in: column.facts) }
    return loss.isAllowed(under: column.mapped.verdict, isSampled: standing == .sampled)
      && loss.isReported(in: column.facts)
  }

  /// Whether a message may have no row: it contains none, or a column of the key is NULL or reported to become NULL.
  func mayBeLeftOut(_ original: Original) -> Bool {
    if container != nil, row(of: original.message).isNull { return true }
    return keys.contains { key in
      let column = columns[key]
      return isAltered(column, original)
        || losses(column, original, .null).allSatisfy { isReported($0, column, .stray) }
    }
  }

  /// Whether both are rows with one key.
  func hasKey(of original: Original, _ written: [JSON]) -> Bool {
    keys.allSatisfy { !losses(columns[$0], original, written[$0]).contains(.wrong) }
  }

  /// The values of the key, as one text.
  func key(of written: [JSON]) -> String { JSON.array(keys.map { written[$0] }).text }
}

extension RowJudge.Original {
  /// The Kafka metadata.
  fileprivate var json: JSON { record?.json ?? .null }
}

extension ColumnMapping {
  /// The facts that the notes report of `field` and its elements.
  fileprivate func facts(about field: String) -> [FieldFact] {
    notes.compactMap { note in
      guard case .field(let names, let fact, _) = note else { return nil }
      return names.containsName(field) || names.containsName("\(field)[]") ? fact : nil
    }
  }
}

extension JSON {
  /// The last member with exactly this name; null if there is none.
  func member(_ name: String) -> JSON { object?.members.last { $0.key.isSameName(as: name) }?.value ?? .null }
}
