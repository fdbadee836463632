/// Which field goes with which column, by name.
///
/// Three passes over all columns, so that a loose match never takes a field from a column that has its very name:
/// the same name, the same but for case, the same but for case, underscores and dashes (`orderId`, `order_id`).
struct ColumnMatching {
  /// The field of each column that has one.
  private(set) var fields: [String: MessageSchema.Field] = [:]
  /// Fields that would have matched a column as well as the one that was taken.
  private(set) var warnings: [String] = []

  private var used: Set<String> = []

  /// Matches the fields with those of `columns` that may be written.
  init(_ schema: MessageSchema, _ columns: [TargetTable.Column]) {
    let keys: [(String) -> String] = [{ $0 }, { $0.lowercased() }, ColumnMatching.folded]
    for (pass, key) in keys.enumerated() {
      let candidates = Dictionary(grouping: schema.fields.filter { !used.contains($0.name) }) { key($0.name) }
      for column in columns where fields[column.name] == nil && !column.mustBeLeftOut {
        // What counts by itself gets a value only from a field that is called the same.
        if column.isNumbered && pass > 0 { continue }
        let alike = (candidates[key(column.name)] ?? []).filter { !used.contains($0.name) }
        guard let field = alike.first else { continue }
        fields[column.name] = field
        used.insert(field.name)
        if alike.count > 1 {
          let others = alike.dropFirst().map { "'\($0.name)'" }.joined(separator: ", ")
          warnings.append("The column '\(column.name)' takes the field '\(field.name)'; \(others) would match as well")
        }
      }
    }
  }

  /// Whether the field is written.
  func uses(_ field: MessageSchema.Field) -> Bool { used.contains(field.name) }

  private static func folded(_ name: String) -> String {
    name.lowercased().replacing("_", with: "").replacing("-", with: "")
  }
}
