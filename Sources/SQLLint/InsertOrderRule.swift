import PipelineTypes

/// INSERTs by position whose query has the sink's own column names in another order.
struct InsertOrderRule {
  private let statements: [SQLStatement]
  private let relations: Relations

  init(_ statements: [SQLStatement]) {
    self.statements = statements
    relations = Relations(statements)
  }

  func findings() -> [SQLFinding] {
    // Behind USE the same name is that of another table.
    if statements.contains(where: { $0.tokens.first?.isWord("USE") == true }) { return [] }
    return statements.compactMap(\.insert).compactMap(finding)
  }

  private func finding(_ insert: SQLStatement.Insert) -> SQLFinding? {
    guard insert.columns == nil, !insert.hasPartition, let wanted = relations.writableColumns(of: insert.table) else {
      return nil
    }
    for names in relations.outputs(of: insert.query) where InsertOrderRule.areSwapped(names, wanted) {
      let found = names.map { $0 ?? "" }
      let list = found.map(SQLText.identifier).joined(separator: ", ")
      let isNamed = !found.contains("")
      return SQLFinding(
        .columnsSwapped(found: found.filter { !$0.isEmpty }, wanted: wanted), at: insert.start,
        replacement: isNamed ? "INSERT INTO \(SQLText.identifier(insert.table.last.text)) (\(list))" : nil)
    }
    return nil
  }

  /// Whether at least two columns of the query have names of the sink that belong to other positions.
  private static func areSwapped(_ names: [String?], _ wanted: [String]) -> Bool {
    guard names.count == wanted.count else { return false }
    let sink = Set(wanted.map(ExactName.init))
    let misplaced = zip(names, wanted).filter { name, wanted in
      name.map { !$0.isSameName(as: wanted) && sink.contains(ExactName($0)) } ?? false
    }
    return misplaced.count > 1
  }
}
