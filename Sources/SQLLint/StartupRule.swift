import PipelineTypes

/// Where reading starts, when the consumer group has committed nothing: without a rule the job fails when it starts.
enum StartupRule {
  static func findings(_ table: SQLStatement.Table, isWritten: Bool) -> [SQLFinding] {
    guard table.connector == "kafka", !isWritten, !table.isLike, table.option(.offsetReset) == nil else { return [] }
    switch table.option(.startupMode)?.value?.text.lowercased() {
    case StartupModeName.groupOffsets.rawValue:
      return [
        SQLFinding(
          .offsetResetMissing, at: table.start, replacement: "'\(ConnectorOption.offsetReset.rawValue)' = 'earliest'")
      ]
    case nil where table.option(.startupMode) == nil:
      let mode = StartupModeName.earliestOffset.rawValue
      return [
        SQLFinding(
          .startupModeMissing, at: table.start, replacement: "'\(ConnectorOption.startupMode.rawValue)' = '\(mode)'")
      ]
    default: return []
    }
  }
}
