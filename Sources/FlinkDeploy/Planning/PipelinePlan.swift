import Deployments
import FlinkSQL

/// The statement of a pipeline, and what was found out on the way to it.
struct PipelinePlan: Sendable {
  /// The SQL, or why there is none or none that may be deployed.
  var statement: Result<String, OperationFailure>
  /// What becomes of each table's columns; empty for SQL that the caller gave.
  var tables: [TablePlan] = []
  /// What was found in SQL that the caller gave.
  var findings: [SQLFinding] = []
  /// What became of the sampled messages; nil when there were none.
  var dryParse: DryParseReport?
  /// What is told neither by the findings nor by the dry parse.
  var warnings: [String]

  /// All that is to be told by a result that shows neither findings nor dry parse.
  var warningsInFull: [String] {
    warnings + findings.filter { $0.severity == .warning }.map(\.sentence) + (dryParse?.warnings ?? [])
  }
}

extension DryParseReport {
  fileprivate var warnings: [String] {
    let fields = bent.prefix(5).map { "\($0.field) (\($0.count))" }.joined(separator: ", ")
    return [summary, bent.isEmpty ? nil : "Values are changed on their way: \(fields); dry_run shows how"]
      .compactMap { $0 }
  }
}

/// What becomes of one table's columns.
struct TablePlan: Sendable {
  let table: TableName
  /// The columns that have a way.
  let mapping: ColumnMapping
  /// The columns that have none.
  let refused: [ColumnReview.Refused]
  /// Why the table cannot be written; nil when nothing stands against it.
  let problem: SQLGenerationError?
  /// What is to be known about the table itself; nil for nothing.
  let note: String?

  /// - Parameters:
  ///   - target: The table as the database has it; nil where that is not known.
  /// - Throws: ``SQLGenerationError`` when a column was asked for that no type fits.
  init(
    _ table: TableName, _ target: TargetTable?, _ schema: MessageSchema, _ engine: EngineVersion
  ) throws(SQLGenerationError) {
    self.table = table
    note = target?.partitionNote(for: engine)
    if let target {
      let review = ColumnReview(schema, into: target, engine: engine)
      (mapping, refused, problem) = (review.possible, review.refused, review.problem)
    } else {
      (mapping, refused, problem) = (try ColumnMapping(copying: schema, engine: engine), [], nil)
    }
  }
}

extension PipelinePlan {
  /// What is to be said about the tables, each by name where there are several.
  static func warnings(of tables: [TablePlan]) -> [String] {
    tables.flatMap { plan in
      (plan.mapping.warnings + [plan.note].compactMap { $0 }).map { tables.count > 1 ? "\(plan.table): \($0)" : $0 }
    }
  }

  /// Why the tables cannot be written, all that stands against it; nil when nothing does.
  static func failure(of tables: [TablePlan]) -> OperationFailure? {
    let problems = tables.compactMap { plan in plan.problem.map { (plan.table, $0) } }
    guard let first = problems.first?.1 else { return nil }
    if tables.count == 1 { return OperationFailure(first) }
    return OperationFailure(
      code: first.code, message: problems.map { "\($0): \($1.message)" }.joined(separator: "; "),
      remedy: first.remedy)
  }

  /// The plan to deploy SQL as it was given.
  /// - Parameters:
  ///   - arguments: The call that gives it.
  ///   - engineVersion: The engine that it is for; nil when not known.
  ///   - targets: The tables that it names, those that are known; nil when no database is set up.
  ///   - missing: The names of those that there are not.
  init(
    given sql: String, _ arguments: GenerateAndDeployArguments, engineVersion: String?, targets: SQLLint.Targets?,
    missing: [TableName]
  ) {
    let family = engineVersion.flatMap { EngineVersion(parsing: $0) }?.family
    let findings = SQLLint(
      family: family, targets: targets, ends: .init(topic: arguments.topic, table: arguments.tables[0])
    ).findings(in: sql)
    let errors = findings.filter { $0.severity == .error }.map(\.sentence)
    let refusal = OperationFailure(
      code: "sql_lint", message: errors.joined(separator: "; "),
      remedy: "Correct the sql at these lines and columns, or leave sql out to have it generated")
    self.init(
      statement: errors.isEmpty ? .success(sql) : .failure(refusal), findings: findings,
      warnings: PipelinePlan.warnings(ofIgnored: arguments.ignoredBesideSQL)
        + missing.map { "There is no table \($0) in Hologres, which the sql names: the job would stop at its start" })
  }

  private static func warnings(ofIgnored keys: [GenerateAndDeployArguments.Key]) -> [String] {
    if keys.isEmpty { return [] }
    let names = keys.map(\.rawValue).joined(separator: ", ")
    return ["The sql is deployed as it is; what was passed beside it has no effect: \(names)"]
  }
}

extension SQLFinding {
  /// Place, message and replacement in one line.
  fileprivate var sentence: String {
    "\(line):\(column) \(message)" + (replacement.map { "; write \($0)" } ?? "")
  }
}
