import PipelineTypes

/// Where reading starts, when the consumer group has committed nothing: without a rule the job fails when it starts.
enum StartupRule {
  /// - Parameters:
  ///   - table: A table.
  ///   - isWritten: Whether an INSERT writes it.
  ///   - isHinted: Whether a hint says where reading starts.
  static func findings(_ table: SQLStatement.Table, isWritten: Bool, isHinted: Bool) -> [SQLFinding] {
    guard table.connector == "kafka", !isWritten, !isHinted, !table.isLike, table.option(.offsetReset) == nil else {
      return []
    }
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

  /// Whether a hint with options, which stands where a table is used, says where reading starts.
  static func isHinted(_ tokens: [SQLToken]) -> Bool {
    tokens.contains { token in
      token.kind == .comment && token.text.hasPrefix("/*+")
        && [ConnectorOption.startupMode, .offsetReset].contains { token.text.contains($0.rawValue) }
    }
  }
}
