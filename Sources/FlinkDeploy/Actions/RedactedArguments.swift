import JSONCoding

/// The arguments of a call in the form of the audit, which holds no data and no secrets.
enum RedactedArguments {
  private static let longestKept = 200

  /// `arguments` with short names and choices as they are, and with the kind or size of all other values.
  static func json(_ arguments: JSONObject) -> JSON {
    .object(
      JSONObject(
        arguments.members.map { member in
          let isKept = Argument(rawValue: member.key)?.isKeptInAudit == true
          return (member.key, isKept ? short(member.value) : size(of: member.value))
        }))
  }

  private static func short(_ value: JSON) -> JSON {
    switch value {
    case .string(let text) where text.count > longestKept: size(of: value)
    case .array, .object: size(of: value)
    default: value
    }
  }

  private static func size(of value: JSON) -> JSON {
    switch value {
    case .string(let text): .string("(\(text.utf8.count) bytes)")
    case .array(let elements): .string("(\(elements.count) elements)")
    case .object(let object): .string("(\(object.keys.count) members)")
    default: .string("(\(value.kindName))")
    }
  }
}
