import FlinkSQL
import JSONCoding
import Notices
import PipelineTypes
import Postgres
import SQLLint

/// Why a call that its schema allows cannot be planned.
enum PlanProblem: Problem {
  /// What is wrong with an element of `columns`.
  enum ColumnFault: Sendable, Equatable {
    case unknownMember(String)
    case typeMissing
    /// The type is the name of Kafka metadata.
    case metadataAsType(String, use: String)
  }

  /// Where a literal secret is.
  enum SecretPlace: Sendable, Equatable {
    /// In the value of a key of the Flink configuration.
    case configuration(key: String)
    /// One of flink-deploy's own secrets, in a line of the SQL.
    case sql(line: Int)
    /// One of flink-deploy's own secrets, in the Flink configuration.
    case ownInConfiguration
  }

  /// Why the fields are not known.
  enum UnknownFields: Sendable, Equatable {
    /// Kafka is not configured, or this build cannot read it.
    case kafkaMissing
    case topicEmpty(String)
  }

  case invalidName(String)
  case invalidColumn(String, ColumnFault)
  case unknownMetadata(String)
  case duplicateTable(TableName)
  case invalidOffset(partition: String, offset: String)
  case offsetsEmpty
  case invalidInterval(seconds: Double)
  /// A member of the resources does not name an amount of memory.
  case invalidMemory(String, String)
  case literalSecret(SecretPlace)
  /// Findings of severity error in given SQL.
  case sqlRefused([SQLFinding])
  case hologresUnreachable(TableName, PostgresError)
  case unknownTable(TableName, known: [String])
  case fieldsUnknown(UnknownFields)
  case messagesUnreadable(count: Int, total: Int, FailingMessage)
  /// Several tables that cannot be written.
  case tablesRefused([TableRefusal])
  /// Secrets that the SQL refers to and the namespace does not have.
  case missingSecret([String])
  /// The deployment target has too few resources left.
  case quotaExceeded(QuotaShortage)

  /// Why one of several tables cannot be written.
  struct TableRefusal: Sendable, Equatable {
    let table: TableName
    let problem: PipelineProblem
  }

  /// The code that results show.
  var code: String {
    switch self {
    case .invalidName: "invalid_name"
    case .invalidColumn(_, .unknownMember), .unknownMetadata, .duplicateTable, .invalidOffset, .offsetsEmpty,
      .invalidInterval, .invalidMemory:
      "invalid_arguments"
    case .invalidColumn: "invalid_type"
    case .literalSecret: "literal_secret"
    case .sqlRefused: "sql_lint"
    case .hologresUnreachable: "hologres_unreachable"
    case .unknownTable: "unknown_table"
    case .fieldsUnknown: "no_schema"
    case .messagesUnreadable: "messages_unreadable"
    case .tablesRefused(let tables): tables.first?.problem.code ?? "incompatible_types"
    case .missingSecret: "missing_secret"
    case .quotaExceeded: "quota_exceeded"
    }
  }

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .invalidName: PipelineRemedy.nameDeployment
    case .invalidColumn(_, .unknownMember): PipelineRemedy.nameColumnMembers
    case .invalidColumn(_, .typeMissing): PipelineRemedy.giveType
    case .invalidColumn(_, .metadataAsType(_, let key)): PipelineRemedy.passMetadataInstead(key)
    case .unknownMetadata: PipelineRemedy.passMetadata(KafkaMetadata.allCases.map(\.rawValue))
    case .duplicateTable: PipelineRemedy.removeDuplicate
    case .invalidOffset, .offsetsEmpty: PipelineRemedy.passOffsets
    case .invalidInterval: PipelineRemedy.passInterval
    case .invalidMemory: PipelineRemedy.passMemory
    case .literalSecret, .sqlRefused: PipelineRemedy.createSecret
    case .hologresUnreachable(_, let error):
      error.cause == .noTLS ? PipelineRemedy.allowClearText : .checkHologres
    case .unknownTable: PipelineRemedy.createTable
    case .fieldsUnknown: PipelineRemedy.passFields
    case .messagesUnreadable: PipelineRemedy.correctMessages
    case .tablesRefused(let tables): tables.first?.problem.remedy ?? PipelineRemedy.changeTypes(nil)
    case .missingSecret(let names): PipelineRemedy.createVariables(names)
    case .quotaExceeded: PipelineRemedy.fitQuota
    }
  }

  /// Whether the same call may succeed later without a change: other jobs may end.
  var isRetryable: Bool { if case .quotaExceeded(let shortage) = self { shortage.isTemporary } else { false } }
}
