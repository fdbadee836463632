public import PipelineTypes
public import Postgres

/// Reads tables from the catalog of a Hologres (or plain Postgres) database.
///
/// Each query joins inside the server: OIDs differ between the frontend nodes of one Hologres instance, so none is ever
/// carried from one query to the next.
public struct HologresCatalog: Sendable {
  /// The database.
  let client: PostgresClient

  /// A catalog over `client`.
  public init(client: PostgresClient) { self.client = client }

  /// The table called `name`, or nil when there is none that this user can see.
  /// - Throws: ``PostgresError``.
  public func table(_ name: TableName) async throws(PostgresError) -> TargetTable? {
    let values = [PostgresValue(name.schema), PostgresValue(name.table)]
    let rows = try await client.query(ColumnQuery.statement, values)
    guard let first = rows.first else { return nil }
    let columns = try rows.map { row throws(PostgresError) in try ColumnQuery.column(row) }
    let rules = try TableRules(
      try await client.query(ConstraintQuery.statement, values), columns: columns.map(\.name))
    let kind: TargetTable.Kind =
      switch try first.requiredString("relkind") {
      case "p": .partitioned(by: rules.partitionColumns, isEmpty: !rules.hasPartitions)
      case "v": .readOnly(.view)
      case "m": .readOnly(.materializedView)
      case "f": .readOnly(.foreignTable)
      default: .table
      }
    return TargetTable(
      name: name, kind: kind, columns: columns, primaryKey: rules.primaryKey, constraints: rules.constraints,
      memberships: rules.memberships)
  }

  /// The version of Hologres; nil on plain Postgres.
  /// - Throws: ``PostgresError``.
  public func serverVersion() async throws(PostgresError) -> String? {
    try await client.query("select 1")
    return (try? await client.query("select hg_version() as version").first?.string("version")) ?? nil
  }

  /// Names of tables of a schema, without partitions and at most 20: for the error of a table that is not found.
  /// - Throws: ``PostgresError``.
  public func tableNames(in schema: String) async throws(PostgresError) -> [String] {
    let rows = try await client.query(
      """
      select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition order by 1 limit 20
      """, [PostgresValue(schema)])
    return try rows.map { row throws(PostgresError) in try row.requiredString("relname") }
  }
}
