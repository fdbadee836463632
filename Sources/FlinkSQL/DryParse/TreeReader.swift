/// The reader of Flink 1.17 and of the change formats, which has the whole document before it: every declared field is
/// looked up, and of members of one name the last counts.
struct TreeReader {
  private var reading: Reading

  /// Reads the document as a row of `plan`; nil where Flink skips the message.
  static func row(_ plan: RowPlan, _ reading: inout Reading) throws(ReadFault) -> [FlinkValue]? {
    if reading.document.count == 0 || reading.document[0].kind == .null { return nil }
    if reading.document[0].kind != .objectStart { throw .notAnObject }
    var reader = TreeReader(reading: reading)
    defer { reading.alterations = reader.reading.alterations }
    return try reader.row(plan, at: 0)
  }

  private var document: DocumentTokens { reading.document }

  private mutating func row(_ plan: RowPlan, at index: Int) throws(ReadFault) -> [FlinkValue] {
    var values = [FlinkValue](repeating: .null, count: plan.fields.count)
    for member in document.members(of: index) {
      guard let place = plan.place(of: document[member.name]) else { continue }
      values[place] = try value(plan.fields[place], at: member.value)
    }
    return values
  }

  private mutating func value(_ plan: ReadPlan, at index: Int) throws(ReadFault) -> FlinkValue {
    let kind = document[index].kind
    if kind == .null { return .null }
    switch plan {
    case .scalar(let type, let path): return try reading.scalar(index, as: type, path)
    case .array(let element, let path):
      if kind != .arrayStart { throw .typeMismatch(field: path, kind.value, type: "ARRAY", standard: nil) }
      var values: [FlinkValue] = []
      for child in document.children(of: index) { values.append(try value(element, at: child)) }
      return .array(values)
    case .map(let element, let path):
      guard kind == .objectStart else {
        reading.alter(path, .lost, index, .emptyMap)
        return .map([])
      }
      var entries = MapEntries()
      for member in document.members(of: index) {
        entries.set(document[member.name].text, try value(element, at: member.value))
      }
      return .map(entries.list)
    case .row(let row, let path):
      if kind != .objectStart { throw .typeMismatch(field: path, kind.value, type: "ROW", standard: nil) }
      return .row(try self.row(row, at: index))
    case .refused(let path):
      throw .mapKeys(field: path)
    }
  }
}
