import Deployments
import FlinkSQL
import KafkaSampling
import Notices
import PipelineTypes
import SQLLint

/// A note about a plan: what was assumed, what has no effect, and what the sampled messages would do to the job.
enum PlanNote: Note, Codable, Equatable {
  /// The engine is not known, so the SQL has the options of this family.
  /// - Parameter version: The name that says no version; nil where the platform could not be asked.
  case engineAssumed(version: String?, family: String)
  /// The partitions that start from given offsets.
  case offsetsGiven(partitions: [Int])
  /// Arguments that have no effect beside given SQL.
  case argumentsIgnored([Argument])
  /// The topic was not sampled to compare its messages with the given columns.
  case topicNotSampled(KafkaSamplingError)
  /// Sampled messages that would stop the job, and the first of them.
  case messagesFail(count: Int, total: Int, FailingMessage)
  /// Fields whose values the reader alters, with the numbers of values.
  case valuesAltered([String])
  /// A finding in given SQL.
  case finding(line: Int, column: Int, SQLProblem, replacement: String?)
  /// The variables of the namespace could not be listed, so a secret of the SQL may be missing.
  case secretsNotChecked(OperationProblem)
  /// The deployment target has too few resources left for the job.
  case quotaExceeded(QuotaShortage)
  /// The deployment targets could not be listed, so the job may exceed the quota.
  case quotaNotChecked(OperationProblem)
  /// No table has columns for some fields, and the result has a statement that adds columns to this one.
  case columnsSuggested(TableName)

  /// The stable name of the note.
  var code: String {
    switch self {
    case .engineAssumed: "engine_assumed"
    case .offsetsGiven: "offsets_given"
    case .argumentsIgnored: "arguments_ignored"
    case .topicNotSampled: "topic_not_sampled"
    case .messagesFail: "messages_fail"
    case .valuesAltered: "values_altered"
    case .finding(_, _, let problem, _): problem.code
    case .secretsNotChecked: "secrets_not_checked"
    case .quotaExceeded, .quotaNotChecked: "quota_exceeded"
    case .columnsSuggested: "columns_suggested"
    }
  }

  /// The table that lacks columns; nil for other notes.
  var subject: String? { if case .columnsSuggested(let table) = self { table.description } else { nil } }
}

/// A message that would stop the job.
struct FailingMessage: Sendable, Equatable, Codable {
  /// The partition; nil where the caller gave the message.
  var partition: Int?
  /// The offset in the partition.
  var offset: Int?
  /// Which of the messages it is, from 1.
  var number: Int
  /// Why the job would stop.
  var reason: ReadFault

  /// The first message of `failure`.
  init(_ failure: DryParseReport.FailureGroup) {
    partition = failure.position?.partition
    offset = failure.position?.offset
    number = failure.number
    reason = failure.reason
  }

  /// Where it is.
  func place(_ language: Language) -> String {
    switch (language, partition, offset) {
    case (.english, let partition?, let offset?): "partition \(partition) offset \(offset)"
    case (.chinese, let partition?, let offset?): "分区 \(partition) 位点 \(offset)"
    case (.english, _, _): "message \(number)"
    case (.chinese, _, _): "第 \(number) 条消息"
    }
  }
}
