import PipelineTypes

/// The place of a field in a message, as a JSON path.
struct MessagePath {
  /// The longest description of a nested field, in characters.
  private static let longestType = 200

  /// The path, such as `$.payload.after.order_id`.
  let text: String
  private let isTop: Bool
  private let field: MessageSchema.Field

  /// The path of `field` in messages that are read as `format`.
  init(of field: MessageSchema.Field, in format: MessageFormat) {
    self.field = field
    let place =
      switch format {
      case .json: "$"
      case .connectJSON: "$.payload"
      case .debeziumJSON(let includesSchema): includesSchema ? "$.payload.after" : "$.after"
      case .canalJSON: "$.data[*]"
      case .maxwellJSON: "$.data"
      }
    isTop = place == "$"
    text = field.metadata.map { "kafka:\($0.rawValue)" } ?? place + MessagePath.step(to: field.name)
  }

  private static func step(to name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0) }
    let isName = isPlain && name.unicodeScalars.first.map { !("0"..."9").contains($0) } == true
    return isName ? ".\(name)" : "['\(SQLText.doubled("'", in: name))']"
  }

  /// What is worth knowing about a column called `column`: where its values come from, and what is inside of them.
  /// - Returns: nil where the name says it all.
  func comment(onColumn column: String) -> String? {
    let isNested = field.metadata == nil && field.type.isNested
    if isTop, !isNested, field.metadata == nil, column.isSameName(as: field.name) { return nil }
    guard isNested else { return text }
    let type = field.type.sql
    let shown = type.count > MessagePath.longestType ? "\(type.prefix(MessagePath.longestType))…" : type
    return "\(text) \(shown)"
  }
}
