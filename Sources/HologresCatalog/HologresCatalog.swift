public import FlinkSQL
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
             a.attidentity <> '' as is_identity, coalesce(c.is_generated, 'NEVER') = 'ALWAYS' as is_generated
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_class t on t.oid = a.attrelid
      join pg_catalog.pg_namespace n on n.oid = t.relnamespace
      left join information_schema.columns c
        on c.table_schema = n.nspname and c.table_name = t.relname and c.column_name = a.attname
      where n.nspname = $1 and t.relname = $2 and a.attnum > 0 and not a.attisdropped
        and t.relkind in ('r', 'p', 'f', 'v')
      order by a.attnum
      """, [PostgresValue(name.schema), PostgresValue(name.table)])
    if rows.isEmpty { return nil }
    let columns = try rows.map { row throws(PostgresError) in
      let isGenerated = try row.bool("is_generated")
      let hasDefault = try row.bool("atthasdef")
      let isIdentity = try row.bool("is_identity")
      return TargetTable.Column(
        name: try row.requiredString("attname"), databaseType: try row.requiredString("type"),
        isNullable: try !row.bool("attnotnull"),
        isFilledIn: hasDefault || isIdentity || isGenerated, isGenerated: isGenerated)
    }
    return TargetTable(name: name, columns: columns, primaryKey: try await primaryKey(of: name))
  }

  /// The primary key in key order, which may differ from the order of the columns.
  private func primaryKey(of name: TableName) async throws(PostgresError) -> [String] {
    let rows = try await client.query(
      """
      select a.attname
      from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, ord)
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indisprimary and n.nspname = $1 and c.relname = $2
      order by k.ord
      """, [PostgresValue(name.schema), PostgresValue(name.table)])
    return try rows.map { row throws(PostgresError) in try row.requiredString("attname") }
  }

  /// Names of tables of a schema, at most 20: for telling what there is when a table is not found.
  /// - Throws: ``PostgresError``.
  public func tableNames(in schema: String) async throws(PostgresError) -> [String] {
    let rows = try await client.query(
      """
      select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p') order by 1 limit 20
      """, [PostgresValue(schema)])
    return try rows.map { row throws(PostgresError) in try row.requiredString("relname") }
  }
}
