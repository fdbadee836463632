import PipelineTypes

/// Takes the envelope of a change format apart, once the tree has read it.
///
/// The rules are those of Flink's `debezium-json`, `canal-json` and `maxwell-json`, which are the same in 1.17 and 1.20.
struct ChangeReader: Sendable {
  private enum Envelope { case debezium, debeziumWithSchema, canal, maxwell }

  /// The envelope as the format declares it.
  let plan: RowPlan
  private let envelope: Envelope
  private let names: [ExactName]
  /// Where the columns of the source's key stand.
  private let keys: [Int]

  /// The reader of `format`; nil where messages are rows by themselves.
  /// - Parameter key: The columns of the source's primary key.
  init?(_ format: MessageFormat, _ columns: [(name: String, type: FlinkType)], key: [String]) {
    switch format {
    case .json, .connectJSON: return nil
    case .debeziumJSON(let includesSchema): envelope = includesSchema ? .debeziumWithSchema : .debezium
    case .canalJSON: envelope = .canal
    case .maxwellJSON: envelope = .maxwell
    }
    names = columns.map { ExactName($0.name) }
    keys = columns.indices.filter { key.containsName(columns[$0].name) }
    plan = ChangeReader.plan(of: envelope, RowPlan(columns, path: nil))
  }

  private static func plan(of envelope: Envelope, _ row: RowPlan) -> RowPlan {
    func text(_ name: String) -> (String, ReadPlan) { (name, .scalar(.string, path: name)) }
    func one(_ name: String) -> (String, ReadPlan) { (name, .row(row, path: name)) }
    func several(_ name: String) -> (String, ReadPlan) {
      (name, .array(.row(row, path: "\(name)[]"), path: name))
    }
    switch envelope {
    case .debezium: return RowPlan([one("before"), one("after"), text("op")])
    case .debeziumWithSchema: return RowPlan([("payload", .row(plan(of: .debezium, row), path: "payload"))])
    case .canal: return RowPlan([several("data"), several("old"), text("type")])
    case .maxwell: return RowPlan([one("data"), one("old"), text("type")])
    }
  }

  /// The changes in an envelope.
  /// - Parameters:
  ///   - values: What the tree made of it by ``plan``.
  ///   - document: The message itself, which must be whole.
  func changes(in values: [FlinkValue], _ document: DocumentTokens) throws(ReadFault) -> [RowChange] {
    let changes = try unchecked(values, document)
    // The planner takes the columns of a key for never NULL, and its code fails where one is; with a key, what a row was
    // before an update is dropped.
    for change in changes where change.kind != .updateBefore {
      if let key = keys.first(where: { change.values[$0] == .null }) {
        throw .nullKey(field: names[key].text)
      }
    }
    return changes
  }

  private func unchecked(_ values: [FlinkValue], _ document: DocumentTokens) throws(ReadFault) -> [RowChange] {
    switch envelope {
    case .debezium: return try debezium(before: values[0], after: values[1], operation: values[2])
    case .debeziumWithSchema:
      let payload = try row(values[0], "payload")
      return try debezium(before: payload[0], after: payload[1], operation: payload[2])
    case .canal: return try canal(data: values[0], old: values[1], type: values[2], document)
    case .maxwell: return try maxwell(data: values[0], old: values[1], type: values[2], document)
    }
  }

  private func debezium(
    before: FlinkValue, after: FlinkValue, operation: FlinkValue
  ) throws(ReadFault) -> [RowChange] {
    switch try kind(operation, "op") {
    case "c", "r": return [RowChange(.insert, try row(after, "after"))]
    case "u": return [RowChange(.updateBefore, try captured(before)), RowChange(.updateAfter, try row(after, "after"))]
    case "d": return [RowChange(.delete, try captured(before))]
    case let other: throw foreign(other, "op")
    }
  }

  private func captured(_ before: FlinkValue) throws(ReadFault) -> [FlinkValue] {
    if case .row(let values) = before { return values }
    throw .beforeMissing
  }

  private func canal(
    data: FlinkValue, old: FlinkValue, type: FlinkValue, _ document: DocumentTokens
  ) throws(ReadFault) -> [RowChange] {
    switch try kind(type, "type") {
    case "INSERT": return try rows(data, "data").map { row throws(ReadFault) in RowChange(.insert, row) }
    case "DELETE": return try rows(data, "data").map { row throws(ReadFault) in RowChange(.delete, row) }
    case "UPDATE":
      let after = try rows(data, "data")
      // Flink asks for the old rows one by one: without new rows it needs none, and more do no harm.
      if after.isEmpty { return [] }
      let before = try rows(old, "old", first: after.count)
      let changed = document.names(below: "old")
      return zip(before, after).flatMap { update($0, $1, changed) }
    // A statement that defines the table: passed over.
    case "CREATE": return []
    case let other: throw foreign(other, "type")
    }
  }

  private func maxwell(
    data: FlinkValue, old: FlinkValue, type: FlinkValue, _ document: DocumentTokens
  ) throws(ReadFault) -> [RowChange] {
    switch try kind(type, "type") {
    case "insert": return [RowChange(.insert, try row(data, "data"))]
    case "delete": return [RowChange(.delete, try row(data, "data"))]
    case "update": return update(try row(old, "old"), try row(data, "data"), document.names(below: "old"))
    case let other: throw foreign(other, "type")
    }
  }

  /// Fills in what the row was where `old` does not name a column: there it has not changed.
  /// - Parameter changed: What `old` has names for, at any depth and in any of its rows, which is where Flink looks.
  private func update(_ before: [FlinkValue], _ after: [FlinkValue], _ changed: Set<ExactName>) -> [RowChange] {
    let filled = names.indices.map { before[$0] == .null && !changed.contains(names[$0]) ? after[$0] : before[$0] }
    return [RowChange(.updateBefore, filled), RowChange(.updateAfter, after)]
  }

  private func kind(_ value: FlinkValue, _ member: String) throws(ReadFault) -> String {
    if case .string(let text) = value { return text }
    throw .changeKindMissing(member: member)
  }

  private func foreign(_ kind: String, _ member: String) -> ReadFault {
    // Any other text could be a value of a row.
    .changeKindUnsupported(member: member, kind: ChangeKinds.all.contains(kind) ? kind : nil)
  }

  private func row(_ value: FlinkValue, _ member: String) throws(ReadFault) -> [FlinkValue] {
    if case .row(let values) = value { return values }
    throw .memberMissing(member)
  }

  private func rows(
    _ value: FlinkValue, _ member: String, first count: Int? = nil
  ) throws(ReadFault) -> [[FlinkValue]] {
    guard case .array(let elements) = value else { throw .memberMissing(member) }
    let count = count ?? elements.count
    guard elements.count >= count else { throw .tooFewRows(member: member) }
    return try elements.prefix(count).map { element throws(ReadFault) in try row(element, "\(member)[]") }
  }
}

extension DocumentTokens {
  /// The names of all members below the member `name` of the document, at any depth.
  fileprivate func names(below name: String) -> Set<ExactName> {
    var names: Set<ExactName> = []
    var open = members(of: 0).filter { self[$0.name].text == name }.map(\.value)
    while let index = open.popLast() {
      switch self[index].kind {
      case .objectStart:
        for member in members(of: index) {
          if self[member.name].isIntact { names.insert(ExactName(self[member.name].text)) }
          open.append(member.value)
        }
      case .arrayStart: open += children(of: index)
      default: break
      }
    }
    return names
  }
}
