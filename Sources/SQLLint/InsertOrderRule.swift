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
    let outputs = relations.outputs(of: insert.query)
    for case let names? in outputs where InsertOrderRule.areSwapped(names, wanted) {
      let found = names.compactMap { $0 }
      // A list of columns holds for all branches of a union.
      let isForAll = outputs.allSatisfy { $0 == names } && InsertOrderRule.isPermutation(found, of: wanted)
      return SQLFinding(
        .columnsSwapped(found: found, wanted: wanted), at: insert.start,
        replacement: isForAll ? InsertOrderRule.text(insert, columns: found) : nil)
    }
    return nil
  }

  /// The beginning of the statement with a list of columns.
  private static func text(_ insert: SQLStatement.Insert, columns: [String]) -> String {
    let table = insert.table.parts.map { SQLText.identifier($0.text) }.joined(separator: ".")
    let list = columns.map(SQLText.identifier).joined(separator: ", ")
    return "INSERT \(insert.isOverwrite ? "OVERWRITE" : "INTO") \(table) (\(list))"
  }

  private static func isPermutation(_ names: [String], of wanted: [String]) -> Bool {
    names.count == wanted.count && Set(names.map(ExactName.init)) == Set(wanted.map(ExactName.init))
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
