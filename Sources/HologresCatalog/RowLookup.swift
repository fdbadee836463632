import PipelineTypes
import Postgres

/// Looks for a row by its key.
enum RowLookup {
  /// How long the database may look and wait: a locked table must not hold a status up, nor a slow one be searched.
  ///
  /// Rows that a policy hides are an error, not missing.
  static let limits = """
    set transaction read only; set local statement_timeout = '2s'; set local lock_timeout = '1s';
    set local row_security = off
    """

  /// Whether some of the columns from `$3` on are a key of the table `$2` in the schema `$1`.
  ///
  /// If so, at most one row has the values, and an index finds it. A table that does not exist has no row here. The query
  /// reads the catalog only, and no definition of an index, which newer releases of Postgres lock the table for.
  static func uniqueness(columns count: Int) -> String {
    """
    select exists (
      select from pg_catalog.pg_index i
      where i.indrelid = t.oid and i.indisunique and i.indisvalid and i.indpred is null
        and not exists (
          select from unnest(i.indkey::int2[]) with ordinality as k(attnum, ord)
          left join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum and k.attnum > 0
          where k.ord <= i.indnkeyatts
            and (a.attname is null or a.attname::text not in (\(parameters(3..<3 + count).joined(separator: ", "))))
        )) as is_unique
    from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid = t.relnamespace
    where n.nspname = $1 and t.relname = $2
    """
  }

  /// Whether `table` has a row with the values `$1` and so on in these columns.
  static func presence(in table: TableName, columns: [String]) -> String {
    let conditions = zip(columns, parameters(1..<1 + columns.count)).map { "\(quoted($0)) = \($1)" }
    return """
      select exists (
        select from \(quoted(table.schema)).\(quoted(table.table)) where \(conditions.joined(separator: " and "))
      ) as is_there
      """
  }

  /// Those of the columns from `$3` on with which an index over all rows of the table `$2` in the schema `$1` begins:
  /// it finds the largest value without reading the others.
  ///
  /// A table without one has a row of NULL here, and one that does not exist has none.
  static func indexed(columns count: Int) -> String {
    """
    select a.attname::text as name
    from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid = t.relnamespace
    left join pg_catalog.pg_attribute a
      on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
      and a.attname::text in (\(parameters(3..<3 + count).joined(separator: ", ")))
      and exists (
        select from pg_catalog.pg_index i
        join pg_catalog.pg_class x on x.oid = i.indexrelid join pg_catalog.pg_am m on m.oid = x.relam
        where i.indrelid = t.oid and i.indisvalid and i.indpred is null and m.amname = 'btree'
          and (i.indkey::int2[])[0] = a.attnum)
      and (t.relkind = 'p' or not exists (select from pg_catalog.pg_inherits h where h.inhparent = t.oid))
    where n.nspname = $1 and t.relname = $2
    """
  }

  /// The largest value of a column of `table`, and whether it is at least `$1`.
  static func newest(in table: TableName, column: String) -> String {
    let largest = "max(\(quoted(column)))"
    return """
      select \(largest)::text as newest, coalesce(\(largest) >= $1, false) as has_reached
      from \(quoted(table.schema)).\(quoted(table.table))
      """
  }

  private static func parameters(_ numbers: Range<Int>) -> [String] { numbers.map { "$\($0)" } }

  private static func quoted(_ name: String) -> String { "\"\(SQLText.doubled("\"", in: name))\"" }
}
