import FlinkSQL

/// What the tests of the lint make scripts of.
enum LintScripts {
  private static let kafka = "'connector'='kafka','topic'='t','properties.bootstrap.servers'='k:9092','format'='json'"
  private static let hologres =
    "'connector'='hologres','endpoint'='h:80','dbname'='d','tablename'='t','username'='${secret_values.u}','password'='${secret_values.p}'"

  /// A table `k` of Kafka.
  static func source(_ columns: String = "id BIGINT", _ more: String = ",'scan.startup.mode'='earliest-offset'")
    -> String
  {
    "CREATE TEMPORARY TABLE k (\(columns)) WITH (\(kafka)\(more));"
  }

  /// A table `h` of Hologres.
  static func sink(_ columns: String = "id BIGINT", _ more: String = "") -> String {
    "CREATE TEMPORARY TABLE h (\(columns)) WITH (\(hologres)\(more));"
  }

  /// Both with the same two columns, and `more` behind them.
  static func script(_ more: String) -> String { source("id BIGINT, n STRING") + sink("id BIGINT, n STRING") + more }

  static func findings(_ sql: String, _ family: EngineVersion.Family? = .vvr11) -> [SQLFinding] {
    SQLLint(family: family).findings(in: sql)
  }

  /// Whether an error or a warning has these words in its message and in what to write instead.
  static func found(
    _ severity: SQLFinding.Severity, _ words: String, _ replacement: String?, in findings: [SQLFinding]
  ) -> Bool {
    findings.contains { $0.severity == severity && $0.message.contains(words) && $0.replacement == replacement }
  }
}
