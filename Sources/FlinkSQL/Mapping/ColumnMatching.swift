import PipelineTypes

/// Which field belongs to which column, by name.
///
/// Three passes over all columns, so that a loose match never takes a field from a column that has exactly its name: the
/// same name; the same but for case; the same but for case, underscores and dashes (`orderId`, `order_id`) and composed
/// accents. A column that is left and is called like Kafka metadata (`kafka_offset`) gets that.
struct ColumnMatching {
  private let target: TargetTable
  private var fields: [ExactName: MessageSchema.Field] = [:]
  private var used: Set<ExactName> = []
  /// Columns that other fields would match as well, or that get Kafka metadata.
  private(set) var notes: [PipelineNote] = []

  /// Matches the fields with the columns of `target` that may be written.
  init(_ schema: MessageSchema, _ target: TargetTable) {
    self.target = target
    let keys: [(String) -> AnyHashable] = [
      { ExactName($0) }, { ExactName($0.lowercased()) }, { $0.foldedName },
    ]
    for (pass, key) in keys.enumerated() {
      let candidates = Dictionary(grouping: schema.fields.filter { !uses($0) }) { key($0.name) }
      for column in target.columns where field(of: column) == nil && !column.mustBeLeftOut {
        // A generated number gets a value only from a field with the same name.
        if column.isNumbered && pass > 0 { continue }
        let alike = (candidates[key(column.name)] ?? []).filter { !uses($0) }
        guard let field = alike.first else { continue }
        fields[ExactName(column.name)] = field
        used.insert(ExactName(field.name))
        if alike.count > 1 {
          note(column, .otherFieldsMatch(field: field.name, others: alike.dropFirst().map(\.name)))
        }
      }
    }
    matchMetadata(schema)
  }

  private mutating func matchMetadata(_ schema: MessageSchema) {
    for column in target.columns where field(of: column) == nil && !column.mustBeLeftOut && !column.isNumbered {
      guard let metadata = KafkaMetadata(namedBy: column.name) else { continue }
      let given = schema.fields.first { $0.metadata == metadata }
      fields[ExactName(column.name)] =
        given ?? .init(name: schema.freeName(metadata.columnName), type: metadata.type, metadata: metadata)
      if let given { used.insert(ExactName(given.name)) }
      note(column, .filledFromMetadata(metadata))
    }
  }

  private mutating func note(_ column: TargetTable.Column, _ fact: ColumnFact) {
    notes.append(.column(column.name, fact, of: target.name))
  }

  /// The field that the column takes; nil when there is none.
  func field(of column: TargetTable.Column) -> MessageSchema.Field? { fields[ExactName(column.name)] }

  /// Whether the field is written.
  func uses(_ field: MessageSchema.Field) -> Bool { used.contains(ExactName(field.name)) }
}
