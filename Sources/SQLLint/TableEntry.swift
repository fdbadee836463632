extension SQLStatement.Table {
  /// An entry between two commas in the brackets of `CREATE TABLE`.
  enum Entry {
    case column(Column)
    case primaryKey(PrimaryKey)
    /// What stands behind `WATERMARK FOR`.
    case watermark(ArraySlice<SQLToken>)
    /// Nothing, or nothing that begins as an entry does.
    case unreadable

    var column: Column? { if case .column(let column) = self { column } else { nil } }

    var watermark: ArraySlice<SQLToken>? { if case .watermark(let tokens) = self { tokens } else { nil } }

    var primaryKey: PrimaryKey? {
      switch self {
      case .primaryKey(let key): key
      case .column(let column): column.primaryKey
      case .watermark, .unreadable: nil
      }
    }
  }

  /// A column.
  struct Column {
    /// Where its values come from.
    enum Origin {
      case physical, computed
      /// `METADATA`; a virtual column is not written.
      case metadata(isVirtual: Bool)
    }

    let name: SQLToken
    let origin: Origin
    /// Its type; empty for a computed column.
    let type: ArraySlice<SQLToken>
    let primaryKey: PrimaryKey?
    /// All that stands behind the name.
    let definition: ArraySlice<SQLToken>

    /// Whether a row for the table has a value for it.
    var isWritten: Bool {
      switch origin {
      case .physical, .metadata(isVirtual: false): true
      case .computed, .metadata(isVirtual: true): false
      }
    }
  }

  /// `PRIMARY KEY`, of a column or of the table.
  struct PrimaryKey {
    /// The token `PRIMARY`.
    let start: SQLToken
    let columns: [SQLToken]
    /// Whether it follows its column.
    let isInline: Bool
  }
}

extension SQLStatement.Table.Entry {
  /// - Parameter tokens: All of the entry.
  init(_ tokens: [SQLToken]) {
    var cursor = TokenCursor(tokens[...])
    guard let start = tokens.first, start.isName else {
      self = .unreadable
      return
    }
    if cursor.take("WATERMARK", "FOR") {
      self = .watermark(cursor.rest)
    } else if let key = cursor.takePrimaryKey() {
      self = .primaryKey(key)
    } else if cursor.take("CONSTRAINT"), cursor.takeName() != nil {
      self = cursor.takePrimaryKey().map(Self.primaryKey) ?? .unreadable
    } else {
      self = .column(SQLStatement.Table.Column(name: start, tokens.dropFirst()))
    }
  }
}

extension SQLStatement.Table.Column {
  /// The words that end a type.
  private static let attributes = ["NOT", "NULL", "PRIMARY", "CONSTRAINT", "COMMENT", "METADATA"]

  /// - Parameters:
  ///   - name: Its name.
  ///   - definition: The tokens behind the name.
  fileprivate init(name: SQLToken, _ definition: ArraySlice<SQLToken>) {
    self.name = name
    self.definition = definition
    if definition.first?.isWord("AS") == true {
      (origin, type, primaryKey) = (.computed, [], nil)
      return
    }
    var cursor = TokenCursor(definition)
    cursor.skip { token in Self.attributes.contains(where: token.isWord) }
    type = definition[..<cursor.rest.startIndex]
    let attributes = cursor.rest
    let isMetadata = attributes.contains { $0.isWord("METADATA") }
    origin = isMetadata ? .metadata(isVirtual: attributes.contains { $0.isWord("VIRTUAL") }) : .physical
    cursor.skip(to: "PRIMARY")
    primaryKey = cursor.takePrimaryKey(of: name)
  }
}

extension TokenCursor {
  /// Takes `PRIMARY KEY` with its columns, or without any behind `column`.
  fileprivate mutating func takePrimaryKey(of column: SQLToken? = nil) -> SQLStatement.Table.PrimaryKey? {
    guard let start = rest.first, take("PRIMARY", "KEY") else { return nil }
    let columns = column.map { [$0] } ?? (takeList() ?? []).compactMap(\.first)
    return SQLStatement.Table.PrimaryKey(start: start, columns: columns, isInline: column != nil)
  }
}
