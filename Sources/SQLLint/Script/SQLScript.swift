package import PipelineTypes

/// A script as values that can be compared: what it declares and inserts, and what this reader does not understand.
package struct SQLScript: Sendable {
  /// A `CREATE VIEW`.
  package struct View: Sendable {
    /// Its name, by parts.
    package let name: [ExactName]
    /// What it shows.
    package let query: SQLQuery
  }

  /// An `INSERT INTO`.
  package struct Insert: Sendable {
    /// The table that it writes, by parts.
    package let table: [ExactName]
    /// The columns in brackets behind the table; nil where there are none.
    package let columns: [ExactName]?
    /// What it writes.
    package let query: SQLQuery
    /// All of the statement.
    package let text: SQLExpression
  }

  /// The tables, in the order of the text.
  package private(set) var tables: [Table] = []
  /// The views, in the order of the text.
  package private(set) var views: [View] = []
  /// The INSERTs, in the order of the text.
  package private(set) var inserts: [Insert] = []
  /// What `SET` sets, in the order of the text.
  package private(set) var settings: [(key: String, value: String)] = []
  /// The beginnings of the statements that this reader does not understand.
  package private(set) var unknown: [String] = []

  /// The script `sql`.
  package init(_ sql: String) {
    for tokens in SQLScript.split(sql) { add(tokens) }
  }

  /// All statements, each in the one form that all its spellings share.
  package static func statements(of sql: String) -> [[SQLPart]] { split(sql).map(SQLPart.parts) }

  /// The statements, with the hints in them.
  private static func split(_ sql: String) -> [ArraySlice<SQLToken>] {
    SQLLexer.tokens(of: sql).filter { $0.kind != .comment || $0.isHint }.split { $0.isSymbol(";") }
  }

  private mutating func add(_ tokens: ArraySlice<SQLToken>) {
    let statement = SQLStatement(tokens.filter { !$0.isHint }[...])
    switch statement.body {
    case .table(let declared) where declared.isComplete && declared.isReadable: tables.append(Table(declared))
    case .view(let name, let query): views.append(View(name: name.path, query: SQLQuery(query)))
    case .insert(let insert) where !insert.isOverwrite && !insert.hasPartition && isPlain(tokens):
      inserts.append(
        Insert(
          table: insert.table.path, columns: insert.columns.map { $0.compactMap(\.first).map { ExactName($0.text) } },
          query: tokens.contains(where: \.isHint)
            ? .other(SQLExpression(insert.query), reads: insert.query.reads)
            : SQLQuery(insert.query),
          text: SQLExpression(tokens)))
    case .table, .insert: unknown.append(SQLScript.beginning(of: tokens))
    case .other:
      if let setting = SQLScript.setting(tokens) {
        settings.append(setting)
      } else if !SQLScript.isFrame(tokens) {
        unknown.append(SQLScript.beginning(of: tokens))
      }
    }
  }

  /// Whether the statement runs its INSERT, and does not explain or compile it.
  private func isPlain(_ tokens: ArraySlice<SQLToken>) -> Bool {
    ["INSERT", "BEGIN", "EXECUTE"].contains { tokens.first?.isWord($0) == true }
      && !tokens.prefix(2).contains { $0.isWord("PLAN") }
  }

  /// Whether it only begins or ends a statement set.
  private static func isFrame(_ tokens: ArraySlice<SQLToken>) -> Bool {
    var cursor = TokenCursor(tokens)
    guard cursor.take("BEGIN", "STATEMENT", "SET") || cursor.take("END") else { return false }
    return cursor.rest.isEmpty
  }

  /// `SET 'key' = 'value'`, with or without quotes.
  private static func setting(_ tokens: ArraySlice<SQLToken>) -> (key: String, value: String)? {
    guard tokens.first?.isWord("SET") == true, let sign = tokens.firstIndex(where: { $0.isSymbol("=") }) else {
      return nil
    }
    let (key, value) = (tokens[(tokens.startIndex + 1)..<sign], tokens[(sign + 1)...])
    guard !key.isEmpty, !value.isEmpty else { return nil }
    return (key.map(\.text).joined(), value.map(\.text).joined())
  }

  /// Its first words, such as `CREATE FUNCTION`.
  private static func beginning(of tokens: ArraySlice<SQLToken>) -> String {
    SQLPart.parts(of: tokens.prefix(4)).prefix { if case .keyword = $0 { true } else { false } }.map(\.text)
      .joined(separator: " ")
  }
}
