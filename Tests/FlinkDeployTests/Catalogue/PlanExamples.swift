import Deployments
import FlinkSQL
import KafkaSampling
import PipelineTypes
import Postgres
import SQLLint

@testable import FlinkDeploy
@testable import FlinkSQL
@testable import KafkaSampling
@testable import SQLLint

/// Notes, errors and remedies of a plan.
extension CatalogueGroup {
  static let plans = [
    CatalogueGroup(
      .warning, "PlanNote", in: "FlinkDeploy/Catalogue/Pipeline/PlanNote.swift", shared: ["quota_exceeded"], notes),
    CatalogueGroup(.warning, "SamplingNote", in: "KafkaSampling/SamplingNote.swift", samplingNotes),
    CatalogueGroup(
      .error, "PlanProblem", in: "FlinkDeploy/Catalogue/Pipeline/PlanProblem.swift",
      shared: ["invalid_arguments", "missing_fields"], planProblems),
    CatalogueGroup(.part, "ColumnFault", in: "FlinkDeploy/Catalogue/Pipeline/PlanProblem.swift", columnFaults) {
      PlanProblem.invalidColumn("amount", $0)
    },
    CatalogueGroup(.part, "SecretPlace", in: "FlinkDeploy/Catalogue/Pipeline/PlanProblem.swift", secrets) {
      PlanProblem.literalSecret($0)
    },
    CatalogueGroup(.part, "UnknownFields", in: "FlinkDeploy/Catalogue/Pipeline/PlanProblem.swift", unknownFields) {
      PlanProblem.fieldsUnknown($0)
    },
    CatalogueGroup(
      .error, "PipelineProblem", in: "FlinkSQL/Notes/PipelineProblem.swift",
      shared: ["incompatible_types", "no_schema"],
      pipelineProblems),
    CatalogueGroup(.part, "ColumnFault", in: "FlinkSQL/Notes/PipelineProblem.swift", givenFaults) {
      PipelineProblem.invalidColumn("amount", $0)
    },
    CatalogueGroup(.part, "SchemaFault", in: "FlinkSQL/Notes/PipelineProblem.swift", schemaFaults) {
      PipelineProblem.noSchema($0)
    },
    CatalogueGroup(.part, "EventTimeFault", in: "FlinkSQL/Notes/PipelineProblem.swift", timeFaults) {
      PipelineProblem.invalidEventTime("at", $0, candidates: ["at"])
    },
    CatalogueGroup(.part, "KeyFault", in: "FlinkSQL/Notes/PipelineProblem.swift", keyFaults) {
      PipelineProblem.changesWithoutKey(.orders, .debezium, $0)
    },
    CatalogueGroup(.part, "ReadOnlyKind", in: "PipelineTypes/TargetTable.swift", relations) {
      PipelineProblem.notATable(.orders, $0)
    },
    CatalogueGroup(
      .remedy, "PipelineRemedy", in: "FlinkDeploy/Catalogue/Pipeline/PipelineProblem+Remedy.swift", remedies),
    CatalogueGroup(.text, "PlanText", in: "FlinkDeploy/Catalogue/Pipeline/PlanText.swift", texts),
  ]

  private static let failing = FailingMessage(
    DryParseReport.FailureGroup(
      position: .init(partition: 3, offset: 42), number: 7, reason: .nullKey(field: "order_id"), count: 2))

  private static let given = FailingMessage(
    DryParseReport.FailureGroup(position: nil, number: 7, reason: .nullKey(field: "order_id"), count: 2))

  private static let notes: [PlanNote] = [
    .engineAssumed(version: nil, family: "vvr-8"), .engineAssumed(version: "custom", family: "vvr-8"),
    .offsetsGiven(partitions: [0, 3]), .argumentsIgnored([.sampleMessages, .startupMode, .eventTime]),
    .topicNotSampled(.unreachable("Connection refused")), .messagesFail(count: 2, total: 200, failing),
    .messagesFail(count: 2, total: 200, given), .valuesAltered(["amount (12)", "at (3)"]),
    .finding(line: 2, column: 16, .topicList, replacement: nil),
    .finding(
      line: 2, column: 16, .primaryKeyMissing(table: .orders), replacement: "PRIMARY KEY (`order_id`) NOT ENFORCED"),
    .secretsNotChecked(.platform(.unreachable)), .quotaExceeded(shortage), .quotaNotChecked(.platform(.unreachable)),
    .columnsSuggested(.orders),
  ]

  private static let shortage = QuotaShortage(
    target: "default-queue",
    lacks: [
      .init(resource: .cpu, needed: 33, free: 1.5, limit: 100),
      .init(resource: .memory, needed: 132 * 1_073_741_824, free: 6 * 1_073_741_824, limit: 400 * 1_073_741_824),
    ])

  private static let coreShortage = QuotaShortage(
    target: "default-queue", lacks: [.init(resource: .cpu, needed: 2, free: 0, limit: 1)])

  private static let samplingNotes: [SamplingNote] = [
    .partitionsUnreadable([.init(partition: 3, reason: "Broker: Leader not available")]),
    .deadlineReached(messages: 120), .byteLimitReached(messages: 120), .tombstones(count: 3, total: 200),
    .keysNotWritten(count: 200, total: 200, binary: 0), .keysNotWritten(count: 200, total: 200, binary: 5),
    .headersNotWritten(["trace-id"]),
  ]

  private static let planProblems: [PlanProblem] = [
    .invalidName("a/b"), .invalidColumn("amount", .typeMissing), .unknownMetadata("offsets"), .duplicateTable(.orders),
    .invalidOffset(partition: "-1", offset: "5"), .offsetsEmpty, .invalidInterval(seconds: 1e300),
    .invalidMemory("job_manager_memory", "lots"),
    .literalSecret(.configuration(key: "s3.secret-key")),
    .sqlRefused([SQLFinding(.literalSecret(.value(option: "password")), at: SQLLexer.tokens(of: "'x'")[0])]),
    .hologresUnreachable(.orders, PostgresError(unreadableRowOf: "orders")), .unknownTable(.orders, known: ["clicks"]),
    .unknownTable(.orders, known: []), .fieldsUnknown(.kafkaMissing), .messagesUnreadable(count: 2, total: 2, failing),
    .tablesRefused([.init(table: .orders, problem: .missingFields([refused], table: .orders, fields: ["amount"]))]),
    .missingSecret(["hologres_password"]), .missingSecret(["hologres_username", "hologres_password"]),
    .quotaExceeded(shortage), .quotaExceeded(coreShortage),
  ]

  private static let columnFaults: [PlanProblem.ColumnFault] = [
    .unknownMember("metadat"), .typeMissing, .metadataAsType("Offset", use: "offset"),
  ]

  private static let secrets: [PlanProblem.SecretPlace] = [
    .configuration(key: "s3.secret-key"), .sql(line: 2), .ownInConfiguration,
  ]

  private static let unknownFields: [PlanProblem.UnknownFields] = [.kafkaMissing, .topicEmpty("orders")]

  private static let refused = RefusedColumn(
    name: "order_id", databaseType: "bigint", field: nil, reason: .valueMissing)

  private static let unconvertible = RefusedColumn(
    name: "amount", databaseType: "numeric(18,2)", field: "amount",
    reason: .content([.kind(.booleans)], expression: "`amount`", columnType: "DECIMAL(18, 2)"))

  private static let pipelineProblems: [PipelineProblem] = [
    .naming(.invalidTopic("no such topic")), .invalidColumn("amount", .duplicate),
    .unknownFields([.init(name: "amounts", suggestion: "amount")], .debezium, known: ["order_id", "amount"]),
    .unknownFields([.init(name: "x", suggestion: nil)], nil, known: ["order_id", "amount"]),
    .unsupportedFormat(.avroFile, count: 190, total: 200), .noSchema(.noMessages),
    .missingFields([refused], table: .orders, fields: ["amount"]),
    .missingFields([refused, unconvertible], table: .orders, fields: ["amount"]),
    .incompatibleTypes([unconvertible], table: .orders, fields: ["amount"]),
    .incompatibleMetadataType(field: "at", type: "INT", .metadataUnconvertible(.timestamp), use: "TIMESTAMP_LTZ(3)"),
    .noCommonColumns(table: .orders, fields: ["a", "b"], columns: ["order_id", "amount"]), .notATable(.orders, .view),
    .invalidEventTime("gone", .unknownField, candidates: ["at"]), .invalidSetting("${servers}"),
    .changesWithoutKey(.orders, .debezium, .unknown), .rowsAsText(["after"], table: .orders),
  ]

  private static let givenFaults: [PipelineProblem.ColumnFault] = [.name(.tooLong), .duplicate, .isContainer]

  private static let schemaFaults: [PipelineProblem.SchemaFault] = [
    .noMessages, .noObjects([UnusableCount(reason: .value("array"), count: 3)]),
    .noRows(.canal, [ControlCount(kind: .type("TIDB_WATERMARK"), count: 5)]),
  ]

  private static let timeFaults: [PipelineProblem.EventTimeFault] = [.unknownField, .noTime]
  private static let keyFaults: [PipelineProblem.KeyFault] = [
    .unknown, .metadata(["kafka_offset"]), .filledIn(["tenant"]),
  ]
  private static let relations: [TargetTable.ReadOnlyKind] = [.view, .materializedView, .foreignTable]

  private static let remedies: [PipelineRemedy] = [
    .checkTopic, .checkKafka, .checkHologres, .allowClearText, .passFields, .nameTable, .nameBaseTable, .createTable,
    .createSuggestedTable,
    .useType("STRING"), .useType(nil), .removeDuplicate, .renameColumn, .nameFields, .changeFormat(.avroFile),
    .writeObjects, .fillColumns,
    .changeTypes(.notBase64), .changeTypes(nil), .matchColumns, .nameEventTime(["at", "kafka_timestamp"]), .writeValue,
    .addPrimaryKey, .nameDeployment, .passMetadata(["offset", "partition"]), .passMetadataInstead("offset"),
    .nameColumnMembers, .giveType, .passInterval, .passMemory, .passOffsets, .createSecret, .correctMessages,
    .writeKey(["tenant"]), .unwrapDocuments, .changeTypes(.encodedDecimals), .changeTypes(.placeholders(messages: 1)),
    .createVariables(["hologres_password"]), .createVariables(["hologres_username", "hologres_password"]), .fitQuota,
  ]

  private static let texts: [PlanText] =
    [.readingTable(.orders)] + [try? TopicName(parsing: "orders")].compactMap { $0 }.map(PlanText.readingTopic)
}
