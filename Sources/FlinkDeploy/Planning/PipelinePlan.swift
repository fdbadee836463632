import FlinkSQL
import PipelineTypes
import SQLLint

/// The statement of a pipeline, and what was found out for it.
struct PipelinePlan: Sendable {
  /// The SQL, or why there is none or none that may be deployed.
  var statement: Result<String, Failure>
  /// How each table is written; empty for given SQL.
  var tables: [TablePlan] = []
  /// The findings in given SQL.
  var findings: [SQLFinding] = []
  /// What would become of the sampled messages; nil when there were none.
  var dryParse: DryParseReport?
  /// What users should know, apart from findings and the dry parse.
  var notes: [ResultNote]
  /// How messages are found in the tables later.
  var arrival: ArrivalRecord
  /// Statements for tables that do not exist or lack columns; nil where nothing is missing.
  var suggestion: TableSuggestion?

  /// All that users should know, for a result that shows neither findings nor the dry parse.
  var notesInFull: [ResultNote] {
    let warnings = findings.filter { $0.severity == .warning }.map { finding in
      PlanNote.finding(
        line: finding.line, column: finding.column, finding.problem, replacement: finding.replacement)
    }
    return notes + (warnings + (dryParse?.notes ?? [])).map(ResultNote.plan)
  }
}

extension DryParseReport {
  /// What users should know about it, in short.
  fileprivate var notes: [PlanNote] {
    var notes: [PlanNote] = []
    if let first = failures.first {
      notes.append(.messagesFail(count: failed, total: messages, FailingMessage(first)))
    }
    if !altered.isEmpty { notes.append(.valuesAltered(altered.map { "\($0.field) (\($0.count))" })) }
    return notes
  }
}

extension PipelinePlan {
  /// The plan to deploy SQL as it was given.
  /// - Parameters:
  ///   - sql: The SQL.
  ///   - arguments: The call that gives it.
  ///   - targets: The tables that it names and that exist; nil when no database is configured.
  ///   - missing: The tables that it names and that do not exist.
  init(
    given sql: String, _ arguments: GenerateAndDeployArguments, targets: SQLLint.Targets?, missing: [TableName]
  ) {
    let findings = SQLLint(
      targets: targets, endpoints: .init(topic: arguments.topic, table: arguments.tables[0])
    ).findings(in: sql)
    let errors = findings.filter { $0.severity == .error }
    let ignored = arguments.ignoredBesideSQL
    let notes: [ResultNote] =
      (ignored.isEmpty ? [] : [.plan(.argumentsIgnored(ignored))])
      + missing.map { .pipeline(.table($0, .missing)) }
    self.init(
      statement: errors.isEmpty ? .success(sql) : .failure(Failure(PlanProblem.sqlRefused(errors))),
      findings: findings, notes: notes, arrival: .givenSQL)
  }
}
