/// Which field goes with which column, by name.
///
/// Three passes over all columns, so that a loose match never takes a field from a column that has its very name:
/// the same name, the same but for case, the same but for case, underscores, dashes (`orderId`, `order_id`) and the way
/// in which accents are composed. What is left then and is called as Kafka's
/// metadata (`kafka_offset`) gets that.
struct ColumnMatching {
  private var fields: [ExactName: MessageSchema.Field] = [:]
  /// Fields that would have matched a column as well as the one that was taken.
  private(set) var warnings: [String] = []

  private var used: Set<ExactName> = []

  /// Matches the fields with those of `columns` that may be written.
  init(_ schema: MessageSchema, _ columns: [TargetTable.Column]) {
    let keys: [(String) -> AnyHashable] = [
      { ExactName($0) }, { ExactName($0.lowercased()) }, { $0.foldedName },
    ]
    for (pass, key) in keys.enumerated() {
      let candidates = Dictionary(grouping: schema.fields.filter { !uses($0) }) { key($0.name) }
      for column in columns where field(of: column) == nil && !column.mustBeLeftOut {
        // What counts by itself gets a value only from a field that is called the same.
        if column.isNumbered && pass > 0 { continue }
        let alike = (candidates[key(column.name)] ?? []).filter { !uses($0) }
        guard let field = alike.first else { continue }
        fields[ExactName(column.name)] = field
        used.insert(ExactName(field.name))
        if alike.count > 1 {
          let others = alike.dropFirst().map { "'\($0.name)'" }.joined(separator: ", ")
          warnings.append("The column '\(column.name)' takes the field '\(field.name)'; \(others) would match as well")
        }
      }
    }
    matchMetadata(schema, columns)
  }

  private mutating func matchMetadata(_ schema: MessageSchema, _ columns: [TargetTable.Column]) {
    var filled: [String] = []
    for column in columns where field(of: column) == nil && !column.mustBeLeftOut && !column.isNumbered {
      guard let metadata = KafkaMetadata(namedBy: column.name) else { continue }
      let given = schema.fields.first { $0.metadata == metadata }
      fields[ExactName(column.name)] =
        given
        ?? .init(name: schema.freeName(metadata.columnName), type: metadata.type, metadata: metadata)
      if let given { used.insert(ExactName(given.name)) }
      filled.append("'\(column.name)' with its \(metadata.rawValue)")
    }
    if filled.isEmpty { return }
    warnings.append("Filled with what Kafka knows of a message, as no field matches: \(filled.joined(separator: ", "))")
  }

  /// The field that the column takes; nil when there is none.
  func field(of column: TargetTable.Column) -> MessageSchema.Field? { fields[ExactName(column.name)] }

  /// Whether the field is written.
  func uses(_ field: MessageSchema.Field) -> Bool { used.contains(ExactName(field.name)) }
}
