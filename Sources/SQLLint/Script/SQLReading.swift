package import PipelineTypes

/// A table or view that a query reads.
package struct SQLReading: Hashable, Sendable {
  /// Its name, by parts.
  package let name: [ExactName]
  /// Whether each row looks it up (`FOR SYSTEM_TIME AS OF`), so that it is not a source of its own.
  package let isLookup: Bool
}

extension ArraySlice<SQLToken> {
  /// The tables that the query of these tokens reads, in the order of the text.
  var reads: [SQLReading] {
    var reader = RelationReader()
    return reader.reads(of: self)
  }
}

/// Finds the names of relations: behind `FROM`, `JOIN` and `TABLE`, and behind commas between relations.
private struct RelationReader {
  /// One pair of brackets, or everything around them.
  private struct Level {
    var hasSelect = false
    /// Whether what comes is a list of relations.
    var isInFrom = false
  }

  private static let clauses = ["WHERE", "GROUP", "HAVING", "ORDER", "WINDOW", "LIMIT", "UNION", "INTERSECT", "EXCEPT"]

  private var levels = [Level()]
  private var expectsName = false
  /// Whether the token before is the first half of `DISTINCT FROM`, which compares.
  private var isDistinct = false

  mutating func reads(of tokens: ArraySlice<SQLToken>) -> [SQLReading] {
    var reads: [SQLReading] = []
    var cursor = TokenCursor(tokens)
    while let token = cursor.rest.first {
      if expectsName, token.isName, !token.isWord("LATERAL"), !token.isWord("TABLE"), let name = cursor.takeName() {
        expectsName = false
        // What stands behind a function of tables is a list of arguments.
        if cursor.rest.first?.isSymbol("(") != true {
          reads.append(SQLReading(name: name.path, isLookup: cursor.rest.first?.isWord("FOR") == true))
        }
        continue
      }
      cursor.drop()
      pass(token, next: cursor.rest.first)
      isDistinct = token.isWord("DISTINCT")
    }
    return reads
  }

  private mutating func pass(_ token: SQLToken, next: SQLToken?) {
    let top = levels.count - 1
    if token.isSymbol("(") {
      levels.append(Level(isInFrom: expectsName))
      expectsName = expectsName && next?.isWord("SELECT") != true
    } else if token.isSymbol(")") {
      if top > 0 { levels.removeLast() }
      expectsName = false
    } else if token.isSymbol(",") {
      expectsName = levels[top].isInFrom
    } else if token.isWord("SELECT") {
      levels[top] = Level(hasSelect: true)
    } else if token.isWord("FROM"), !isDistinct {
      // In `EXTRACT(DAY FROM t)`, no relation follows.
      levels[top].isInFrom = levels[top].hasSelect
      expectsName = levels[top].isInFrom
    } else if token.isWord("JOIN") {
      expectsName = true
    } else if token.isWord("TABLE") {
      expectsName = next?.isSymbol("(") != true
    } else if RelationReader.clauses.contains(where: token.isWord) {
      levels[top].isInFrom = false
      expectsName = false
    }
  }
}
