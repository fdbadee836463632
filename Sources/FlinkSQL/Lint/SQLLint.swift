/// Finds in a given SQL text what the platform would refuse, or what is probably not meant, before anybody is asked.
///
/// The rules stand on the options that Realtime Compute documents for its Kafka and Hologres connectors, and on what the
/// parser and planner of Flink 1.17 and 1.20 take.
public struct SQLLint: Sendable {
  private let family: EngineVersion.Family?
  private let targets: [TargetRule]
  private let ends: Ends?

  /// Tables of Hologres, as their database describes them.
  public struct Targets: Sendable {
    let database: String
    let tables: [TargetTable]

    /// Tables of one database.
    /// - Parameters:
    ///   - database: Its name.
    ///   - tables: The tables.
    public init(_ tables: [TargetTable], in database: String) {
      self.database = database
      self.tables = tables
    }
  }

  /// What a script is said to move rows between.
  public struct Ends: Sendable {
    let topic: TopicName
    let table: TableName

    /// The two ends of a pipeline.
    /// - Parameters:
    ///   - topic: The topic.
    ///   - table: The table.
    public init(topic: TopicName, table: TableName) {
      self.topic = topic
      self.table = table
    }
  }

  /// A lint.
  /// - Parameters:
  ///   - family: Engines that the SQL is for; nil when not known: then the names of all are good.
  ///   - targets: Tables that the SQL writes; nil when none is known.
  ///   - ends: What the SQL is said to read and write; nil when nothing is said.
  public init(family: EngineVersion.Family?, targets: Targets? = nil, ends: Ends? = nil) {
    self.family = family
    self.targets = targets.map { known in known.tables.map { TargetRule($0, in: known.database) } } ?? []
    self.ends = ends
  }

  /// The tables of the Hologres database `database` that `sql` declares, each once: knowing them would tell more.
  public static func hologresTables(in sql: String, of database: String) -> [TableName] {
    SQLStatement.split(SQLLexer.tokens(of: sql)).compactMap { $0.table?.hologresName(in: database) }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }

  /// What is to be said about `sql`, in the order of the text.
  public func findings(in sql: String) -> [SQLFinding] {
    let tokens = SQLLexer.tokens(of: sql)
    let statements = SQLStatement.split(tokens)
    var findings = LiteralRule.open(tokens) + SecretRule.findings(tokens, statements)
    findings += StatementSetRule.findings(statements) + UnusedRule.findings(statements)
    findings += InsertRule(family: family).findings(statements)
    if let ends { findings += EndsRule.findings(statements, ends) }
    let (dialect, functions) = (DialectRule(family: family), FunctionRule(statements))
    for statement in statements {
      findings += dialect.findings(statement) + SymbolRule.findings(statement) + LiteralRule.findings(statement)
      findings += functions.findings(statement) + TypeRule.findings(statement) + StatementRule.findings(statement)
    }
    let options = OptionRule(
      family: family, hints: SQLHint.all(in: tokens),
      written: Set(statements.compactMap(\.insert).map(\.table.path)))
    for table in statements.compactMap(\.table) {
      findings += ColumnRule.findings(table) + KeyRule.findings(table) + LossRule.findings(table)
      findings += options.findings(table) + AddressRule.findings(table) + LoginModuleRule.findings(table)
      findings += targets.flatMap { $0.findings(table) }
    }
    return Set(findings).sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
  }
}
