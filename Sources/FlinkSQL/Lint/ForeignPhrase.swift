/// What other databases write and Flink's parser refuses, as a run of tokens.
struct ForeignPhrase {
  /// Where in a statement it is foreign.
  enum Place {
    case anywhere, start
    /// Not among the columns of a table, which may be called so.
    case query
  }

  /// A keyword, a symbol, `#` for a number, `'` for a text or `()` for brackets and all between them; blanks apart.
  let pattern: [String]
  let place: Place
  let message: String
  /// `#1` and `#2` stand for the numbers of the pattern.
  let replacement: String?

  private init(_ pattern: String, _ message: String, _ replacement: String? = nil, at place: Place = .anywhere) {
    self.pattern = pattern.split(separator: " ").map(String.init)
    self.message = message
    self.replacement = replacement
    self.place = place
  }

  private static let longest = 100
  private static let upsert = "the sink replaces rows of the same primary key by itself"

  static let all = [
    ForeignPhrase("INSERT IGNORE", "Flink SQL has no INSERT IGNORE: the sink's options decide", "INSERT"),
    ForeignPhrase("INSERT INTO TABLE", "TABLE stands in no INSERT of Flink", "INSERT INTO"),
    ForeignPhrase("INSERT OVERWRITE TABLE", "TABLE stands in no INSERT of Flink", "INSERT OVERWRITE"),
    ForeignPhrase("REPLACE INTO", "Flink SQL has no REPLACE: \(upsert)", "INSERT INTO", at: .start),
    ForeignPhrase("UPSERT INTO", "Flink SQL has no UPSERT: \(upsert)", "INSERT INTO", at: .start),
    ForeignPhrase("MERGE INTO", "Flink SQL has no MERGE: \(upsert)", at: .start),
    ForeignPhrase("UPDATE", "A streaming job has no UPDATE: \(upsert)", at: .start),
    ForeignPhrase("DELETE FROM", "A streaming job has no DELETE: the sink deletes what its source deletes", at: .start),
    ForeignPhrase("CREATE EXTERNAL TABLE", "Flink SQL has no external tables", "CREATE TEMPORARY TABLE", at: .start),
    ForeignPhrase("CREATE STREAM", "Flink SQL has no CREATE STREAM", "CREATE TEMPORARY TABLE", at: .start),
    ForeignPhrase("CREATE INDEX", "Flink SQL has no indexes; leave it out", at: .start),
    ForeignPhrase("CREATE UNIQUE INDEX", "Flink SQL has no indexes; leave it out", at: .start),
    ForeignPhrase("DELIMITER", "Flink SQL has no DELIMITER; leave it out", at: .start),
    ForeignPhrase("GO", "GO ends no statement of Flink", ";", at: .start),
    ForeignPhrase("EMIT CHANGES", "Flink SQL has no EMIT CHANGES; leave it out"),
    ForeignPhrase("LATERAL VIEW", "Flink SQL has no LATERAL VIEW; CROSS JOIN UNNEST(array) AS alias (column) does it"),
    ForeignPhrase("LIMIT # , #", "LIMIT takes one number", "LIMIT #2 OFFSET #1"),
    ForeignPhrase("SELECT TOP #", "Flink SQL has no TOP; LIMIT stands at the end of a query", "SELECT"),
    ForeignPhrase("ILIKE", "Flink SQL has no ILIKE; compare LOWER(text) by LIKE", at: .query),
    ForeignPhrase(
      "RLIKE", "Flink SQL has no RLIKE; REGEXP(text, pattern) tells whether a pattern is found", at: .query),
    ForeignPhrase("REGEXP '", "REGEXP stands in front, as in REGEXP(text, pattern)", at: .query),
    ForeignPhrase("GROUP_CONCAT (", "Flink SQL has no GROUP_CONCAT", "LISTAGG("),
    ForeignPhrase("STRING_AGG (", "Flink SQL has no STRING_AGG", "LISTAGG("),
  ]

  /// Where the rows of one key meet; the connector's option for it has a name of its own in each family.
  static func conflicts(_ family: EngineVersion.Family?) -> [ForeignPhrase] {
    let option =
      switch family {
      case .vvr8: "'mutatetype'"
      case .vvr11: "'sink.on-conflict-action'"
      case nil: "'mutatetype' or 'sink.on-conflict-action'"
      }
    func decided(_ clause: String) -> String {
      "Flink SQL has no \(clause): the sink's option \(option) decides; leave it out"
    }
    return ["ON CONFLICT DO", "ON CONFLICT () DO", "ON CONFLICT ON CONSTRAINT"].map {
      ForeignPhrase($0, decided("ON CONFLICT"))
    } + [ForeignPhrase("ON DUPLICATE KEY UPDATE", decided("ON DUPLICATE KEY"))]
  }

  /// What is wrong where it stands at the front of `tokens`; nil when it does not.
  func finding(in tokens: ArraySlice<SQLToken>) -> SQLFinding? {
    // A bracket that nothing closes would be gone through for each of its words.
    var cursor = TokenCursor(tokens.prefix(ForeignPhrase.longest))
    var numbers: [String] = []
    for piece in pattern {
      guard let token = cursor.rest.first else { return nil }
      if piece == "()" {
        guard cursor.takeList() != nil else { return nil }
        continue
      }
      guard ForeignPhrase.matches(piece, token) else { return nil }
      if piece == "#" { numbers.append(token.text) }
      cursor.drop()
    }
    let text = zip(1..., numbers).reduce(replacement) { $0?.replacing("#\($1.0)", with: $1.1) }
    return SQLFinding(.error, at: tokens[tokens.startIndex], message, replacement: text)
  }

  private static func matches(_ piece: String, _ token: SQLToken) -> Bool {
    switch piece {
    case "#": token.kind == .number
    case "'": token.kind == .string
    default: token.isWord(piece) || token.isSymbol(piece)
    }
  }
}
