/// A rule of compatibility, with the place that it comes from.
struct CompatibilityRule: Sendable {
  /// Where a rule comes from.
  enum Evidence: Sendable {
    /// A page on state compatibility of Realtime Compute for Apache Flink.
    case published(String)
    /// Jobs that were stopped with a savepoint and restored, with rows counted, on Flink 1.17.2, 1.20.5 and 2.0.1.
    case measured(String)
    /// Further jobs that were stopped with a savepoint and restored, or refused, on Flink 1.17.2 and 1.20.5.
    case restored(String)
    /// Jobs that were submitted to Flink 1.17.2 and 1.20.5, and the IDs that their operators got.
    case operatorIDs(String)
  }

  /// Its name.
  let name: Name
  /// Where it comes from.
  let evidence: [Evidence]
  /// What it says of a change; nothing if it does not apply.
  let judge: @Sendable (PipelineChange) -> [CompatibilityReason]

  private init(
    _ name: Name, _ evidence: [Evidence], _ judge: @escaping @Sendable (PipelineChange) -> [CompatibilityReason]
  ) {
    self.name = name
    self.evidence = evidence
    self.judge = judge
  }

  /// The names of the rules.
  enum Name: String, Sendable, CaseIterable {
    case statements
    case topic, servers, format, sourceKey, watermark, sourceOptions, connector, sourceOrder
    case projections, history, target
    case storedColumns, storedRows
    case addedQueries, groupAggregates, overAggregates, limit, joins, lookups, filters, severalChanges, otherQueries
    case engine, maxParallelism, chaining, operatorIDs, configuration, dependencies, variables
  }

  /// All rules.
  ///
  /// What none of them names changes nothing: names of sinks, aliases, columns and filters of a query without
  /// state, options of sinks, the watermark of such a query, parallelism, checkpoints, restarts and resources.
  static let all: [CompatibilityRule] = [
    CompatibilityRule(
      .statements, [.published("State compatibility: what is not checked is unknown")], { $0.statements() }),

    // Sources
    CompatibilityRule(
      .topic, [.measured("topic changed"), .published("Modify a source table: only 'connector' of WITH is checked")],
      { $0.topics() }),
    CompatibilityRule(
      .servers, [.published("Modify a source table: only 'connector' of WITH is checked")], { $0.servers() }),
    CompatibilityRule(
      .format, [.measured("format json -> debezium-json"), .published("Modify a source table: changelog mode")],
      { $0.formats() }),
    CompatibilityRule(.sourceKey, [.published("Modify a source table: primary key")], { $0.sourceKeys() }),
    CompatibilityRule(
      .watermark,
      [.measured("watermark added, removed"), .published("Modify a source table: watermark interval")],
      { $0.watermarks() }),
    CompatibilityRule(
      .sourceOptions,
      [
        .measured("group.id changed; startup mode changed"),
        .published("Modify a source table: only 'connector' of WITH is checked"),
      ], { $0.sourceOptions() }),
    CompatibilityRule(.connector, [.published("Modify a source table: connector type")], { $0.connectors() }),
    CompatibilityRule(
      .sourceOrder,
      [
        .published("Modify a source table: name"), .measured("second source put behind, before the first"),
        .restored("the first or the second source taken away"), .operatorIDs("sources in another order"),
      ], { $0.sourceOrder() }),

    // Tables
    CompatibilityRule(
      .projections,
      [
        .measured("second sink with other columns or another filter, added or taken away"),
        .measured("table.exec.uid.generation=ALWAYS: second sink with another filter"),
        .restored("second sink without a projection; one of two equal filters changed; one table for another"),
        .operatorIDs("other names, types and orders of columns; brackets; inner queries"),
      ], { $0.projections() }),
    CompatibilityRule(
      .history, [.measured("second sink, same columns and filter"), .published("Change a sink connector: add a sink")],
      { $0.histories() }),
    CompatibilityRule(.target, [.measured("other target table")], { $0.targets() }),
    CompatibilityRule(
      .storedColumns, [.measured("debezium without a key: column added"), .published("Modify a source table: schema")],
      { $0.storedColumns() }),
    CompatibilityRule(
      .storedRows,
      [.restored("an aggregate with a second source behind the first"), .operatorIDs("a materialized sink")],
      { $0.storedRows() }),

    // Queries that keep state
    CompatibilityRule(
      .addedQueries, [.published("Change a sink connector, Other limits: a new stateful query")],
      { $0.addedQueries() }),
    CompatibilityRule(
      .groupAggregates, [.published("Group Aggregate"), .published("Group Window Aggregate"), .published("Union All")],
      { $0.groupAggregates() }),
    CompatibilityRule(.overAggregates, [.published("Over Aggregate")], { $0.overAggregates() }),
    CompatibilityRule(.limit, [.published("Limit")], { $0.limits() }),
    CompatibilityRule(.joins, [.published("Join")], { $0.joins() }),
    CompatibilityRule(.lookups, [.published("Join: lookup join")], { $0.lookups() }),
    CompatibilityRule(
      .filters, [.published("Where: table.optimizer.state-compatibility.ignore-filter")], { $0.filters() }),
    CompatibilityRule(.severalChanges, [.published("Other limits: several items at once")], { $0.severalChanges() }),
    CompatibilityRule(
      .otherQueries, [.published("State compatibility: what is not checked is unknown")], { $0.otherQueries() }),

    // Settings
    CompatibilityRule(
      .engine,
      [
        .published("Upgrade the engine version of a deployment: version compatibility"),
        .measured("1.20.5 -> 1.17.2, 2.0.1 -> 1.20.5"),
      ], { $0.engine() }),
    CompatibilityRule(
      .maxParallelism, [.measured("max parallelism changed"), .restored("64 -> unset, unset -> 64")],
      { $0.maxParallelism() }),
    CompatibilityRule(
      .chaining, [.measured("chaining switched off"), .restored("the same with table.exec.uid.generation=ALWAYS")],
      { $0.chaining() }),
    CompatibilityRule(
      .operatorIDs,
      [
        .measured("table.exec.uid.generation PLAN_ONLY -> ALWAYS"),
        .restored("ALWAYS -> PLAN_ONLY, PLAN_ONLY -> DISABLED"),
      ], { $0.operatorIDs() }),
    CompatibilityRule(
      .configuration, [.measured("state TTL added; parallelism changed")], { $0.configuration() }),
    CompatibilityRule(.dependencies, [.published("Other limits: dependencies")], { $0.dependencies() }),
    CompatibilityRule(
      .variables, [.published("State compatibility: what is not checked is unknown")], { $0.variables() }),
  ]
}
