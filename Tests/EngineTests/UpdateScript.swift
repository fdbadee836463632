/// A script of a test: sources that read its topic, and tables with an INSERT each.
struct UpdateScript: Sendable {
  /// A source table.
  struct Source: Sendable {
    var name = "kafka_source"
    /// What follows the name of the test in that of the consumer group.
    var group = "first"
    var startupMode = "earliest-offset"
    var format = "json"
    var columns = ["`id` BIGINT", "`name` STRING"]
    var hasKey = false
  }

  /// A sink table with its INSERT.
  struct Target: Sendable {
    var name = "hologres_sink"
    /// What follows the name of the test in that of the table.
    var table = ""
    /// Columns that the source has too.
    var columns = ["`id` BIGINT", "`name` STRING"]
    var hasKey = true
    var source = "kafka_source"
    var filter: String? = "`id` IS NOT NULL"
  }

  /// The sources.
  var sources = [Source()]
  /// The tables, in the order of their INSERTs.
  var targets = [Target()]

  /// A script of one source and one table.
  init(_ change: (inout UpdateScript) -> Void = { _ in }) { change(&self) }

  /// This script with a change.
  func with(_ change: (inout UpdateScript) -> Void) -> UpdateScript {
    var script = self
    change(&script)
    return script
  }

  /// The SQL.
  /// - Parameter name: The name of the topic and of the first table.
  func sql(_ name: String) -> String {
    let tables = sources.map { Self.statement(of: $0, name) } + targets.map { Self.statement(of: $0, name) }
    let inserts = targets.map(Self.insert)
    let rest = inserts.count == 1 ? inserts : ["BEGIN STATEMENT SET;"] + inserts + ["END;"]
    return (tables + rest).joined(separator: "\n\n") + "\n"
  }

  private static func statement(of source: Source, _ name: String) -> String {
    table(
      source.name, source.columns + (source.hasKey ? [key] : []),
      [
        "'connector' = 'kafka'", "'topic' = '\(name)'",
        "'properties.bootstrap.servers' = 'kafka.sandbox.internal:9092'",
        "'properties.group.id' = '\(name)-\(source.group)'", "'scan.startup.mode' = '\(source.startupMode)'",
        "'format' = '\(source.format)'",
      ])
  }

  private static func statement(of target: Target, _ name: String) -> String {
    table(
      target.name,
      target.hasKey ? target.columns.map { $0.hasPrefix("`id`") ? $0 + " NOT NULL" : $0 } + [key] : target.columns,
      [
        "'connector' = 'hologres'", "'endpoint' = 'hologres.sandbox.internal:80'", "'dbname' = 'holo_demo'",
        "'tablename' = 'public.\(name)\(target.table)'", "'username' = '${secret_values.hologres_username}'",
        "'password' = '${secret_values.hologres_password}'",
      ])
  }

  private static let key = "PRIMARY KEY (`id`) NOT ENFORCED"

  private static func table(_ name: String, _ columns: [String], _ options: [String]) -> String {
    "CREATE TEMPORARY TABLE `\(name)` (\n  \(columns.joined(separator: ",\n  "))\n) WITH (\n"
      + "  \(options.joined(separator: ",\n  "))\n);"
  }

  private static func insert(_ target: Target) -> String {
    let columns = target.columns.map { String($0.prefix { $0 != " " }) }.joined(separator: ", ")
    return "INSERT INTO `\(target.name)` (\(columns))\nSELECT \(columns)\nFROM `\(target.source)`"
      + (target.filter.map { "\nWHERE \($0)" } ?? "") + ";"
  }
}
