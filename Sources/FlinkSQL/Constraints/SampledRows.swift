public import PipelineTypes

/// The rows that sampled messages make of one table, as far as the values of its columns are known.
///
/// A column is known where it takes a field as the reader reads it. Of expressions only Flink knows the value.
public struct SampledRows: Sendable {
  /// One row that is written or deleted.
  struct Row {
    /// Which message it is of, from 0.
    let message: Int
    let isDeleted: Bool
    /// The values of the columns that are known.
    let values: [ExactName: ColumnValue]
  }

  /// The rows in the order of the messages.
  let rows: [Row]
  /// How many messages there are.
  let messages: Int

  /// Reads messages as the source will.
  /// - Parameters:
  ///   - messages: The messages.
  ///   - schema: Their fields.
  ///   - source: The source of the table.
  ///   - mapping: How its columns are written.
  ///   - target: The table.
  ///   - engine: The engine that reads them.
  public init(
    _ messages: [SampledMessage], _ schema: MessageSchema, _ source: PipelineSource, _ mapping: ColumnMapping,
    into target: TargetTable, on engine: EngineVersion
  ) {
    let places = SampledRows.places(schema.format.container, source, mapping, target)
    var parse = DryParse(
      columns: source.fields, key: source.primaryKey, standard: schema.timestampStandard, format: schema.format,
      reader: FlinkJSONReader(of: schema.format, on: engine))
    let written = Set(mapping.columns.map { ExactName($0.name) })
    let constant = target.columns.compactMap { column -> (ExactName, ColumnValue)? in
      let name = ExactName(column.name)
      guard !written.contains(name), column.filling == .byDefault || !column.isFilledIn else { return nil }
      return (name, column.isFilledIn ? .filledIn : .null)
    }
    var rows: [Row] = []
    for (number, message) in messages.enumerated() {
      guard case .changes(let changes) = parse.observe(message) else { continue }
      for change in changes where change.kind != .updateBefore {
        var values = change.values
        if schema.format.container != nil {
          guard case .row(let inner) = values.first else { continue }
          values = inner
        }
        var row = Dictionary(constant) { first, _ in first }
        for (column, place) in places where place < values.count {
          row[ExactName(column.name)] = ColumnValue(values[place], in: column)
        }
        // A message without its key is not written.
        if mapping.primaryKey.contains(where: { row[ExactName($0)] == .null }) { continue }
        rows.append(Row(message: number, isDeleted: change.kind == .delete, values: row))
      }
    }
    self.rows = rows
    self.messages = messages.count
  }

  /// Where the columns that are known stand in a row of the source.
  private static func places(
    _ container: String?, _ source: PipelineSource, _ mapping: ColumnMapping, _ target: TargetTable
  ) -> [(column: TargetTable.Column, place: Int)] {
    var names = source.fields.map(\.name)
    if container != nil, case .row(let fields) = source.fields.first?.type { names = fields.map(\.name) }
    let indices = Dictionary(names.enumerated().map { (ExactName($1), $0) }) { first, _ in first }
    let columns = Dictionary(target.columns.map { (ExactName($0.name), $0) }) { first, _ in first }
    return mapping.columns.compactMap { column in
      guard column.metadata == nil, column.expression == SQLText.path(container, column.field),
        let place = indices[ExactName(column.field)],
        let known = columns[ExactName(column.name)]
      else { return nil }
      return (known, place)
    }
  }

  /// How many messages have a row for which `isBroken`; nil where that is not known of a row, or no row is.
  func count(_ isBroken: (Row) -> Bool?) -> SampleCount? {
    var broken: Set<Int> = []
    var isEmpty = true
    for row in rows where !row.isDeleted {
      guard let isOne = isBroken(row) else { return nil }
      isEmpty = false
      if isOne { broken.insert(row.message) }
    }
    return isEmpty ? nil : SampleCount(broken.count, of: messages)
  }
}
