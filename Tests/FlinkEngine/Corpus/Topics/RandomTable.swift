import FlinkSQL

/// A random table with a column for most of the fields, each of a type that the generator finds a way into.
struct RandomTable {
  let table: TargetTable
  /// Pairs of field and type for which the generator found no way.
  let refused: [(field: String, type: DatabaseType)]

  private static let types = [
    "smallint", "integer", "bigint", "real", "double precision", "numeric(18,2)", "numeric(38,10)", "numeric(5,1)",
    "numeric", "boolean", "text", "character varying(20)", "jsonb", "json", "uuid", "bytea", "date",
    "time without time zone", "timestamp without time zone", "timestamp with time zone", "integer[]", "bigint[]",
    "real[]", "double precision[]", "boolean[]", "text[]",
  ]

  /// - Parameter key: The fields that must make the primary key; nil for any or none.
  /// - Returns: nil when nothing fits.
  init?(
    for schema: MessageSchema, _ engine: EngineVersion, key: [String]? = nil, _ random: inout SeededGenerator
  ) {
    let name = TableName(schema: "public", table: random.pick(["t", "表", "Mixed Case"]))
    var columns: [TargetTable.Column] = []
    var refused: [(String, DatabaseType)] = []
    for field in schema.fields where key?.contains(field.name) ?? false || random.chance(85) {
      let mustKeep = key?.contains(field.name) ?? false
      for type in RandomTable.types.shuffled(using: &random) {
        let column = TargetTable.Column(name: field.name, databaseType: type, isNullable: true)
        let alone = TargetTable(name: name, columns: [column], primaryKey: [])
        guard let way = try? ColumnMapping(schema, into: alone, engine: engine) else {
          refused.append((field.name, column.kind))
          continue
        }
        // What loses something makes one key of two.
        if mustKeep, way.columns[0].verdict == .lossy || type == "boolean" { continue }
        columns.append(column)
        break
      }
    }
    if columns.isEmpty { return nil }
    columns.shuffle(using: &random)
    let primaryKey = key ?? (random.chance(70) ? [columns[0].name] : [])
    guard primaryKey.allSatisfy({ name in columns.contains { $0.name == name } }) else { return nil }
    table = TargetTable(name: name, columns: columns, primaryKey: primaryKey)
    self.refused = refused
  }
}
