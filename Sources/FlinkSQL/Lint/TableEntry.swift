extension SQLStatement.Table {
  /// What stands between two commas in the brackets of `CREATE TABLE`.
  enum Entry {
    case column(Column)
    case primaryKey(PrimaryKey)
    /// `WATERMARK`, and whether it is one `FOR` something.
    case watermark(SQLToken, isForColumn: Bool)
    /// A constraint or an index that other databases have, by its first word.
    case foreign(SQLToken)
    /// Nothing, or nothing that begins as an entry does.
    case unreadable

    var column: Column? { if case .column(let column) = self { column } else { nil } }

    var primaryKey: PrimaryKey? {
      switch self {
      case .primaryKey(let key): key
      case .column(let column): column.primaryKey
      case .watermark, .foreign, .unreadable: nil
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
    /// What stands behind the type.
    let attributes: ArraySlice<SQLToken>
    let primaryKey: PrimaryKey?

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
    /// Where `PRIMARY` stands.
    let start: SQLToken
    let columns: [SQLToken]
    /// Whether it stands behind its column.
    let isInline: Bool
    let isEnforced: Bool
  }
}

extension SQLStatement.Table.Entry {
  /// - Parameter tokens: All of the entry.
  init(_ tokens: [SQLToken]) {
    var cursor = TokenCursor(tokens[...])
    guard let start = tokens.first, start.isName || start.kind == .doubleQuoted else {
      self = .unreadable
      return
    }
    if cursor.take("WATERMARK") {
      self = .watermark(start, isForColumn: cursor.take("FOR"))
    } else if let key = cursor.takePrimaryKey() {
      self = .primaryKey(key)
    } else if cursor.take("CONSTRAINT"), cursor.takeName() != nil {
      self = cursor.takePrimaryKey().map(Self.primaryKey) ?? .foreign(cursor.rest.first ?? start)
    } else if cursor.isAtForeignEntry {
      self = .foreign(start)
    } else {
      self = .column(SQLStatement.Table.Column(name: start, tokens.dropFirst()))
    }
  }
}

extension SQLStatement.Table.Column {
  /// - Parameters:
  ///   - name: Its name.
  ///   - definition: What stands behind the name.
  fileprivate init(name: SQLToken, _ definition: ArraySlice<SQLToken>) {
    self.name = name
    if definition.first?.isWord("AS") == true {
      (origin, type, attributes, primaryKey) = (.computed, [], definition, nil)
      return
    }
    var cursor = TokenCursor(definition)
    cursor.skip(to: ColumnRule.isAttribute)
    type = definition[..<cursor.rest.startIndex]
    attributes = cursor.rest
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
    return SQLStatement.Table.PrimaryKey(
      start: start, columns: columns, isInline: column != nil, isEnforced: !take("NOT", "ENFORCED"))
  }

  /// Whether a constraint or an index of another database comes next; its words but the reserved ones name columns too.
  fileprivate var isAtForeignEntry: Bool {
    guard let first = rest.first else { return false }
    let (second, behind) = (rest.dropFirst().first, rest.dropFirst(2))
    switch first.kind == .word ? first.keyword : "" {
    case "CHECK": return second?.isSymbol("(") == true
    case "FOREIGN": return second?.isWord("KEY") == true
    case "UNIQUE": return second.map { $0.isSymbol("(") || $0.isWord("KEY") || $0.isWord("INDEX") } == true
    case "FULLTEXT", "SPATIAL": return second.map { $0.isWord("KEY") || $0.isWord("INDEX") } == true
    case "INDEX", "KEY":
      // A type has a number in its brackets, or is a reserved word.
      if second?.isSymbol("(") == true { return true }
      return second.map { $0.isName && !$0.isReserved } == true && behind.first?.isSymbol("(") == true
        && behind.dropFirst().first?.isName == true
    default: return false
    }
  }
}
