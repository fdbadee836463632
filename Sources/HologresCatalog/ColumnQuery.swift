import PipelineTypes
import Postgres

/// Reads the columns of a table, with what their types and defaults are.
enum ColumnQuery {
  /// The statement, for the schema `$1` and the table `$2`.
  ///
  /// A default makes a new value for each row when it calls a volatile function. Literals are taken out of it first, so that
  /// their text is not taken for a call. `collisdeterministic` is read through JSON, since Postgres 11 has no such column.
  static let statement = """
    select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) as type, y.typtype::text as type_kind,
           a.attnotnull or y.typnotnull as is_required, t.relkind::text as relkind, a.attidentity::text as identity,
           coalesce(c.is_generated, 'NEVER') = 'ALWAYS' as is_generated,
           a.atthasdef or y.typdefault is not null as has_default,
           coalesce(e.text like 'nextval(%', false) as is_serial,
           exists (
             select 1
             from pg_catalog.regexp_matches(
                    pg_catalog.regexp_replace(e.text, '''([^'']|'''')*''', '', 'g'), '(\\w+|"[^"]+")\\(', 'g') as m(words)
             join pg_catalog.pg_proc f on f.proname = pg_catalog.btrim(m.words[1], '"')
             where f.provolatile = 'v') as is_volatile,
           coalesce(pg_catalog.to_jsonb(l) ->> 'collisdeterministic' = 'false', false) as is_loose
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class t on t.oid = a.attrelid
    join pg_catalog.pg_namespace n on n.oid = t.relnamespace
    join pg_catalog.pg_type y on y.oid = a.atttypid
    left join pg_catalog.pg_collation l on l.oid = a.attcollation
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join lateral (select coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), y.typdefault) as text) e on true
    left join information_schema.columns c
      on c.table_schema = n.nspname and c.table_name = t.relname and c.column_name = a.attname
    where n.nspname = $1 and t.relname = $2 and a.attnum > 0 and not a.attisdropped
      and t.relkind in ('r', 'p', 'f', 'v', 'm')
    order by a.attnum
    """

  /// The column of a row of the answer.
  static func column(_ row: PostgresRow) throws(PostgresError) -> TargetTable.Column {
    TargetTable.Column(
      name: try row.requiredString("attname"), databaseType: try row.requiredString("type"),
      isNullable: try !row.bool("is_required"), filling: try filling(row),
      typeKind: TypeKind(letter: try row.requiredString("type_kind")), hasLooseCollation: try row.bool("is_loose"))
  }

  private static func filling(_ row: PostgresRow) throws(PostgresError) -> TargetTable.Column.Filling {
    if try row.bool("is_generated") { return .alwaysByExpression }
    switch try row.string("identity") {
    case "a": return .alwaysBySequence
    case "d": return .bySequence
    default: break
    }
    if try row.bool("is_serial") { return .bySequence }
    if try row.bool("is_volatile") { return .byVolatileDefault }
    return try row.bool("has_default") ? .byDefault : .none
  }
}
