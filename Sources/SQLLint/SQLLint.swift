import Notices
public import PipelineTypes

/// Finds in a given SQL script what neither Flink's planner nor the connector factories report.
///
/// The platform validates each script with the true planner and the true factories, so this lint has no opinion on
/// syntax, types or options. Only a literal secret is an error; all else is a warning.
public struct SQLLint: Sendable {
  private let targets: [TargetRule]
  private let endpoints: Endpoints?

  /// Tables of Hologres, as their database describes them.
  public struct Targets: Sendable {
    let database: String
    let tables: [TargetTable]

    /// Tables of one database.
    /// - Parameters:
    ///   - tables: The tables.
    ///   - database: The name of the database.
    public init(_ tables: [TargetTable], in database: String) {
      self.database = database
      self.tables = tables
    }
  }

  /// The topic and the table that a call names for its script.
  public struct Endpoints: Sendable {
    let topic: TopicName
    let table: TableName

    /// A topic and a table.
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
  ///   - targets: Tables that the SQL writes; nil when none is known.
  ///   - endpoints: What the call names; nil when it names nothing.
  public init(targets: Targets? = nil, endpoints: Endpoints? = nil) {
    self.targets = targets.map { known in known.tables.map { TargetRule($0, in: known.database) } } ?? []
    self.endpoints = endpoints
  }

  /// The tables of the Hologres database `database` that `sql` declares, each once.
  public static func hologresTables(in sql: String, of database: String) -> [TableName] {
    SQLStatement.split(SQLLexer.tokens(of: sql)).compactMap { $0.table?.hologresName(in: database) }
      .reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
  }

  /// The findings in `sql`, in the order of the text.
  public func findings(in sql: String) -> [SQLFinding] {
    let tokens = SQLLexer.tokens(of: sql)
    let statements = SQLStatement.split(tokens)
    var findings = SecretRule.findings(tokens, statements) + InsertOrderRule(statements).findings()
    if let endpoints { findings += EndpointRule.findings(statements, endpoints) }
    let written = Set(statements.compactMap(\.insert).map(\.table.path))
    let isHinted = StartupRule.isHinted(tokens)
    for statement in statements { findings += DatePatternRule.findings(statement) }
    for table in statements.compactMap(\.table) {
      findings += DroppedRowRule.findings(table) + LoginModuleRule.findings(table) + TopicRule.findings(table)
      findings += StartupRule.findings(table, isWritten: written.contains(table.name.path), isHinted: isHinted)
      findings += TableNameRule.findings(table) + targets.flatMap { $0.findings(table) }
    }
    return SQLLint.ordered(findings)
  }

  /// Each finding once, in the order of the text; those at one place in the order in which they were found.
  private static func ordered(_ findings: [SQLFinding]) -> [SQLFinding] {
    var known: Set<SQLFinding> = []
    return findings.filter { known.insert($0).inserted }.enumerated()
      .sorted { left, right in
        let (first, second) = (left.element, right.element)
        return (first.line, first.column, first.problem.code, left.offset)
          < (second.line, second.column, second.problem.code, right.offset)
      }
      .map(\.element)
  }
}
