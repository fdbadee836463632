import PipelineTypes

/// What becomes of the text of a source's columns in the database.
struct StoredFields: Sendable {
  private struct Field {
    let name: String
    /// The indexes of the value in a row, one for each level.
    let place: [Int]
    let storage: TextStorage
  }

  private let fields: [Field]

  /// The columns that take the fields `stored`.
  /// - Parameter container: The column that holds the fields; nil where they are columns themselves.
  init(
    _ stored: [(field: String, storage: TextStorage)], in columns: [(name: String, type: FlinkType)],
    below container: String?
  ) {
    var places: [ExactName: [Int]] = [:]
    for (index, column) in columns.enumerated() {
      if let container, column.name.isSameName(as: container), case .row(let fields) = column.type {
        for (inner, field) in fields.enumerated() { places[ExactName(field.name)] = [index, inner] }
      } else if container == nil {
        places[ExactName(column.name)] = [index]
      }
    }
    fields = stored.compactMap { field in
      places[ExactName(field.field)].map { Field(name: field.field, place: $0, storage: field.storage) }
    }
  }

  /// The values of the rows of `outcome` that change in the database.
  /// - Throws: ``ReadFault`` for a value that it does not take.
  func alterations(of outcome: DryParse.Outcome) throws(ReadFault) -> [AlteredValue] {
    guard case .changes(let changes) = outcome, !fields.isEmpty else { return [] }
    var altered: [AlteredValue] = []
    for change in changes where change.kind == .insert || change.kind == .updateAfter {
      for field in fields {
        guard let value = StoredFields.value(at: field.place[...], in: change.values) else { continue }
        if let change = try StoredFields.alteration(of: value, field) { altered.append(change) }
      }
    }
    return altered
  }

  private static func value(at place: ArraySlice<Int>, in row: [FlinkValue]) -> FlinkValue? {
    guard let first = place.first, row.indices.contains(first) else { return nil }
    if place.count == 1 { return row[first] }
    guard case .row(let inner) = row[first] else { return nil }
    return value(at: place.dropFirst(), in: inner)
  }

  private static func alteration(of value: FlinkValue, _ field: Field) throws(ReadFault) -> AlteredValue? {
    switch (value, field.storage) {
    case (.string(let text), .text(let isKey)) where text.hasNullCharacter:
      let stored = text.withoutNullCharacters
      return AlteredValue(
        field: field.name, rule: .nullCharacters, value: "\"\(text.withNullEscapes.prefix(40))\"",
        becomes: .withoutNullCharacters(String(stored.prefix(40)), inKey: isKey))
    case (.string(let text), .jsonb(let isQuoted)) where isQuoted ? text.hasNullCharacter : text.hasNullEscape:
      throw .nullCharacter(field: field.name, columnType: "jsonb")
    case (.array(let elements), .textArray) where elements.contains(where: \.hasNullCharacter):
      throw .nullCharacter(field: field.name, columnType: "text[]")
    default: return nil
    }
  }
}

extension FlinkValue {
  fileprivate var hasNullCharacter: Bool { if case .string(let text) = self { text.hasNullCharacter } else { false } }
}
