import Testing

/// A change of a deployment that was measured on real Flink, and what becomes of its state.
struct UpdateChange: Sendable, CustomTestStringConvertible {
  /// The name.
  let name: String
  /// The script of the deploy.
  let before: UpdateScript
  /// The script of the update.
  let after: UpdateScript
  /// The flags of the update, if it changes settings and not the script.
  let flags: [String]
  /// The verdict on the state.
  let verdict: String
  /// The verdict on the way back; nil for a change that is not taken back.
  let verdictBack: String?
  /// How many of the first 100 messages a second table gets; nil if there is none.
  let history: Int?
  var testDescription: String { name }

  private init(
    _ name: String, _ verdict: String, from before: UpdateScript = UpdateScript(), flags: [String] = [],
    back: String? = nil, history: Int? = nil, _ change: (inout UpdateScript) -> Void = { _ in }
  ) {
    (self.name, self.verdict, self.before, self.flags) = (name, verdict, before, flags)
    (verdictBack, self.history) = (back, history)
    after = before.with(change)
  }

  /// Neither a key nor a filter, so that no operator is between source and sink.
  private static let plain = UpdateScript {
    $0.targets[0].hasKey = false
    $0.targets[0].filter = nil
  }

  private static let copy = UpdateScript.Target(name: "copy_sink", table: "_copy")
  private static let second = UpdateScript.Source(name: "kafka_source_2", group: "second")
  private static let copyOfSecond = UpdateScript.Target(name: "copy_sink", table: "_copy", source: second.name)
  /// A setting that no operator depends on.
  private static let memory = ["--task-manager-memory", "2 GiB"]

  private static func debezium(hasKey: Bool) -> UpdateScript {
    UpdateScript {
      $0.sources[0].format = "debezium-json"
      $0.sources[0].hasKey = hasKey
      $0.targets[0].filter = nil
    }
  }

  private static func addColumn(_ script: inout UpdateScript) {
    script.sources[0].columns.append("`extra` STRING")
    script.targets[0].columns.append("`extra` STRING")
  }

  /// Changes that use the state.
  static let kept = [
    UpdateChange("nothing", "FULL", flags: memory),
    UpdateChange("metadata", "FULL") {
      $0.sources[0].columns.append("`position` BIGINT METADATA FROM 'offset' VIRTUAL")
      $0.targets[0].columns.append("`position` BIGINT")
    },
    UpdateChange("type", "FULL", from: UpdateScript { $0.sources[0].columns.append("`size` BIGINT") }) {
      $0.sources[0].columns[2] = "`size` STRING"
    },
    UpdateChange("sink_name", "FULL") { $0.targets[0].name = "other_sink" },
    UpdateChange("filter", "FULL", from: plain, back: "FULL") { $0.targets[0].filter = "`id` >= 0" },
    UpdateChange("key", "FULL", from: plain) { $0 = UpdateScript() },
    UpdateChange("group", "FULL") { $0.sources[0].group = "other" },
    UpdateChange("startup", "FULL") { $0.sources[0].startupMode = "latest-offset" },
    UpdateChange("first_table", "PARTIAL", back: "FULL", history: 0) { $0.targets.insert(copy, at: 0) },
    UpdateChange("second_source", "PARTIAL", history: 100) {
      $0.sources.append(second)
      $0.targets.append(copyOfSecond)
    },
    UpdateChange("debezium_key", "FULL", from: debezium(hasKey: true), flags: memory),
    UpdateChange("debezium_key_column", "FULL", from: debezium(hasKey: true), addColumn),
    UpdateChange("debezium", "FULL", from: debezium(hasKey: false), flags: memory),
  ]

  /// Changes that cannot use the state.
  static let refused = [
    UpdateChange("source_name", "INCOMPATIBLE") {
      $0.sources[0].name = "other_source"
      $0.targets[0].source = "other_source"
    },
    UpdateChange("second_table", "INCOMPATIBLE", history: 100) {
      $0.targets.append(copy)
      $0.targets[1].filter = "`id` >= 0"
    },
    UpdateChange(
      "table_removed", "INCOMPATIBLE",
      from: UpdateScript { $0.targets.append(.init(name: "ids_sink", table: "_ids", columns: ["`id` BIGINT"])) }
    ) { $0.targets.removeLast() },
    UpdateChange("first_source", "INCOMPATIBLE", history: 100) {
      $0.sources.insert(second, at: 0)
      $0.targets.insert(copyOfSecond, at: 0)
    },
    UpdateChange("chaining", "INCOMPATIBLE", flags: ["--conf", "pipeline.operator-chaining=false"]),
    UpdateChange("max_parallelism", "INCOMPATIBLE", flags: ["--conf", "pipeline.max-parallelism=64"]),
    UpdateChange("debezium_column", "INCOMPATIBLE", from: debezium(hasKey: false), addColumn),
  ]
}
