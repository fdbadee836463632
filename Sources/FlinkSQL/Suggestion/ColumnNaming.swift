import PipelineTypes

/// The names of the columns for fields, by which the fields are found again.
///
/// In lower case with underscores where that is clear, such as `order_id` for `orderId`: other names must be quoted in
/// each statement. Fields whose names differ only in case, underscores or dashes keep their own names.
struct ColumnNaming {
  /// The most bytes of a name; a longer one is cut, without an error.
  private static let mostBytes = 63
  /// Names that Postgres itself gives to columns of each table.
  private static let systemColumns: Set = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid"]

  private var names: [ExactName: String] = [:]

  /// Names for `fields`.
  /// - Parameters:
  ///   - fields: All fields of the messages.
  ///   - existing: The columns that the table has.
  init(_ fields: [MessageSchema.Field], besides existing: [String] = []) {
    let groups = Dictionary(grouping: fields.map(\.name) + existing) { $0.foldedName }
    let taken = Set(existing.map(ExactName.init))
    for field in fields {
      let isAlone = groups[field.name.foldedName]?.count == 1
      let name = ColumnNaming.name(for: field.name, isAlone: isAlone)
      if let name, !taken.contains(ExactName(name)) { names[ExactName(field.name)] = name }
    }
  }

  /// The name of the column for `field`; nil where no column can have a name by which the field is found.
  subscript(field: MessageSchema.Field) -> String? { names[ExactName(field.name)] }

  private static func name(for field: String, isAlone: Bool) -> String? {
    let candidates = (isAlone ? [plain(field)] : []) + [field] + (isAlone ? [field + "_"] : [])
    return candidates.compactMap { $0 }.first { name in
      name.utf8.count <= mostBytes && !systemColumns.contains(name) && SQLText.fault(inIdentifier: name) == nil
    }
  }

  /// The name in lower case with underscores; nil where that would be another name.
  private static func plain(_ field: String) -> String? {
    let scalars = field.unicodeScalars
    guard let first = scalars.first, isLetter(first) || first == "_",
      scalars.allSatisfy({ isLetter($0) || ("0"..."9").contains($0) || $0 == "_" || $0 == "-" })
    else { return nil }
    let isEnclosed = field.first == "_" || field.last == "_"
    let name = isEnclosed ? field.lowercased() : FieldWords(field).words.joined(separator: "_")
    return name.foldedName.isSameName(as: field.foldedName) ? name : nil
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }
}
