import PipelineTypes

/// The reader of Flink 1.20, which goes from token to token and never back.
///
/// It counts the declared fields that it has met and stops looking after as many as the row has, so a member that stands
/// twice hides another one. An object or array where a BOOLEAN is declared is not skipped: what follows is then read from
/// inside of it. Both are kept as they are.
struct TokenReader {
  private var reading: Reading
  private var position = 0
  /// The rows that are being read, outermost first, and where their objects begin.
  private var open: [(plan: RowPlan, object: Int)] = []
  /// The first container that stood where a BOOLEAN is declared, and the rows around it.
  private var astray: (container: Int, rows: [(plan: RowPlan, object: Int)])?

  /// Reads the document as a row of `plan`.
  static func row(_ plan: RowPlan, _ reading: inout Reading) throws(ReadFault) -> [FlinkValue]? {
    guard reading.document.count > 0, reading.document[0].kind == .objectStart else {
      if let problem = reading.document.problem { throw .notJSON(problem) }
      throw .notAnObject
    }
    var reader = TokenReader(reading: reading)
    defer { reading.alterations = reader.reading.alterations }
    let row = try reader.row(plan)
    reader.noteAstray()
    return row
  }

  private var document: DocumentTokens { reading.document }

  private func kind() throws(ReadFault) -> DocumentTokens.Kind {
    guard position < document.count else {
      if let problem = document.problem { throw .notJSON(problem) }
      throw .containerForBoolean
    }
    return document[position].kind
  }

  private mutating func row(_ plan: RowPlan) throws(ReadFault) -> [FlinkValue] {
    var values = [FlinkValue](repeating: .null, count: plan.fields.count)
    var met = 0
    open.append((plan, position))
    defer { open.removeLast() }
    position += 1
    while try kind() != .objectEnd {
      if met >= plan.fields.count {
        noteUnread(plan)
        try skipToNextField()
        continue
      }
      let place = plan.place(of: document[position])
      position += 1
      guard let place else {
        try skipToNextField()
        continue
      }
      values[place] = try value(plan.fields[place])
      met += 1
      position += 1
    }
    return values
  }

  /// The columns of the message behind the container: what they get, if anything, comes from inside of it.
  private mutating func noteAstray() {
    guard let astray else { return }
    for (plan, object) in astray.rows {
      for member in document.members(of: object) where member.value > astray.container {
        guard let place = plan.place(of: document[member.name]) else { continue }
        reading.alter(plan.fields[place].path, .unread, member.value, .unreadAfterContainer)
      }
    }
  }

  private mutating func noteUnread(_ plan: RowPlan) {
    guard document[position].kind == .name, let place = plan.place(of: document[position]),
      position + 1 < document.count
    else { return }
    reading.alter(plan.fields[place].path, .unread, position + 1, .unreadAfterDuplicate)
  }

  private mutating func skipToNextField() throws(ReadFault) {
    switch try kind() {
    case .objectStart, .arrayStart: position = document[position].end + 1
    default: position += 1
    }
  }

  private mutating func value(_ plan: ReadPlan) throws(ReadFault) -> FlinkValue {
    let kind = try kind()
    if kind == .null { return .null }
    switch plan {
    case .scalar(.string, _) where document[position].end >= document.count:
      throw .notJSON(document.problem ?? .textEnds)
    case .scalar(let type, let path):
      if type == .boolean, kind == .objectStart || kind == .arrayStart { astray = astray ?? (position, open) }
      let value = try reading.scalar(position, as: type, path)
      // Text has eaten the whole container; every other type that takes one has only seen its bracket.
      if type == .string { position = document[position].end }
      return value
    case .array(let element, let path):
      if kind != .arrayStart { throw .typeMismatch(field: path, kind.value, type: "ARRAY", standard: nil) }
      return .array(try elements(element))
    case .map(let element, let path):
      if kind != .objectStart { throw .typeMismatch(field: path, kind.value, type: "MAP", standard: nil) }
      return .map(try entries(element))
    case .row(let row, let path):
      if kind != .objectStart { throw .typeMismatch(field: path, kind.value, type: "ROW", standard: nil) }
      return .row(try self.row(row))
    case .refused(let path):
      throw .mapKeys(field: path)
    }
  }

  private mutating func elements(_ plan: ReadPlan) throws(ReadFault) -> [FlinkValue] {
    var values: [FlinkValue] = []
    position += 1
    while try kind() != .arrayEnd {
      values.append(try value(plan))
      position += 1
    }
    return values
  }

  private mutating func entries(_ plan: ReadPlan) throws(ReadFault) -> [FlinkValue.Entry] {
    var entries = MapEntries()
    position += 1
    while try kind() != .objectEnd {
      let key = document[position].text
      position += 1
      entries.set(key, try value(plan))
      position += 1
    }
    return entries.list
  }
}
