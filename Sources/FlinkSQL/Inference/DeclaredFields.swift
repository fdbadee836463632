import PipelineTypes

/// How the fields that a caller declares are found in messages.
///
/// In messages with an envelope the declared fields can be those inside, or members of the envelope itself: the reading
/// that has more of them is used.
struct DeclaredFields {
  /// How the messages are to be read.
  let format: MessageFormat
  /// What was inferred; nil when no message can be read.
  let seen: MessageSchema?
  /// What was seen of the fields in that reading.
  let profiles: [ExactName: FieldProfile]
  /// What no type shows of the fields.
  let marks: RowMarks
  /// What users should know about it.
  let notes: [PipelineNote]

  /// Finds the fields `declared` in the messages that `inference` has seen.
  /// - Throws: ``PipelineProblem`` when messages were seen and not one of the fields is in any of them.
  init(_ declared: [MessageSchema.Field], in inference: SchemaInference) throws(PipelineProblem) {
    marks = inference.marks
    let names = declared.filter { $0.metadata == nil }.map(\.name)
    guard !names.isEmpty, let seen = try? inference.schema() else {
      (format, seen, profiles, notes) = (.json, nil, [:], [])
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
    var notes = isUnpacked ? seen.notes : inference.losses(in: .json).map(PipelineNote.topic)
    if !isUnpacked, let envelope = seen.format.envelope { notes.append(.topic(.envelopeKept(envelope))) }
    notes += DeclaredFields.suggestions(for: missing, fields).map { field in
      .field(field.name, .missingInMessages(suggestion: field.suggestion))
    }
    self.notes = notes
  }

  private static func unknown(
    _ missing: [String], _ fields: [String], _ format: MessageFormat
  ) -> PipelineProblem {
    .unknownFields(
      suggestions(for: missing, fields), format.envelope, known: fields.map { String($0.prefix(60)) })
  }

  /// Each of `missing` with the field that it may stand for.
  private static func suggestions(for missing: [String], _ fields: [String]) -> [PipelineProblem.MissingField] {
    missing.enumerated().map { index, name in
      let isSearched = index < EditDistance.mostWords
      return PipelineProblem.MissingField(
        name: name, suggestion: isSearched ? EditDistance.nearest(to: name, in: fields.prefix(500)) : nil)
    }
  }
}
