/// Several INSERTs of one job belong into a statement set; the platform runs a script as one job.
enum StatementSetRule {
  static func findings(_ statements: [SQLStatement]) -> [SQLFinding] {
    var findings: [SQLFinding] = []
    var open: SQLToken?
    var inserts: [SQLToken] = []
    for statement in statements {
      guard let start = statement.tokens.first else { continue }
      if statement.begins(with: "BEGIN", "STATEMENT", "SET") || statement.begins(with: "EXECUTE", "STATEMENT", "SET") {
        open = start
      } else if statement.begins(with: "END") {
        open = nil
      } else if statement.begins(with: "INSERT"), open == nil {
        inserts.append(start)
      }
    }
    if let open {
      findings.append(SQLFinding(.error, at: open, "The statement set is not closed", replacement: "END;"))
    }
    if inserts.count > 1 {
      findings.append(
        SQLFinding(
          .warning, at: inserts[1], "\(inserts.count) INSERTs stand outside a statement set",
          replacement: "BEGIN STATEMENT SET; INSERT ...; INSERT ...; END;"))
    }
    return findings
  }
}
