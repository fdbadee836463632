import PipelineTypes

/// The name of a table or view: `a`, `a.b` or `a.b.c`.
struct SQLName {
  /// At least one.
  let parts: [SQLToken]

  /// Its name in its schema.
  var last: SQLToken { parts[parts.count - 1] }

  /// Equal for names that are written alike: `a` and `db.a` can be one table or two.
  var path: [ExactName] { parts.map { ExactName($0.text) } }
}

/// One statement of a script, as far as the rules need it taken apart.
struct SQLStatement {
  /// What it is.
  enum Body {
    case table(Table)
    case view(name: SQLName, query: ArraySlice<SQLToken>)
    case insert(Insert)
    case other
  }

  /// A `CREATE TABLE`.
  struct Table {
    /// One entry of `WITH`.
    struct Option {
      let key: SQLToken
      let value: SQLToken?
    }

    /// The entries of `WITH`, found by name without a search; of equal names the last counts.
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

      func option(_ name: String) -> Option? { places[ExactName(name)].map { list[$0] } }

      func option(folded name: String) -> Option? { list.last { $0.key.text.lowercased() == name } }
    }

    let isTemporary: Bool
    let name: SQLName
    /// The columns and constraints between the brackets; empty without brackets.
    let entries: [Entry]
    let options: Options
    /// Whether `LIKE` takes columns and options over from another table.
    let isLike: Bool
    /// Whether a query behind `AS` fills it.
    let isFilled: Bool
    /// The token `CREATE`.
    let start: SQLToken

    /// The option called `name`; the connectors of Hologres ignore case, those of Kafka do not.
    func option(_ name: ConnectorOption) -> Option? {
      options.option(name.rawValue) ?? (connector == "hologres" ? options.option(folded: name.rawValue) : nil)
    }

    var connector: String? { options.option(ConnectorOption.connector.rawValue)?.value?.text }

    var isKafka: Bool { connector == "kafka" || connector == "upsert-kafka" }

    /// Whether all of its columns are declared here.
    var isComplete: Bool { !isLike && !isFilled }

    /// Whether each entry could be read.
    var isReadable: Bool { entries.allSatisfy { if case .unreadable = $0 { false } else { true } } }

    var columns: [Column] { entries.compactMap(\.column) }

    /// All that are declared.
    var primaryKeys: [PrimaryKey] { entries.compactMap(\.primaryKey) }
  }

  /// An `INSERT INTO` or `INSERT OVERWRITE`.
  struct Insert {
    let start: SQLToken
    let isOverwrite: Bool
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
  /// What it is, behind `EXPLAIN` or the beginning of a statement set.
  let body: Body

  var table: Table? { if case .table(let table) = body { table } else { nil } }
  var insert: Insert? { if case .insert(let insert) = body { insert } else { nil } }

  /// The statements of a script.
  static func split(_ tokens: [SQLToken]) -> [SQLStatement] {
    tokens.filter { $0.kind != .comment }.split { $0.isSymbol(";") }.map(SQLStatement.init)
  }

  /// - Parameter tokens: All of it, without comments.
  init(_ tokens: ArraySlice<SQLToken>) {
    self.tokens = tokens
    var cursor = TokenCursor(tokens)
    cursor.skipFrame()
    body = cursor.takeBody()
  }
}
