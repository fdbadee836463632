import FlinkSQL
import PipelineTypes
import Testing

/// Suggested tables, and what the mapping makes of them.
enum Suggestions {
  static let name = TableName(schema: "public", table: "orders")

  /// Messages without keys.
  static func messages(_ texts: [String]) -> [SampledMessage] {
    texts.map { SampledMessage(position: nil, value: Array($0.utf8)) }
  }

  /// Messages, each with its key.
  static func keyed(_ messages: [(key: String, value: String)]) -> [SampledMessage] {
    messages.map { SampledMessage(position: nil, key: Array($0.key.utf8), value: Array($0.value.utf8)) }
  }

  /// The table for `messages`; nil where none is suggested.
  static func table(
    _ messages: [SampledMessage], name: TableName = name, engine: EngineVersion = Pipelines.vvr11
  ) throws -> SuggestedTable? {
    SuggestedTable(name, for: try SchemaInference(messages).schema(), messages, engine: engine)
  }

  /// The columns of the table for `messages`, such as `order_id bigint`.
  static func columns(_ messages: [String]) throws -> [String] {
    try #require(try table(self.messages(messages))).columns.map { "\($0.name) \($0.type.sql)" }
  }

  /// The type of the column for a field of these values.
  static func type(of values: [String], field: String = "v") throws -> String? {
    try table(messages(values.map { "{\"\(field)\":\($0)}" }))?.columns.first?.type.sql
  }

  /// What is lost on the way into `table`, by the verdicts of the mapping and by its notes.
  /// - Returns: Descriptions; empty where all values arrive as they are.
  static func losses(
    of schema: MessageSchema, in table: TargetTable, engine: EngineVersion = Pipelines.vvr11
  ) throws -> [String] {
    let mapping = try ColumnMapping(schema, into: table, engine: engine)
    let lossy = mapping.columns.filter { $0.verdict == .lossy }.map { "\($0.name): lossy \($0.type.sql)" }
    let notes = mapping.notes.filter { lossCodes.contains($0.code) }.map { "\($0.names): \($0.code)" }
    return lossy + notes
  }

  /// Codes of notes that say that a value does not arrive as it is, or could stop the job.
  private static let lossCodes: Set = [
    "fraction_truncated", "places_kept", "time_of_day_dropped", "session_zone_applied", "local_time_written",
    "jvm_zone_applied", "time_text_assumed", "numbers_in_quotes", "leading_zeros_dropped", "decimals_dropped",
    "decimals_dropped_later", "binary_floating_point", "digits_lost", "magnitude_lost", "may_overflow",
    "may_wrap_around", "decimal_overflow", "decimal_rounded", "decimal_detour", "infinite_values", "vanishing_values",
    "nonzero_is_true", "other_text_is_false", "text_must_be", "json_text_expected", "json_strings_mixed",
    "base64_read", "length_limited", "length_exceeded", "checked_by_database", "bytes_cut", "rounded_by_column",
    "null_character_rejected", "null_character_removed", "keys_merge", "not_written", "null_key_skipped",
    "null_stops_job", "other_fields_match", "filled_by_no_field",
  ]
}
