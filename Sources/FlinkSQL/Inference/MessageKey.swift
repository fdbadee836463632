import PipelineTypes

/// What the keys of a topic's messages are.
enum MessageKey: Sendable, Equatable {
  /// Each of these fields has the key in it.
  case field([String], messages: Int)
  /// A JSON object.
  /// - Parameters:
  ///   - fields: Members that equal the field of their name.
  ///   - foreign: Members that the messages have no field for.
  ///   - isWhole: Whether the key consists of `fields`.
  case object(fields: [String], foreign: [String], isWhole: Bool)
  /// A text or number that no field equals.
  case other

  /// What users should know about it.
  var facts: [TopicFact] {
    switch self {
    case .field(let names, let messages): return [.keyEqualsFields(names, messages: messages)]
    case .object(let fields, let foreign, let isWhole):
      return (isWhole ? [.keyIsObject(fields)] : []) + (foreign.isEmpty ? [] : [.keyHasOtherMembers(foreign)])
    case .other: return []
    }
  }

  /// Whether the key has these fields and no others.
  func consists(of fields: [String]) -> Bool {
    switch self {
    case .field(let names, _): fields.count == 1 && names.containsName(fields[0])
    case .object(let names, let foreign, let isWhole):
      isWhole && foreign.isEmpty && Set(names.map(ExactName.init)) == Set(fields.map(ExactName.init))
    case .other: false
    }
  }

  /// Whether rows with the same values of `fields` have the same key, and so are in one partition.
  func follows(from fields: [String]) -> Bool {
    switch self {
    case .field(let names, _): names.contains { fields.containsName($0) }
    case .object(let names, _, let isWhole): isWhole && names.allSatisfy { fields.containsName($0) }
    case .other: false
    }
  }
}
