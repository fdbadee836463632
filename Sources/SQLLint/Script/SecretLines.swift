extension SQLLint {
  /// The lines of `sql` that contain a literal secret, from 1.
  package static func secretLines(in sql: String) -> Set<Int> {
    let tokens = SQLLexer.tokens(of: sql)
    let places = SecretRule.findings(tokens, SQLStatement.split(tokens)).filter { $0.severity == .error }
      .map { [$0.line, $0.column] }
    let secrets = tokens.filter { places.contains([$0.line, $0.column]) }
    return Set(secrets.flatMap { $0.line...($0.line + $0.text.count { $0.isNewline }) })
  }
}
