import PipelineTypes

/// The database that a statement is for.
public enum TableDialect: Sendable {
  /// Any version of Hologres: properties are set by calls, since `WITH` needs Hologres 2.1.
  case hologres
  /// Postgres, which has no such properties.
  case postgres
}

extension SuggestedTable {
  /// The most columns of a distribution key; with more of them, fewer queries name each.
  private static let mostDistributionColumns = 2

  /// The statements that create the table, in one transaction.
  /// - Parameters:
  ///   - dialect: The database.
  ///   - createsSchema: Whether the schema is created as well.
  public func statement(for dialect: TableDialect, createsSchema: Bool = false) -> String {
    let table = DatabaseText.identifier(name)
    let lines =
      columns.map { column in
        let type = column.type.sql + (primaryKey.containsName(column.name) ? " NOT NULL" : "")
        return "  \(DatabaseText.identifier(column.name)) \(type)"
      } + (primaryKey.isEmpty ? [] : ["  PRIMARY KEY (\(DatabaseText.list(primaryKey)))"])
    let comments = columns.compactMap { column in
      column.comment.map {
        "COMMENT ON COLUMN \(table).\(DatabaseText.identifier(column.name)) IS \(DatabaseText.literal($0));"
      }
    }
    let schema = createsSchema ? ["CREATE SCHEMA IF NOT EXISTS \(DatabaseText.identifier(name.schema));"] : []
    let create = "CREATE TABLE \(table) (\n\(lines.joined(separator: ",\n"))\n);"
    return (schema + ["BEGIN;", create] + properties(dialect) + comments + ["COMMIT;"]).joined(separator: "\n")
  }

  private func properties(_ dialect: TableDialect) -> [String] {
    guard dialect == .hologres else { return [] }
    let key = primaryKey.prefix(SuggestedTable.mostDistributionColumns).map(DatabaseText.nameInProperty)
    let distribution = key.isEmpty ? [] : [("distribution_key", key.joined(separator: ","))]
    return ([("orientation", "column")] + distribution).map { property, value in
      let arguments = [name.description, property, value].map(DatabaseText.literal)
      return "CALL set_table_property(\(arguments.joined(separator: ", ")));"
    }
  }
}

extension SuggestedColumns {
  /// The statement that adds the columns.
  public var statement: String {
    let columns = columns.map { "  ADD COLUMN \(DatabaseText.identifier($0.name)) \($0.type.sql)" }
    return "ALTER TABLE \(DatabaseText.identifier(table))\n\(columns.joined(separator: ",\n"));"
  }
}

/// Names and texts in statements of Hologres and Postgres.
private enum DatabaseText {
  static func identifier(_ name: String) -> String { "\"\(SQLText.doubled("\"", in: name))\"" }

  static func identifier(_ table: TableName) -> String { "\(identifier(table.schema)).\(identifier(table.table))" }

  static func list(_ names: [String]) -> String { names.map(identifier).joined(separator: ", ") }

  static func literal(_ text: String) -> String { SQLText.literal(text) }

  /// A column in the value of a property, in quotes where the name needs them.
  static func nameInProperty(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
    let startsPlain = name.unicodeScalars.first.map { !("0"..."9").contains($0) } == true
    return isPlain && startsPlain ? name : identifier(name)
  }
}
