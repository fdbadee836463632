import FlinkSQL
import PipelineTypes

extension DryParse {
  /// What becomes of one message at offset 17, and the report on it.
  /// - Parameters:
  ///   - message: The message.
  ///   - columns: Names and types of the source's columns.
  ///   - reader: The reader.
  ///   - standard: The standard of timestamps.
  static func read(
    _ message: String, as columns: [(String, String)], by reader: FlinkJSONReader,
    _ standard: TimestampStandard = .iso8601
  ) throws -> (Outcome, DryParseReport) {
    let columns = try columns.map { (name: $0.0, type: try FlinkType(parsing: $0.1)) }
    var parse = DryParse(columns: columns, standard: standard, reader: reader)
    let position = SampledMessage.Position(partition: 0, offset: 17)
    let outcome = parse.observe(SampledMessage(position: position, value: Array(message.utf8)))
    return (outcome, parse.report)
  }
}
