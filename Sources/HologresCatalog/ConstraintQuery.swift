import PipelineTypes
import Postgres

/// Reads what a table checks in each row, and what it has to do with partitions.
enum ConstraintQuery {
  /// The statement, for the schema `$1` and the table `$2`: a row for each part of each rule.
  ///
  /// It only uses what Postgres 11 has, which Hologres is compatible with. A foreign key to a partitioned table has entries
  /// for its partitions too, which are not constraints of their own.
  static let statement = """
    with recursive target as (
      select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relname = $2
    ), lineage as (
      select t.oid as child, i.inhparent as parent, 1 as level
      from target t join pg_catalog.pg_inherits i on i.inhrelid = t.oid
      union all
      select l.parent, i.inhparent, l.level + 1 from lineage l join pg_catalog.pg_inherits i on i.inhrelid = l.parent
    )
    select case when i.indisprimary then 'p' else 'u' end as kind, x.relname::text as name, k.ord::int as place,
           a.attname::text as column_name, pg_catalog.pg_get_indexdef(i.indexrelid, k.ord::int, true) as part,
           pg_catalog.pg_get_indexdef(i.indexrelid) as definition,
           pg_catalog.pg_get_expr(i.indpred, i.indrelid) as condition, null::text as other_schema,
           null::text as other_table, false as is_deferrable
    from target t
    join pg_catalog.pg_index i on i.indrelid = t.oid and i.indisunique
    join pg_catalog.pg_class x on x.oid = i.indexrelid
    cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, ord)
    left join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum and k.attnum > 0
    where k.ord <= i.indnkeyatts
    union all
    select q.contype::text, q.conname::text, coalesce(k.ord, 0)::int, a.attname::text, null,
           pg_catalog.pg_get_constraintdef(q.oid), null, n.nspname::text, r.relname::text, q.condeferrable
    from target t
    join pg_catalog.pg_constraint q on q.conrelid = t.oid and q.contype in ('c', 'f', 'x')
    left join lateral unnest(q.conkey) with ordinality as k(attnum, ord) on true
    left join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum and k.attnum > 0
    left join pg_catalog.pg_class r on r.oid = q.confrelid
    left join pg_catalog.pg_namespace n on n.oid = r.relnamespace
    where not exists (
      select 1 from pg_catalog.pg_constraint o where o.oid = q.conparentid and o.conrelid = q.conrelid)
    union all
    select 'b', l.level::text, k.ord::int, a.attname::text, null,
           pg_catalog.pg_get_expr(c.relpartbound, c.oid), null, n.nspname::text, r.relname::text, false
    from lineage l
    join pg_catalog.pg_class c on c.oid = l.child and c.relispartition
    join pg_catalog.pg_class r on r.oid = l.parent
    join pg_catalog.pg_namespace n on n.oid = r.relnamespace
    join pg_catalog.pg_partitioned_table p on p.partrelid = l.parent
    cross join lateral unnest(p.partattrs::int2[]) with ordinality as k(attnum, ord)
    left join pg_catalog.pg_attribute a on a.attrelid = l.parent and a.attnum = k.attnum and k.attnum > 0
    union all
    select 'k', '', k.ord::int, a.attname::text, null, null, null, null, null, false
    from target t
    join pg_catalog.pg_partitioned_table p on p.partrelid = t.oid
    cross join lateral unnest(p.partattrs::int2[]) with ordinality as k(attnum, ord)
    join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
    union all
    (select 'h', '', 0, null, null, null, null, null, null, false
     from target t join pg_catalog.pg_inherits i on i.inhparent = t.oid limit 1)
    order by kind, name, place
    """
}

/// The rules of one table, as ``ConstraintQuery`` reads them.
struct TableRules {
  /// The primary key in key order, which may differ from the order of the columns.
  private(set) var primaryKey: [String] = []
  /// The columns that choose the partition, in their order.
  private(set) var partitionColumns: [String] = []
  private(set) var hasPartitions = false
  private(set) var constraints: [TableConstraint] = []
  private(set) var memberships: [PartitionMembership] = []

  /// The rules in the answer.
  /// - Parameters:
  ///   - rows: The rows of the answer.
  ///   - columns: The columns of the table.
  init(_ rows: [PostgresRow], columns: [String]) throws(PostgresError) {
    var start = 0
    while start < rows.count {
      let (kind, name) = (try rows[start].requiredString("kind"), try rows[start].requiredString("name"))
      var end = start + 1
      while end < rows.count, try rows[end].requiredString("kind") == kind,
        try rows[end].requiredString("name") == name
      {
        end += 1
      }
      try add(kind, name, Array(rows[start..<end]), columns)
      start = end
    }
  }

  private mutating func add(
    _ kind: String, _ name: String, _ rows: [PostgresRow], _ columns: [String]
  ) throws(PostgresError) {
    let names = try rows.strings("column_name")
    switch kind {
    case "p": primaryKey = names
    case "k": partitionColumns = names
    case "h": hasPartitions = true
    case "b":
      guard let parent = try rows[0].otherTable, let bound = try rows[0].string("definition") else { return }
      memberships.append(PartitionMembership(parent: parent, columns: names, bound: bound))
    case "u": constraints.append(try TableRules.uniqueIndex(name, rows, names, columns))
    default:
      guard let rule = try TableRules.rule(kind, rows[0]) else { return }
      constraints.append(
        TableConstraint(
          name: name, rule: rule, columns: names, definition: try rows[0].string("definition") ?? ""))
    }
  }

  private static func rule(_ kind: String, _ row: PostgresRow) throws(PostgresError) -> TableConstraint.Rule? {
    switch kind {
    case "c": return .check
    case "x": return .exclusion
    case "f":
      let deferrable = try row.bool("is_deferrable")
      return try row.otherTable.map { .foreignKey(to: $0, isDeferrable: deferrable) }
    default: return nil
    }
  }

  /// A unique index: it depends on its columns and on those that its expressions and its condition name.
  private static func uniqueIndex(
    _ name: String, _ rows: [PostgresRow], _ names: [String], _ columns: [String]
  ) throws(PostgresError) -> TableConstraint {
    let condition = try rows[0].string("condition")
    let definition = try rows[0].string("definition") ?? ""
    var (parts, expressions): ([String], [String]) = ([], [condition].compactMap { $0 })
    for row in rows {
      if let column = try row.string("column_name") {
        parts.append(column)
      } else if let part = try row.string("part") {
        parts.append(part)
        expressions.append(part)
      }
    }
    let words = expressions.reduce(into: Set<String>()) { $0.formUnion(ExpressionTokens($1).names) }
    let named = columns.filter { !names.contains($0) && words.contains($0) }
    return TableConstraint(
      name: name,
      rule: .unique(
        .init(parts: parts, condition: condition, hasEqualNulls: definition.contains(" NULLS NOT DISTINCT"))),
      columns: names + named, definition: definition)
  }
}

extension [PostgresRow] {
  /// The values of the column `name` that are not NULL.
  fileprivate func strings(_ name: String) throws(PostgresError) -> [String] {
    var strings: [String] = []
    for row in self { if let string = try row.string(name) { strings.append(string) } }
    return strings
  }
}

extension PostgresRow {
  /// The other table that a rule names.
  fileprivate var otherTable: TableName? {
    get throws(PostgresError) {
      guard let schema = try string("other_schema"), let table = try string("other_table") else { return nil }
      return TableName(schema: schema, table: table)
    }
  }
}
