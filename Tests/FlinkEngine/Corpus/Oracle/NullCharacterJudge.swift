import FlinkSQL
import JSONCoding
import PipelineTypes

/// Compares what the dry parse says of U+0000, which no text of a database holds, with the values that the engine reads.
struct NullCharacterJudge {
  /// A column that takes text as it is read.
  private struct Column {
    let field: String
    /// The index of the field in a row of the source.
    let place: Int
    let target: TargetTable.Column
    /// Whether text becomes a JSON string first.
    let isQuoted: Bool
  }

  private let columns: [Column]
  private let parse: DryParse

  /// A judge of messages that are read as changes.
  init(_ schema: MessageSchema, _ source: PipelineSource, _ mapping: ColumnMapping, _ target: TargetTable) {
    columns = mapping.columns.compactMap { column in
      guard column.metadata == nil, column.sourceType == column.type,
        let place = source.fields.firstIndex(where: { $0.name.isSameName(as: column.field) }),
        let stored = target.columns.first(where: { $0.name.isSameName(as: column.name) })
      else { return nil }
      return Column(
        field: column.field, place: place, target: stored, isQuoted: column.expression.hasPrefix("JSON_STRING("))
    }
    parse = DryParse(
      sources: [(source.fields, [])], stored: mapping.storage(in: target), standard: schema.timestampStandard,
      format: schema.format, reader: .tree)
  }

  /// The first message for which the dry parse is wrong; nil if there is none.
  func problem(_ messages: [[UInt8]], read: [JSON]) -> String? {
    for (message, outcome) in zip(messages, read) where outcome["changes"] != nil {
      var parse = parse
      var isRefused = false
      if case .failure = parse.observe(SampledMessage(position: nil, value: message)) { isRefused = true }
      let altered = parse.report.altered.filter { if case .withoutNullCharacters = $0.becomes { true } else { false } }
      let rows = (outcome["changes"]?.array ?? []).filter { ["+I", "+U"].contains($0["kind"]?.string) }
        .map { $0["row"]?.array ?? [] }
      let mustBeRefused = rows.contains { row in columns.contains { refuses(row[$0.place], $0) } }
      let fields = columns.filter { column in rows.contains { alters($0[column.place], column) } }.map(\.field)
      if isRefused == mustBeRefused, isRefused || Set(altered.map(\.field)) == Set(fields) { continue }
      return "the dry parse says of U+0000 that \(isRefused ? "the job stops" : "\(altered.map(\.field)) change"), "
        + "the engine reads it in \(fields)\(mustBeRefused ? " and where it is refused" : ""): "
        + String(decoding: message, as: UTF8.self)
    }
    return nil
  }

  private func alters(_ value: JSON, _ column: Column) -> Bool {
    switch column.target.kind {
    case .text, .boundedText, .checkedText: NullCharacterJudge.holds(value)
    default: false
    }
  }

  private func refuses(_ value: JSON, _ column: Column) -> Bool {
    switch column.target.kind {
    case .array(.text), .array(.boundedText): return NullCharacterJudge.holds(value)
    case .json where column.target.databaseType == "jsonb":
      if column.isQuoted { return NullCharacterJudge.holds(value) }
      return value.string.flatMap { try? JSON.parse($0) }.map(NullCharacterJudge.holds) ?? false
    default: return false
    }
  }

  /// Whether U+0000 is in a text anywhere in the value.
  private static func holds(_ value: JSON) -> Bool {
    switch value {
    case .string(let text): text.utf8.contains(0)
    case .array(let values): values.contains(where: holds)
    case .object(let object): object.members.contains { $0.key.utf8.contains(0) || holds($0.value) }
    case .null, .bool, .number: false
    }
  }
}
