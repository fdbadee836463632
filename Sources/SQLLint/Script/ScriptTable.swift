package import PipelineTypes

extension SQLScript {
  /// A `CREATE TABLE`.
  package struct Table: Sendable {
    /// A column.
    package struct Column: Hashable, Sendable {
      /// Where its values come from.
      package enum Origin: Hashable, Sendable {
        case physical, computed, metadata
      }

      /// The name.
      package let name: ExactName
      /// Where its values come from.
      package let origin: Origin
      /// Whether a row for the table has a value for it.
      package let isWritten: Bool
      /// The type, or the expression of a computed column, and whatever follows.
      package let definition: SQLExpression
      /// The type without whether it can be null; nil for a computed column.
      package let type: SQLColumnType?
    }

    /// The name, by parts.
    package let name: [ExactName]
    /// The columns, in the order of the text.
    package let columns: [Column]
    /// The columns of the primary key; empty without one.
    package let primaryKey: [ExactName]
    /// What stands behind `WATERMARK FOR`; nil without one.
    package let watermark: SQLExpression?
    /// The entries of `WITH`.
    package let options: [ExactName: String]

    /// The value of an option.
    package func option(_ name: ConnectorOption) -> String? { options[ExactName(name.rawValue)] }

    /// The connector.
    package var connector: String? { option(.connector) }

    /// The column called `name`.
    package func column(_ name: ExactName) -> Column? { columns.first { $0.name == name } }
  }
}

/// A type of a column: equal for all spellings of it that Flink takes for the same.
package enum SQLColumnType: Hashable, Sendable {
  /// A type of Flink without a length.
  case known(FlinkType)
  /// Another type, by its text.
  case other(SQLExpression)
}

extension SQLScript.Table {
  init(_ table: SQLStatement.Table) {
    name = table.name.path
    columns = table.columns.map(Column.init)
    primaryKey = (table.primaryKeys.first?.columns ?? []).map { ExactName($0.text) }
    watermark = table.entries.lazy.compactMap(\.watermark).first.map(SQLExpression.init)
    // Connectors of Hologres ignore the case of their options.
    let isFolded = table.connector == "hologres"
    options = Dictionary(
      table.options.map { (ExactName(isFolded ? $0.key.text.lowercased() : $0.key.text), $0.value?.text ?? "") },
      uniquingKeysWith: { $1 })
  }
}

extension SQLScript.Table.Column {
  fileprivate init(_ column: SQLStatement.Table.Column) {
    name = ExactName(column.name.text)
    origin =
      switch column.origin {
      case .physical: .physical
      case .computed: .computed
      case .metadata: .metadata
      }
    isWritten = column.isWritten
    definition = SQLExpression(column.definition)
    type = column.type.isEmpty ? nil : SQLColumnType(column.type)
  }
}

extension SQLColumnType {
  fileprivate init(_ tokens: ArraySlice<SQLToken>) {
    let expression = SQLExpression(tokens)
    // These have a length, which `FlinkType` does not know.
    let hasLength = ["BINARY", "CHAR", "CHARACTER", "VARBINARY", "VARCHAR"].contains(where: expression.has)
    let known = hasLength ? nil : try? FlinkType(parsing: expression.text)
    self = known.map(Self.known) ?? .other(expression)
  }
}
