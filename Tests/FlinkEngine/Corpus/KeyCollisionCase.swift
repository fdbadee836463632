import FlinkSQL
import JSONCoding
import PipelineTypes

/// A table whose key can make one of several keys in messages, and messages with keys that are nearly the same.
struct KeyCollisionCase: EngineCase {
  /// The key of a message.
  private struct Key {
    let id: Int
    let value: JSON
  }

  let id: String
  private let field: KeyField
  private let keys: [Key]
  private let sampleCount: Int
  private let stored: StoredKey
  private let hasID: Bool
  private let pipeline: SampledPipeline

  /// A case, or nil if the generator has no conversion from the field to the column.
  /// - Throws: The generator's problem if it is another one.
  init?(id: String, _ family: EngineFamily, _ random: inout SeededGenerator) throws {
    let field = random.pick(KeyField.allCases)
    let hasID = random.chance(30)
    let pool = field.pool(&random)
    let type = random.pick(field.types)
    let ids = hasID ? [1, 2] : [1]
    let samples = (0..<(3 + random.below(7))).map { _ in (id: random.pick(ids), value: random.pick(pool)) }
    let strays = ids.flatMap { id in (field.probes + pool).map { (id: id, value: $0) } }
    keys = try (samples + strays).map { Key(id: $0.id, value: try JSON.parse($0.value)) }
    sampleCount = samples.count
    let column = TargetTable.Column(
      name: "k", databaseType: type.replacing("*", with: ""), isNullable: false, hasLooseCollation: type.hasSuffix("*"))
    let table = TargetTable(
      name: TableName(schema: "public", table: "t"),
      columns: [TargetTable.Column(name: "id", databaseType: "bigint", isNullable: false), column],
      primaryKey: hasID ? ["id", "k"] : ["k"])
    func messages(_ keys: [(id: Int, value: String)]) -> [String] { keys.map { "{\"id\":\($0.id),\"k\":\($0.value)}" } }
    do {
      pipeline = try SampledPipeline(case: id, messages(samples), strays: messages(strays), into: table, family)
    } catch PipelineProblem.incompatibleTypes(_, table: _, fields: _) {
      return nil
    }
    stored = StoredKey(column: column)
    (self.id, self.field, self.hasID) = (id, field, hasID)
  }

  // In this zone clocks change, so that local times and instants are not one to one.
  var request: JSON { pipeline.request(id: id, zone: "America/New_York") }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let problem = pipeline.problem(with: answer, &tally) { return problem }
    let rows = pipeline.rows(in: answer)
    tally.add("keys", rows.count)
    let name = "\(field) into \(stored.column.databaseType)\(stored.column.hasLooseCollation ? " without case" : "")"
    if let merged = merged(rows.filter { $0.message.map { $0 < sampleCount } ?? false }) {
      tally.add("keys of samples that become one")
      if warning != nil || saysNullCharacters { return nil }
      return .difference("\(name): \(merged), which no note says\n\(pipeline.sql)")
    }
    guard let reasons = warning else { return nil }
    if merged(rows) != nil { return nil }
    tally.add("warnings about types of keys that no message shows")
    if !reasons.allSatisfy(\.isAboutSample) { return nil }
    return .difference("\(name): the note says that keys merge, which none do: \(reasons)\n\(pipeline.sql)")
  }

  /// Two keys of messages that one key was written for; nil if there are none.
  private func merged(_ rows: [WrittenRow]) -> String? {
    var firsts: [String: Key] = [:]
    for row in rows {
      guard let message = row.message, let value = stored.value(row["k"]) else { continue }
      let key = keys[message]
      let text = hasID ? "\(key.id) \(value)" : value
      guard let first = firsts[text] else {
        firsts[text] = key
        continue
      }
      if !stored.isSame(first.value, key.value) {
        return "the keys \(first.value.text) and \(key.value.text) become one, \(value)"
      }
    }
    return nil
  }

  /// The reasons that the note gives; nil if there is none.
  private var warning: [FieldFact]? {
    for case .field(let names, .keysMerge(_, let reasons), _) in pipeline.mapping.notes where names.containsName("k") {
      return reasons
    }
    return nil
  }

  private var saysNullCharacters: Bool {
    pipeline.mapping.notes.contains { note in
      guard case .field(let names, .nullCharacterRemoved(_, inKey: true), _) = note else { return false }
      return names.containsName("k")
    }
  }
}

extension FieldFact {
  /// Whether values that were sampled are the reason, so that values of this form must show it.
  fileprivate var isAboutSample: Bool {
    switch self {
    case .fractionTruncated, .leadingZerosDropped, .decimalsDropped, .digitsLost, .magnitudeLost, .decimalOverflow,
      .decimalRounded, .infiniteValues, .vanishingValues, .numbersReformatted, .kindsMixed, .jsonStringsMixed,
      .blanksCut:
      true
    default: false
    }
  }
}
