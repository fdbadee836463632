/// Finds in a given SQL text what the platform would refuse, or what is probably not meant, before anybody is asked.
///
/// The rules stand on the options that Realtime Compute documents for its Kafka and Hologres connectors, and on what the
/// parser and planner of Flink 1.17 and 1.20 take.
public struct SQLLint: Sendable {
  private let family: EngineVersion.Family?

  /// A lint.
  /// - Parameter family: Engines that the SQL is for; nil when not known: then the names of all are good.
  public init(family: EngineVersion.Family?) { self.family = family }

  /// What is to be said about `sql`, in the order of the text.
  public func findings(in sql: String) -> [SQLFinding] {
    let tokens = SQLLexer.tokens(of: sql)
    let statements = SQLStatement.split(tokens)
    var findings = SecretRule.findings(tokens, statements) + StatementSetRule.findings(statements)
    findings += DialectRule.findings(tokens.filter { $0.kind != .comment })
    for table in statements.compactMap(\.table) {
      findings += ColumnRule.findings(table) + KeyRule.findings(table)
      findings += OptionRule(family: family).findings(table)
    }
    return Set(findings).sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
  }
}
