import FlinkSQL
import KafkaSampling
import PipelineTypes

/// Statements with which tables take the messages as they are; flink-deploy never runs them.
enum TableSuggestion: Sendable, Equatable {
  /// Create the tables that do not exist.
  case create(String)
  /// Add columns to a table for the fields that no table takes.
  case addColumns(TableName, String)

  /// The member of a result that holds the statements.
  static let member = "suggested_ddl"

  /// The statements.
  var ddl: String {
    switch self {
    case .create(let statements), .addColumns(_, let statements): statements
    }
  }
}

extension TableSuggestion {
  /// Tables for the messages of a topic.
  /// - Returns: nil where no table fits the messages.
  init?(creating tables: [MissingTable], for fields: MessageFields, _ engine: EngineVersion) {
    let statements = tables.compactMap { table in
      SuggestedTable(table.name, for: fields.schema, fields.sample.messages, engine: engine)?
        .statement(for: .hologres, createsSchema: table.needsSchema)
    }
    if statements.isEmpty { return nil }
    self = .create(statements.joined(separator: "\n\n"))
  }

  /// Columns of the first table for the fields that none of `tables` takes.
  /// - Returns: nil where each field has a column, or no column can be added.
  init?(addingTo tables: [TablePlan], for schema: MessageSchema, _ engine: EngineVersion) {
    guard let target = tables.first?.target, tables.allSatisfy({ $0.target != nil }) else { return nil }
    let names = schema.fields.map(\.name).filter { name in tables.allSatisfy { $0.mapping.leavesOut(name) } }
    guard let columns = SuggestedColumns(for: names, of: schema, in: target, engine: engine) else { return nil }
    self = .addColumns(columns.table, columns.statement)
  }
}

extension ColumnMapping {
  /// Whether no column takes the field `name`.
  fileprivate func leavesOut(_ name: String) -> Bool {
    notes.contains { note in
      guard case .field(let names, .notWritten, _) = note else { return false }
      return names.containsName(name)
    }
  }
}

/// A target table that the database does not have.
struct MissingTable: Sendable {
  let name: TableName
  /// Tables that its schema has.
  let known: [String]

  /// Whether the schema may be missing too: it has no table.
  var needsSchema: Bool { known.isEmpty && name.schema != "public" }

  /// Why nothing can be planned without it.
  /// - Parameter suggestion: How it can be created; nil where that is not known.
  func failure(_ suggestion: TableSuggestion?) -> Failure {
    var failure = Failure(PlanProblem.unknownTable(name, known: known))
    if suggestion != nil { failure.remedy = PipelineRemedy.createSuggestedTable }
    return failure
  }
}
