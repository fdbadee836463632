public import PipelineTypes
public import Postgres

/// Reads tables from the catalog of a Hologres (or plain Postgres) database.
///
/// Each query joins inside the server: OIDs differ between the frontend nodes of one Hologres instance, so none is ever
/// carried from one query to the next.
public struct HologresCatalog: Sendable {
  private let client: PostgresClient

  /// A catalog over `client`.
  public init(client: PostgresClient) { self.client = client }

  /// The table called `name`, or nil when there is none that this user can see.
  /// - Throws: ``PostgresError``.
  public func table(_ name: TableName) async throws(PostgresError) -> TargetTable? {
    let rows = try await client.query(
      """
      select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) as type, a.attnotnull, a.atthasdef,
             a.attidentity::text as identity, t.relkind::text as relkind,
             coalesce(c.is_generated, 'NEVER') = 'ALWAYS' as is_generated,
             coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) like 'nextval(%', false) as is_serial
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_class t on t.oid = a.attrelid
      join pg_catalog.pg_namespace n on n.oid = t.relnamespace
      left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      left join information_schema.columns c
        on c.table_schema = n.nspname and c.table_name = t.relname and c.column_name = a.attname
      where n.nspname = $1 and t.relname = $2 and a.attnum > 0 and not a.attisdropped
        and t.relkind in ('r', 'p', 'f', 'v', 'm')
      order by a.attnum
      """, [PostgresValue(name.schema), PostgresValue(name.table)])
    guard let first = rows.first else { return nil }
    let kind: TargetTable.Kind =
      switch try first.requiredString("relkind") {
      case "p": .partitioned(by: try await partitionColumns(of: name), isEmpty: try await !hasPartitions(name))
      case "v": .readOnly(.view)
      case "m": .readOnly(.materializedView)
      case "f": .readOnly(.foreignTable)
      default: .table
      }
    let columns = try rows.map { row throws(PostgresError) in
      TargetTable.Column(
        name: try row.requiredString("attname"), databaseType: try row.requiredString("type"),
        isNullable: try !row.bool("attnotnull"), filling: try HologresCatalog.filling(row))
    }
    return TargetTable(name: name, kind: kind, columns: columns, primaryKey: try await primaryKey(of: name))
  }

  private static func filling(_ row: PostgresRow) throws(PostgresError) -> TargetTable.Column.Filling {
    if try row.bool("is_generated") { return .alwaysByExpression }
    switch try row.string("identity") {
    case "a": return .alwaysBySequence
    case "d": return .bySequence
    default: break
    }
    if try row.bool("is_serial") { return .bySequence }
    return try row.bool("atthasdef") ? .byDefault : .none
  }

  /// The columns that choose the partition, in their order.
  private func partitionColumns(of name: TableName) async throws(PostgresError) -> [String] {
    try await names(
      """
      select a.attname as name
      from pg_catalog.pg_partitioned_table p
      join pg_catalog.pg_class c on c.oid = p.partrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      cross join lateral unnest(p.partattrs::int2[]) with ordinality as k(attnum, ord)
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where n.nspname = $1 and c.relname = $2
      order by k.ord
      """, of: name)
  }

  private func hasPartitions(_ name: TableName) async throws(PostgresError) -> Bool {
    let first = try await names(
      """
      select i.inhrelid::text as name
      from pg_catalog.pg_inherits i
      join pg_catalog.pg_class c on c.oid = i.inhparent
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relname = $2
      limit 1
      """, of: name)
    return !first.isEmpty
  }

  /// The primary key in key order, which may differ from the order of the columns.
  private func primaryKey(of name: TableName) async throws(PostgresError) -> [String] {
    try await names(
      """
      select a.attname as name
      from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, ord)
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indisprimary and n.nspname = $1 and c.relname = $2
      order by k.ord
      """, of: name)
  }

  private func names(_ query: String, of table: TableName) async throws(PostgresError) -> [String] {
    let rows = try await client.query(query, [PostgresValue(table.schema), PostgresValue(table.table)])
    return try rows.map { row throws(PostgresError) in try row.requiredString("name") }
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
