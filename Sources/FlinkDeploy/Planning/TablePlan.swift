import FlinkSQL
import PipelineTypes

/// How one table of a pipeline is written.
struct TablePlan: Sendable {
  let table: TableName
  /// The table as the database has it; nil where that is not known.
  let target: TargetTable?
  /// The columns that have a conversion.
  let mapping: ColumnMapping
  /// The columns that have none.
  let refused: [RefusedColumn]
  /// Why the table cannot be written; nil when it can.
  let problem: PipelineProblem?

  /// A plan.
  /// - Parameters:
  ///   - table: The name of the table.
  ///   - target: The table as the database has it; nil where that is not known.
  ///   - schema: The fields of the messages.
  ///   - engine: The engine that will run it.
  /// - Throws: ``PipelineProblem`` when Kafka metadata cannot have the type that was given for it.
  init(
    _ table: TableName, _ target: TargetTable?, _ schema: MessageSchema, _ engine: EngineVersion
  ) throws(PipelineProblem) {
    self.table = table
    self.target = target
    if let target {
      let review = ColumnReview(schema, into: target, engine: engine)
      (mapping, refused, problem) = (review.possible, review.refused, review.problem)
    } else {
      (mapping, refused, problem) = (try ColumnMapping(copying: schema, to: table, engine: engine), [], nil)
    }
  }
}

extension [TablePlan] {
  /// What users should know about the tables; fields name their table where there are several.
  var notes: [PipelineNote] {
    flatMap { plan in count > 1 ? plan.mapping.notes.map { $0.writing(to: plan.table) } : plan.mapping.notes }
  }

  /// Why the tables cannot be written, all of them; nil when they can.
  var failure: Failure? {
    let refusals = compactMap { plan in
      plan.problem.map { PlanProblem.TableRefusal(table: plan.table, problem: $0) }
    }
    guard let first = refusals.first else { return nil }
    return Failure(count == 1 ? first.problem : PlanProblem.tablesRefused(refusals))
  }
}
