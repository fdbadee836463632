import FlinkSQL
import JSONCoding
import PipelineTypes

/// A table with rules that a row can break, and rows some of which do.
struct ConstraintCase: EngineCase {
  /// A rule, and its name in the notes.
  private struct Named {
    let name: String
    let rule: RandomRule
  }

  /// What the notes say of a rule.
  private enum Noted {
    case nothing, uncounted
    case counted(SampleCount)

    init(_ count: SampleCount?) { self = count.map(Noted.counted) ?? .uncounted }
  }

  let id: String
  private let rules: [Named]
  /// The column that is NOT NULL.
  private let required: RuleColumn?
  private let hasKey: Bool
  private let areChanges: Bool
  private let pipeline: SampledPipeline
  private let notes: [PipelineNote]

  /// A case.
  /// - Throws: The generator's problem.
  init(id: String, _ family: EngineFamily, _ random: inout SeededGenerator) throws {
    let areChanges = random.chance(35)
    let hasKey = areChanges || random.chance(70)
    let present = RuleColumn.allCases.filter { _ in random.chance(88) }
    let required = present.isEmpty || random.chance(50) ? nil : random.pick(present)
    var rules: [Named] = []
    for number in 0..<(1 + random.below(3)) {
      let rule = RandomRule(&random)
      // A table is a partition of one table.
      if rule.membership != nil, rules.contains(where: { $0.rule.membership != nil }) { continue }
      rules.append(Named(name: "rule\(number)", rule: rule))
    }
    let columns = RuleColumn.allCases.map {
      TargetTable.Column(name: $0.rawValue, databaseType: $0.type, isNullable: $0 != required)
    }
    let table = TargetTable(
      name: TableName(schema: "public", table: "t"),
      columns: [TargetTable.Column(name: "id", databaseType: "bigint", isNullable: false)] + columns,
      primaryKey: hasKey ? ["id"] : [], constraints: rules.compactMap { $0.rule.constraint(named: $0.name) },
      memberships: rules.compactMap(\.rule.membership))
    let rows = RuleRows(present, required: required, areChanges: areChanges, &random)
    pipeline = try SampledPipeline(case: id, rows.messages, into: table, family)
    let samples = pipeline.messages.map { SampledMessage(position: nil, value: $0) }
    let sampled = SampledRows(
      samples, pipeline.schema, pipeline.source, pipeline.mapping, into: table, on: family.engine)
    notes = ConstraintReview(table, pipeline.mapping, sampled).notes
    (self.id, self.rules, self.required, self.hasKey, self.areChanges) = (id, rules, required, hasKey, areChanges)
  }

  var request: JSON { pipeline.request(id: id, zone: "UTC") }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let problem = pipeline.problem(with: answer, &tally) { return problem }
    let rows = pipeline.rows(in: answer)
    if rows.contains(where: { $0.message == nil }) {
      tally.add("rows of unknown messages", rows.count)
      return nil
    }
    let breaks = RuleBreaks(rows: rows, hasKey: hasKey)
    var problems = rules.compactMap { problem(of: $0, breaks, &tally) }
    if let problem = nullProblem(breaks, &tally) { problems.append(problem) }
    return problems.first.map { .difference("\($0)\n\(text(of: rows))\n\(pipeline.sql)") }
  }

  private func text(of rows: [WrittenRow]) -> String {
    rows.map { row in
      let values = row.values.sorted { $0.key < $1.key }.map { "\($0.key.text) \($0.value.text)" }
      return "\(row.isDeleted ? "-" : "+") \(values.joined(separator: ", "))"
    }.joined(separator: "\n")
  }

  /// What is wrong with the note about a rule; nil if nothing is.
  private func problem(of named: Named, _ breaks: RuleBreaks, _ tally: inout Tally) -> String? {
    let broken = breaks.messages(named.rule)
    let known = isKnown(named.rule) && breaks.rows.contains { !$0.isDeleted }
    tally.add("rules")
    switch noted(named) {
    case .nothing:
      // A rule whose columns are always NULL, which the product does not calculate.
      if broken.isEmpty || !named.rule.isCalculated && named.rule.columns.allSatisfy({ !isWritten($0) }) { return nil }
      return "\(named.rule) is not noted, and concerns \(broken.count) messages"
    case .uncounted:
      tally.add("rules whose breaks are not counted")
      return known ? "\(named.rule) is noted without a count, and \(broken.count) messages break it" : nil
    case .counted(let count):
      tally.add("messages that break a rule", broken.count)
      if count == SampleCount(broken.count, of: pipeline.messages.count) { return nil }
      return "\(broken.count) messages break \(named.rule), the note says \(count.count) of \(count.total)"
    }
  }

  private func noted(_ named: Named) -> Noted {
    for note in notes {
      switch note {
      case .column(_, .checkConstraint(let name, _, let count), _) where name == named.name: return Noted(count)
      case .column(_, .uniqueBesideKey(let name, _, _, _, let count), _) where name == named.name: return Noted(count)
      case .column(_, .foreignKey(let name, _, _), _) where name == named.name: return .uncounted
      case .table(_, .partition(_, _, _, let count)) where named.rule.membership != nil: return Noted(count)
      default: continue
      }
    }
    return .nothing
  }

  private func isWritten(_ column: RuleColumn) -> Bool {
    pipeline.mapping.columns.contains { $0.name == column.rawValue }
  }

  /// Whether the product must know which messages break the rule: its columns are written as they are read.
  private func isKnown(_ rule: RandomRule) -> Bool {
    rule.isCalculated
      && pipeline.mapping.columns.allSatisfy { column in
        let isPart = rule.columns.contains { $0.rawValue == column.name }
        return !isPart || column.expression == "`\(column.name)`"
      }
  }

  /// What is wrong with the note about the column that is NOT NULL; nil if nothing is.
  private func nullProblem(_ breaks: RuleBreaks, _ tally: inout Tally) -> String? {
    guard let required else { return nil }
    let nulls = breaks.nulls(in: required)
    for case .column(let names, .nullStopsJob(_, let reason), _) in pipeline.mapping.notes
    where names.contains(required.rawValue) {
      tally.add("messages with NULL where it is refused", nulls.count)
      if areChanges || reason == .missing(count: nulls.count, total: pipeline.messages.count) { return nil }
      return "\(nulls.count) messages have no '\(required)', which is NOT NULL, and the note says \(reason)"
    }
    return nulls.isEmpty ? nil : "'\(required)' is NOT NULL and no note says that \(nulls.count) messages have none"
  }
}
