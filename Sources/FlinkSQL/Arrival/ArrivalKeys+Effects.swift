public import PipelineTypes

/// What a message does to the rows of one table, in the order in which it does it.
public struct TableEffects: Sendable, Equatable {
  /// The table.
  public let table: TableName
  /// The effects, at least one.
  public let effects: [RowEffect]
}

extension ArrivalKeys {
  /// What a message does to the rows of each table that can be searched.
  /// - Parameter message: The message, with its position.
  public func effects(of message: SampledMessage) -> [TableEffects] {
    sources.flatMap { source in
      let reading = MessageReading(message, source, self)
      return source.tables.compactMap { table -> TableEffects? in
        guard case .success(let key) = table.key else { return nil }
        return TableEffects(table: table.name, effects: reading.effects(on: key))
      }
    }
  }
}

/// A message as a source reads it.
struct MessageReading {
  let message: SampledMessage
  let source: ArrivalKeys.Source
  let keys: ArrivalKeys
  /// What becomes of it.
  let outcome: DryParse.Outcome
  /// The fields whose values leave the reader as other ones, by their paths; nil where there are too many to know.
  let altered: Set<ExactName>?
  /// Where the fields stand in a row.
  let places: [ExactName: Int]

  init(_ message: SampledMessage, _ source: ArrivalKeys.Source, _ keys: ArrivalKeys) {
    (self.message, self.source, self.keys) = (message, source, keys)
    var parse = DryParse(
      columns: source.columns.map { ($0.name, $0.type) }, key: source.key, standard: keys.standard,
      format: keys.format, reader: keys.reader)
    outcome = parse.observe(message)
    altered =
      parse.report.alteredBesides > 0 ? nil : Set(parse.report.altered.map { ExactName($0.field) })
    var names = source.columns.map(\.name)
    if keys.format.container != nil, case .row(let fields) = source.columns.first?.type { names = fields.map(\.name) }
    places = Dictionary(names.enumerated().map { (ExactName($1), $0) }) { first, _ in first }
  }

  /// What the message does to the rows of a table with this key.
  func effects(on key: [KeyColumn]) -> [RowEffect] {
    switch outcome {
    case .skipped: return [.unknown(.noRow)]
    case .failure: return [.unknown(.unreadable)]
    case .changes(let changes):
      // With a key of the source, what a row was before an update is dropped.
      let kept = changes.filter { source.key.isEmpty || $0.kind != .updateBefore }
      let effects = kept.map { effect(of: $0, on: key) }
      return effects.isEmpty ? [.unknown(.noRow)] : effects
    }
  }

  /// The value that the last row of the message has in a column, as a text of the database; nil if it is not known.
  func value(of column: KeyColumn) -> String? {
    for case .written(let row) in effects(on: [column]).reversed() { return row.columns.first?.value }
    return nil
  }

  private func effect(of change: RowChange, on key: [KeyColumn]) -> RowEffect {
    do throws(ArrivalObstacle) {
      let values = try row(change.values)
      let key = RowKey(
        try key.map { column throws(ArrivalObstacle) in
          RowKey.Column(name: column.name, value: try value(of: column, in: values))
        })
      switch change.kind {
      case .insert, .updateAfter: return .written(key)
      case .delete, .updateBefore: return .deleted(key)
      }
    } catch {
      return .unknown(error)
    }
  }

  /// The values of the fields, which Kafka Connect has in a row of their own.
  private func row(_ values: [FlinkValue]) throws(ArrivalObstacle) -> [FlinkValue] {
    guard keys.format.container != nil else { return values }
    guard case .row(let inner) = values.first else { throw .noRow }
    return inner
  }

  private func value(of column: KeyColumn, in row: [FlinkValue]) throws(ArrivalObstacle) -> String {
    if case .metadata(let metadata) = column.conversion { return try value(of: metadata, column) }
    let path = keys.format.container.map { "\($0).\(column.field)" } ?? column.field
    guard let place = places[ExactName(column.field)], row.indices.contains(place) else {
      throw .keyNull(column: column.name)
    }
    guard let altered, !altered.contains(ExactName(path)) else { throw .keyChanged(column: column.name) }
    return try column.text(of: row[place])
  }

  private func value(of metadata: KafkaMetadata, _ column: KeyColumn) throws(ArrivalObstacle) -> String {
    guard let position = message.position else { throw .keyNull(column: column.name) }
    switch metadata {
    case .topic: return try column.kept(keys.topic.description)
    case .partition: return try kept(position.partition, column)
    case .offset: return try kept(position.offset, column)
    case .timestamp:
      guard let timestamp = message.timestamp else { throw .keyNull(column: column.name) }
      return try column.text(ofInstant: Int64(timestamp))
    case .timestampType, .leaderEpoch, .headers: throw .keyChanged(column: column.name)
    }
  }

  private func kept(_ number: Int, _ column: KeyColumn) throws(ArrivalObstacle) -> String {
    column.type == .string ? try column.kept(String(number)) : String(number)
  }
}
