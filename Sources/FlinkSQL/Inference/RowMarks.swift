import JSONCoding
import PipelineTypes

/// In how many messages a field has values that no type shows.
struct FieldMarks: Sendable, Equatable {
  /// The placeholder of Debezium for a value that the database did not log.
  var placeholders = 0
  /// Text with U+0000.
  var nullTexts = 0
  /// U+0000 inside of an object or array, or as an escape in JSON that is text.
  var nullsInside = 0

  mutating func merge(_ other: FieldMarks) {
    placeholders += other.placeholders
    nullTexts += other.nullTexts
    nullsInside += other.nullsInside
  }

  fileprivate var isEmpty: Bool { self == FieldMarks() }
}

extension FieldMarks {
  /// What one value shows.
  init(_ value: JSON) {
    placeholders = UnavailableValue.isHeld(by: value) ? 1 : 0
    if case .string(let text) = value {
      nullTexts = text.hasNullCharacter ? 1 : 0
      nullsInside = text.hasNullEscape ? 1 : 0
    } else {
      nullsInside = value.hasNullCharacter ? 1 : 0
    }
  }

  /// The same for a message whose rows have it several times.
  fileprivate mutating func formUnion(_ other: FieldMarks) {
    placeholders = max(placeholders, other.placeholders)
    nullTexts = max(nullTexts, other.nullTexts)
    nullsInside = max(nullsInside, other.nullsInside)
  }
}

/// The marks in the rows of many messages, by how these are read: names and counts, no values.
struct RowMarks: Sendable, Equatable {
  private var fields: [MessageFormat: [ExactName: FieldMarks]] = [:]
  /// Rows that a capture program marks as deleted, by the member that says so.
  private var deletions: [MessageFormat: [ExactName: Int]] = [:]

  init() {}

  /// What one message shows.
  init(_ object: JSON, _ shape: MessageShape) {
    take([object], .json)
    if let format = shape.format { take(shape.rows(of: object), format) }
  }

  private mutating func take(_ rows: [JSON], _ format: MessageFormat) {
    var marks: [ExactName: FieldMarks] = [:]
    for member in rows.flatMap({ $0.object?.members ?? [] }) {
      let found = FieldMarks(member.value)
      if !found.isEmpty { marks[ExactName(member.key), default: FieldMarks()].formUnion(found) }
    }
    if !marks.isEmpty { fields[format] = marks }
    if format.isChangeLog { return }
    for row in rows {
      if let name = row.deletionMark { deletions[format] = [ExactName(name): 1] }
    }
  }

  mutating func merge(_ other: RowMarks) {
    for (format, marks) in other.fields {
      for (name, mark) in marks { fields[format, default: [:]][name, default: FieldMarks()].merge(mark) }
    }
    for (format, counts) in other.deletions { deletions[format, default: [:]].merge(counts, uniquingKeysWith: +) }
  }

  /// The marks of the field called `name` in messages that are read as `format`.
  func field(_ name: String, in format: MessageFormat) -> FieldMarks {
    fields[format]?[ExactName(name)] ?? FieldMarks()
  }

  /// That rows marked as deleted stay, of `objects` messages that are read as `format`.
  func facts(for format: MessageFormat, of objects: Int) -> [TopicFact] {
    (deletions[format] ?? [:]).sorted { $0.key < $1.key }
      .map { .deletionsStay(member: $0.key.text, count: $0.value, total: objects) }
  }
}

extension JSON {
  /// The member by which a row without an envelope says that it is deleted; nil where none does.
  ///
  /// Debezium's transformation ExtractNewRecordState adds `__deleted`, `__op` and names with other prefixes.
  fileprivate var deletionMark: String? {
    object?.members.first { member in
      // Without a prefix the name is Debezium's only beside others of its.
      if member.key == "op" { return member.value.string == "d" && self["ts_ms"] != nil && self["before"] == nil }
      guard member.key.hasPrefix("_") else { return false }
      let name = member.key.lowercased()
      if name.hasSuffix("deleted") { return member.value.bool == true || member.value.string?.lowercased() == "true" }
      return name.hasSuffix("_op") && member.value.string == "d"
    }?.key
  }
}
