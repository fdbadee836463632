/// The name of a table or view: `a`, `a.b` or `a.b.c`.
struct SQLName {
  /// At least one.
  let parts: [SQLToken]

  /// What it is called in its schema.
  var last: SQLToken { parts[parts.count - 1] }

  /// What is the same where it is written the same: how much is left out of a name depends on what is in use.
  var path: [ExactName] { parts.map { ExactName($0.text) } }
}

/// One statement of a script, as far as the rules need it taken apart.
struct SQLStatement {
  /// What it is.
  enum Body {
    case table(Table)
    case view(name: SQLName)
    case insert(Insert)
    /// A `SELECT`, alone or explained.
    case query
    case other
  }

  /// A `CREATE TABLE`.
  struct Table {
    /// One entry of `WITH`.
    struct Option {
      let key: SQLToken
      let value: SQLToken?
    }

    /// What stands behind `WITH`, found by name without a search: of equal names the last counts.
    struct Options: RandomAccessCollection {
      private let list: [Option]
      private let places: [ExactName: Int]

      init(_ list: [Option]) {
        self.list = list
        places = Dictionary(list.enumerated().map { (ExactName($1.key.text), $0) }) { _, last in last }
      }

      var startIndex: Int { list.startIndex }
      var endIndex: Int { list.endIndex }
      subscript(index: Int) -> Option { list[index] }

      func value(_ name: String) -> String? { places[ExactName(name)].flatMap { list[$0].value?.text } }
    }

    let isTemporary: Bool
    let name: SQLName
    /// The columns and constraints between the brackets; empty without brackets.
    let entries: [Entry]
    /// Where something else stands behind the brackets than Flink has there.
    let stray: SQLToken?
    let options: Options
    /// Whether `LIKE` takes columns and options over from another table.
    let isLike: Bool
    /// Whether a query behind `AS` fills it.
    let isFilled: Bool
    /// Where `CREATE` stands.
    let start: SQLToken

    /// The text of the option called `name`, whose case counts as the connector has it.
    func value(_ name: String) -> String? { options.value(name) }

    /// Whether all of its columns stand here.
    var isComplete: Bool { !isLike && !isFilled }

    var connector: String? { value("connector") }

    var columns: [Column] { entries.compactMap(\.column) }

    /// All that are declared, of which one is good.
    var primaryKeys: [PrimaryKey] { entries.compactMap(\.primaryKey) }
  }

  /// An `INSERT INTO`.
  struct Insert {
    let start: SQLToken
    let table: SQLName
    /// The columns in brackets behind it; nil where there are none.
    let columns: [[SQLToken]]?
    /// Whether `PARTITION` gives values beside those of the query.
    let hasPartition: Bool
    /// What is inserted.
    let query: ArraySlice<SQLToken>
  }

  /// Its tokens without comments and the semicolon.
  let tokens: ArraySlice<SQLToken>
  /// What stands in front of it.
  let frame: Frame
  /// What it is behind that and behind `EXPLAIN`.
  let body: Body

  /// What may stand in front of a statement.
  enum Frame {
    case none
    /// `BEGIN STATEMENT SET`, or `EXECUTE STATEMENT SET BEGIN` in front of the first statement of the set.
    case opensSet(SQLToken)
    /// `END`.
    case closesSet
  }

  var table: Table? { if case .table(let table) = body { table } else { nil } }
  var insert: Insert? { if case .insert(let insert) = body { insert } else { nil } }

  /// Whether rows come or go by it.
  var movesRows: Bool {
    switch body {
    case .insert, .query: true
    case .table(let table): table.isFilled
    case .view, .other: false
    }
  }

  /// The statements of a script.
  static func split(_ tokens: [SQLToken]) -> [SQLStatement] {
    tokens.filter { $0.kind != .comment }.split { $0.isSymbol(";") }.map(SQLStatement.init)
  }

  private init(_ tokens: ArraySlice<SQLToken>) {
    self.tokens = tokens
    var cursor = TokenCursor(tokens)
    frame = cursor.takeFrame()
    body = cursor.takeBody()
  }
}
