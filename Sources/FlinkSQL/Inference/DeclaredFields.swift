/// How the fields that a caller declares are found in messages.
///
/// Of messages in an envelope the fields may be meant that stand in it, or the members of the envelope itself: the
/// reading counts that has more of the declared fields.
struct DeclaredFields {
  /// How the messages are to be read.
  let format: MessageFormat
  /// What was inferred; nil when no message can be read.
  let seen: MessageSchema?
  /// What was seen of the fields in that reading.
  let profiles: [ExactName: FieldProfile]
  /// What is to be known about it, one sentence each.
  let warnings: [String]

  /// Looks for the fields `declared` in what `inference` has seen.
  /// - Throws: ``SQLGenerationError`` when messages were seen and not one of the fields is in any of them.
  init(_ declared: [MessageSchema.Field], in inference: SchemaInference) throws(SQLGenerationError) {
    let names = declared.filter { $0.metadata == nil }.map(\.name)
    guard !names.isEmpty, let seen = try? inference.schema() else {
      (format, seen, profiles, warnings) = (.json, nil, [:], [])
      return
    }
    let rows = seen.fields.map(\.name)
    let wanted = Set(names.map(ExactName.init))
    let inside = wanted.intersection(rows.map(ExactName.init))
    let outside = wanted.intersection(inference.members.map(ExactName.init))
    let isUnpacked = seen.format != .json && (inside.count > outside.count || outside.isEmpty)
    let (fields, present) = isUnpacked ? (rows, inside) : (inference.members, outside)
    let missing = names.filter { !present.contains(ExactName($0)) }
    if present.isEmpty { throw DeclaredFields.unknown(missing, fields, seen.format) }
    format = isUnpacked ? seen.format : .json
    self.seen = seen
    profiles = inference.profiles(in: format)
    var warnings = isUnpacked ? seen.warnings : []
    if !isUnpacked, let envelope = seen.format.envelope {
      warnings.append(
        "The messages stand in the envelope of \(envelope), but are read as plain JSON, since the given columns are members of the envelope itself"
      )
    }
    if !missing.isEmpty {
      warnings.append("No message that was seen has \(DeclaredFields.list(missing, fields)); what is missing is NULL")
    }
    self.warnings = warnings
  }

  private static func unknown(
    _ missing: [String], _ fields: [String], _ format: MessageFormat
  ) -> SQLGenerationError {
    let envelope = format.envelope.map { ", which stand in the envelope of \($0)," } ?? ""
    let known = fields.prefix(50).map { String($0.prefix(60)) }.joined(separator: ", ")
    return SQLGenerationError(
      code: "unknown_fields",
      message: "No message that was seen\(envelope) has any of the given columns: \(list(missing, fields)). "
        + "The fields are: \(known)",
      remedy: "Name the columns as the fields are called, case and all, or pass sample_messages that have them")
  }

  /// The first of `missing`, each with the field that it may stand for.
  private static func list(_ missing: [String], _ fields: [String]) -> String {
    missing.lazy.map { name in
      let near = EditDistance.nearest(to: name, in: fields.prefix(500)).map { " (is '\($0)' meant?)" } ?? ""
      return "'\(name)'\(near)"
    }.abridged
  }
}
