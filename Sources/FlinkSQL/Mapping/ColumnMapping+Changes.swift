import PipelineTypes

/// The key of a mapping, where messages are changes of rows.
extension ColumnMapping {
  /// The source's names of the key's columns, when each is the field itself and messages are changes of rows.
  func sourceKey(_ format: MessageFormat) -> [String] {
    // With a key the planner drops what a row was before an update, and with it the key that it had.
    guard format.isChangeLog, !hasKeyChanges else { return [] }
    let fields = primaryKey.compactMap { key in
      columns.first { $0.name.isSameName(as: key) && $0.expression == SQLText.identifier($0.field) }?.field
    }
    return fields.count == primaryKey.count ? fields : []
  }

  /// The columns, filled with Kafka metadata, that would keep deletions from finding their rows.
  ///
  /// Without a key of the source Flink finds the row of a deletion by all of its columns, and a deletion is another
  /// message, with another offset and timestamp.
  func columnsLosingDeletions(_ format: MessageFormat) -> [String] {
    guard format.isChangeLog, !primaryKey.isEmpty, sourceKey(format).isEmpty else { return [] }
    let own = columns.filter { $0.metadata != nil }.map(\.name)
    // No change can find its row by such a key, which is a problem of its own.
    return own.contains { primaryKey.containsName($0) } ? [] : own
  }

  /// The mapping with the columns called `names` left out.
  func without(_ names: [String]) -> ColumnMapping {
    ColumnMapping(
      columns: columns.filter { !names.containsName($0.name) }, primaryKey: primaryKey, keyFilledIn: keyFilledIn,
      hasKeyChanges: hasKeyChanges, partitionColumns: partitionColumns, notes: notes)
  }
}
