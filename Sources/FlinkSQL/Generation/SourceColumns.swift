import PipelineTypes

/// A column that a source declares.
struct SourceColumn: Sendable, Equatable {
  let name: String
  let type: FlinkType
  /// The Kafka metadata that it is; nil for a field of the message.
  var metadata: KafkaMetadata?

  static func == (left: SourceColumn, right: SourceColumn) -> Bool {
    left.name.isSameName(as: right.name) && left.type == right.type && left.metadata == right.metadata
  }
}

/// The columns that a source declares, each name once; found by name without a search, since there can be thousands.
struct SourceColumns: Sendable {
  /// The columns in the order in which they were declared.
  private(set) var list: [SourceColumn] = []
  private var places: [ExactName: Int] = [:]

  /// The column called `name`.
  subscript(name: String) -> SourceColumn? { places[ExactName(name)].map { list[$0] } }

  /// Adds `column`, unless one of its name is there.
  mutating func declare(_ column: SourceColumn) {
    if places[ExactName(column.name)] != nil { return }
    places[ExactName(column.name)] = list.count
    list.append(column)
  }

  /// Whether the columns that both have are the same in both.
  func agree(with other: SourceColumns) -> Bool {
    other.list.allSatisfy { column in self[column.name].map { $0 == column } ?? true }
  }
}
