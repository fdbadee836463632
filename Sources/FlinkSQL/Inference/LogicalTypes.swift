import JSONCoding
import PipelineTypes

/// The logical types that the schemas beside messages give to the fields of their rows.
struct LogicalTypes: Sendable, Equatable {
  /// More than one where schemas differ.
  private var types: [ExactName: Set<LogicalType>] = [:]

  init() {}

  /// What the schema of one message in `format` says; nothing in formats that have none.
  init(of message: JSON, in format: MessageFormat) {
    guard let members = message["schema"]?["fields"]?.array else { return }
    for field in format == .connectJSON ? members : LogicalTypes.fields(ofSides: members) {
      guard let name = field["field"]?.string, let type = field["name"]?.string else { continue }
      if let type = LogicalType(named: type, in: format) { types[ExactName(name), default: []].insert(type) }
    }
  }

  /// The fields of the rows before and after a change.
  private static func fields(ofSides members: [JSON]) -> [JSON] {
    members.filter { ["before", "after"].contains($0["field"]?.string) }.flatMap { $0["fields"]?.array ?? [] }
  }

  mutating func merge(_ other: LogicalTypes) {
    types.merge(other.types) { $0.union($1) }
  }

  /// The type of the field called `name`; nil where there is none, or schemas differ.
  subscript(name: String) -> LogicalType? {
    guard let types = types[ExactName(name)], types.count == 1 else { return nil }
    return types.first
  }
}
