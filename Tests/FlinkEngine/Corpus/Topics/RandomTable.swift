import FlinkSQL
import PipelineTypes

/// A random table with a column for most of the fields, each of a type that the generator has a conversion to.
struct RandomTable {
  /// The table.
  let table: TargetTable
  /// Pairs of field and type that the generator has no conversion for.
  let refused: [(field: String, type: DatabaseType)]

  private static let types = [
    "smallint", "integer", "bigint", "real", "double precision", "numeric(18,2)", "numeric(38,10)", "numeric(5,1)",
    "numeric", "boolean", "text", "character varying(20)", "jsonb", "json", "uuid", "bytea", "integer[]", "bigint[]",
    "real[]", "double precision[]", "boolean[]", "text[]",
  ]

  private static let timeTypes = [
    "date", "time without time zone", "timestamp without time zone", "timestamp with time zone",
    "timestamp(0) without time zone", "timestamp(2) with time zone",
  ]

  private static let kafkaColumns = [
    "kafka_topic", "kafka_partition", "kafkaOffset", "kafka_timestamp", "KAFKA_TIMESTAMP_TYPE", "kafka_leader_epoch",
    "__kafka_headers",
  ]

  /// All types in random order; types of times often come first, since few fields can be converted to them.
  private static func types(_ random: inout SeededGenerator) -> [String] {
    guard random.chance(40) else { return (types + timeTypes).shuffled(using: &random) }
    return timeTypes.shuffled(using: &random) + types.shuffled(using: &random)
  }

  /// A table; nil if no field fits.
  /// - Parameters:
  ///   - schema: The fields.
  ///   - engine: The engine that the conversions are for.
  ///   - key: The fields of the primary key; nil for any field or none.
  ///   - random: The generator.
  init?(
    for schema: MessageSchema, _ engine: EngineVersion, key: [String]? = nil, _ random: inout SeededGenerator
  ) {
    let name = TableName(schema: "public", table: random.pick(["t", "表", "Mixed Case"]))
    var columns: [TargetTable.Column] = []
    var refused: [(String, DatabaseType)] = []
    var names = schema.fields.map(\.name).filter { key?.contains($0) ?? false || random.chance(85) }
    // Without these for changes, which do not find their rows by Kafka metadata. A column whose name is similar to a field
    // can match another field than it does alone.
    if key == nil, random.chance(30) {
      names += RandomTable.kafkaColumns.shuffled(using: &random).prefix(1 + random.below(3))
        .filter { $0 != "kafkaOffset" || !names.contains("kafka_offset") }
    }
    for field in names {
      let mustKeep = key?.contains(field) ?? false
      for type in RandomTable.types(&random) {
        let column = TargetTable.Column(name: field, databaseType: type, isNullable: true)
        // The generator rejects a table with Kafka metadata only.
        let fields = RandomTable.kafkaColumns.contains(field) ? columns.prefix(1) : []
        let alone = TargetTable(name: name, columns: [column] + fields, primaryKey: [])
        guard let mapping = try? ColumnMapping(schema, into: alone, engine: engine) else {
          refused.append((field, column.kind))
          continue
        }
        // A lossy conversion can make one key of two.
        if mustKeep, mapping.columns[0].verdict == .lossy || type == "boolean" { continue }
        columns.append(column)
        break
      }
    }
    if columns.isEmpty { return nil }
    columns.shuffle(using: &random)
    let primaryKey = key ?? (random.chance(70) ? [columns[0].name] : [])
    guard primaryKey.allSatisfy(columns.map(\.name).containsName) else { return nil }
    table = TargetTable(name: name, columns: columns, primaryKey: primaryKey)
    self.refused = refused
  }
}
