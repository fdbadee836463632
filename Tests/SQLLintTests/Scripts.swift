import PipelineTypes
import SQLLint

/// Scripts for the tests of the lint, and its findings in them.
enum Scripts {
  private static let kafka = "'connector'='kafka','topic'='t','properties.bootstrap.servers'='k:9092','format'='json'"
  private static let hologres =
    "'connector'='hologres','endpoint'='h:80','dbname'='d','tablename'='t','username'='${secret_values.u}','password'='${secret_values.p}'"

  /// A table `k` of the Kafka topic `t`.
  static func source(
    _ columns: String = "id BIGINT", _ more: String = ",'scan.startup.mode'='earliest-offset'"
  ) -> String {
    "CREATE TEMPORARY TABLE k (\(columns)) WITH (\(kafka)\(more));"
  }

  /// A table `h` of the Hologres table `t` in the database `d`.
  static func sink(_ columns: String = "id BIGINT", _ more: String = "") -> String {
    "CREATE TEMPORARY TABLE h (\(columns)) WITH (\(hologres)\(more));"
  }

  /// A source `k` of `id`, `a`, `b` and `ts`, a sink `h` of `id`, `a` and `b`, and `more` behind them.
  static func script(_ more: String) -> String {
    source("id BIGINT, a STRING, b STRING, ts TIMESTAMP(3)")
      + sink("id BIGINT, a STRING, b STRING, PRIMARY KEY (id) NOT ENFORCED") + more
  }

  /// A table of the schema `public`; a type that ends in `!` is NOT NULL.
  static func table(
    _ name: String = "t", _ columns: KeyValuePairs<String, String>, key: [String] = []
  ) -> TargetTable {
    TargetTable(
      name: TableName(schema: "public", table: name),
      columns: columns.map { name, type in
        let isRequired = type.hasSuffix("!")
        return TargetTable.Column(
          name: name, databaseType: isRequired ? String(type.dropLast()) : type, isNullable: !isRequired)
      }, primaryKey: key)
  }

  /// The findings of a lint that knows no table and no call.
  static func findings(_ sql: String) -> [SQLFinding] { SQLLint().findings(in: sql) }
}
