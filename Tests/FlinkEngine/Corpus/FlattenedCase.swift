import FlinkSQL
import JSONCoding
import PipelineTypes

/// Rows without an envelope, some of which a capture program marks as deleted.
struct FlattenedCase: EngineCase {
  let id: String
  private let rows: FlattenedRows
  private let pipeline: SampledPipeline

  /// A case.
  /// - Throws: The generator's problem.
  init(id: String, _ family: EngineFamily, _ random: inout SeededGenerator) throws {
    rows = FlattenedRows(&random)
    let columns = [("id", "bigint"), ("n", "text")].map {
      TargetTable.Column(name: $0.0, databaseType: $0.1, isNullable: true)
    }
    let table = TargetTable(
      name: TableName(schema: "public", table: "t"), columns: columns, primaryKey: random.chance(70) ? ["id"] : [])
    pipeline = try SampledPipeline(case: id, rows.messages, into: table, family)
    self.id = id
  }

  var request: JSON { pipeline.request(id: id, zone: "UTC") }

  func problem(with answer: JSON, _ tally: inout Tally) -> Problem? {
    if let problem = pipeline.problem(with: answer, &tally) { return problem }
    let written = pipeline.rows(in: answer).filter { !$0.isDeleted }
    let staying = Set(written.compactMap(\.message)).intersection(rows.deletions)
    tally.add("deleted rows that stay", staying.count)
    let objects = rows.messages.count { !$0.isEmpty }
    for case .topic(.deletionsStay(let member, let count, let total)) in pipeline.schema.notes {
      if member == rows.member, count == staying.count, total == objects { return nil }
      return .difference(
        "\(staying.count) of \(objects) rows with '\(rows.member)' stay, "
          + "the note is '\(member)', \(count) of \(total)\n\(pipeline.sql)")
    }
    if staying.isEmpty { return nil }
    return .difference("no note says that \(staying.count) rows stay, which '\(rows.member)' marks\n\(pipeline.sql)")
  }
}
