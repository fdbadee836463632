import PipelineChanges

@testable import FlinkDeploy

/// Reasons of verdicts on updates.
extension CatalogueGroup {
  static let compatibility = [
    CatalogueGroup(
      .warning, "CompatibilityReason", in: "PipelineChanges/CompatibilityReason.swift",
      fitting + sources + tables + unjudged),
    CatalogueGroup(
      .part, "QueryPart", in: "PipelineChanges/CompatibilityReason.swift", CompatibilityReason.QueryPart.allCases
    ) {
      CompatibilityReason.queryPartChanged(table: "public.orders", $0)
    },
    CatalogueGroup(
      .part, "ChangedItem", in: "PipelineChanges/CompatibilityReason.swift", CompatibilityReason.ChangedItem.allCases
    ) {
      CompatibilityReason.severalChanges([$0])
    },
  ]

  private static let fitting: [CompatibilityReason] = [
    .optionIgnored(source: "kafka_source", option: "scan.startup.mode"), .noHistory(table: "public.orders_copy"),
    .targetChanged(from: "public.orders", to: "public.orders_2"),
    .targetChanged(from: "public.orders", to: "public.orders"), .sourceAdded("kafka_source_2"),
    .aggregatesAdded(table: "public.orders", ["COUNT(*)", "MAX(amount)"]),
  ]

  private static let sources: [CompatibilityReason] = [
    .topicChanged(source: "kafka_source", from: ["orders"], to: ["orders_v2"]),
    .connectorChanged(source: "kafka_source", from: "kafka", to: "upsert-kafka"),
    .sourceRenamed(from: "kafka_source", to: "orders_source"), .sourceRemoved("kafka_source_2"),
    .sourceMoved("kafka_source"),
  ]

  private static let tables: [CompatibilityReason] = [
    .tableAdded("public.orders_small"), .tableRemoved("public.orders_small"),
    .projectionsChanged(source: "kafka_source", from: 1, to: 2), .storedColumnsChanged(table: "public.orders"),
    .storedRowsMoved(table: "public.orders"), .queryAdded(table: "public.orders"),
    .queryPartChanged(table: "public.orders", .groupKeys), .maxParallelismChanged(from: "128", to: "64"),
    .maxParallelismChanged(from: nil, to: "64"), .chainingChanged, .operatorIDsChanged(from: "PLAN_ONLY", to: "ALWAYS"),
    .engineDowngraded(from: "vvr-8.0.11-flink-1.17", to: "vvr-8.0.7-flink-1.17"),
    .engineLineChanged(from: "vvr-8.0.11-flink-1.17", to: "vvr-11.1-jdk11-flink-1.20"),
  ]

  private static let unjudged: [CompatibilityReason] = [
    .statementNotUnderstood("CREATE FUNCTION"), .statementNotUnderstood(""), .queryNotCovered(table: "public.orders"),
    .severalChanges([.aggregate, .sink]), .serversChanged(source: "kafka_source"),
    .formatChanged(source: "kafka_source", from: "json", to: "debezium-json"), .keyChanged(source: "kafka_source"),
    .watermarkChanged(source: "kafka_source"),
    .sourceOptionNotCovered(source: "kafka_source", option: "scan.parallelism"),
    .storedRowsUnclear(table: "public.orders"), .projectionsUnclear(source: "kafka_source"),
    .lookupState(table: "public.orders"), .configurationNotCovered(key: "state.backend"),
    .engineNotUnderstood(from: nil, to: "vvr-11.1-jdk11-flink-1.20"), .dependenciesChanged, .variableChanged("topic"),
  ]
}
