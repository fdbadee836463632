/// Several INSERTs of one job belong into a statement set; the platform runs a script as one job.
enum StatementSetRule {
  static func findings(_ statements: [SQLStatement]) -> [SQLFinding] {
    var findings: [SQLFinding] = []
    var open: SQLToken?
    var inserts: [SQLToken] = []
    for statement in statements {
      switch statement.frame {
      case .opensSet(let start): open = start
      case .closesSet: open = nil
      case .none: if open == nil, let insert = statement.insert { inserts.append(insert.start) }
      }
    }
    if let open {
      findings.append(SQLFinding(.error, at: open, "The statement set is not closed", replacement: "END;"))
    }
    if inserts.count > 1 {
      findings.append(
        SQLFinding(
          .warning, at: inserts[1],
          "\(inserts.count) INSERTs stand outside a statement set: write BEGIN STATEMENT SET; before and END; behind them"
        ))
    }
    return findings
  }
}
