public import JSONCoding

/// One way in which a value does not conform to a schema.
public struct SchemaViolation: Sendable, Equatable {
  /// Where: `name`, `columns[2].type`, or empty for the value itself.
  public let path: String
  /// What is wrong there, as the end of a sentence that begins with the path.
  public let problem: String

  /// One clause for a person.
  public var description: String { path.isEmpty ? problem : "\(path) \(problem)" }
}

/// A JSON Schema (2020-12), of the plain subset that hosts of every kind accept: no references, no combinators.
public struct JSONSchema: Sendable {
  private let schema: JSON

  /// A schema by its document.
  public init(_ schema: JSON) { self.schema = schema }

  /// Every way in which `value` does not conform; empty when it does.
  public func violations(in value: JSON) -> [SchemaViolation] {
    var violations: [SchemaViolation] = []
    JSONSchema.check(value, schema, path: "", &violations)
    return violations
  }

  /// More of them teach nobody anything.
  private static let mostViolations = 20

  private static func check(_ value: JSON, _ schema: JSON, path: String, _ violations: inout [SchemaViolation]) {
    guard violations.count < mostViolations else { return }
    func violation(_ problem: String) { violations.append(SchemaViolation(path: path, problem: problem)) }
    if let type = schema["type"], !allows(type, value) {
      return violation("must be \(describe(type)), not \(value.kindName)")
    }
    if let choices = schema["enum"]?.array, !choices.contains(value) {
      violation("must be one of \(choices.map { $0.string ?? $0.text }.joined(separator: ", "))")
    }
    switch value {
    case .number(let number): checkRange(number.double, schema, violation)
    case .string(let text): checkLength(text.unicodeScalars.count, schema, "Length", "characters", violation)
    case .array(let elements):
      checkLength(elements.count, schema, "Items", "elements", violation)
      guard let items = schema["items"] else { return }
      for (index, element) in elements.enumerated() {
        check(element, items, path: "\(path)[\(index)]", &violations)
      }
    case .object(let object): check(object, schema, path: path, &violations)
    default: break
    }
  }

  private static func check(_ object: JSONObject, _ schema: JSON, path: String, _ violations: inout [SchemaViolation]) {
    func child(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    let properties = schema["properties"]?.object ?? JSONObject()
    for key in schema["required"]?.array?.compactMap(\.string) ?? [] where object[key] == nil {
      violations.append(SchemaViolation(path: child(key), problem: "is required"))
    }
    checkLength(object.members.count, schema, "Properties", "members") {
      violations.append(SchemaViolation(path: path, problem: $0))
    }
    for member in object.members where violations.count < mostViolations {
      if let property = properties[member.key] {
        check(member.value, property, path: child(member.key), &violations)
      } else if schema["additionalProperties"] == .bool(false) {
        let known = properties.keys.sorted().joined(separator: ", ")
        violations.append(SchemaViolation(path: child(member.key), problem: "is not known here; known are \(known)"))
      } else if let others = schema["additionalProperties"], others.object != nil {
        check(member.value, others, path: child(member.key), &violations)
      }
    }
  }

  private static func allows(_ type: JSON, _ value: JSON) -> Bool {
    switch type {
    case .array(let types): types.contains { allows($0, value) }
    case "integer": value.int != nil
    default: type.string == value.kindName
    }
  }

  private static func describe(_ type: JSON) -> String {
    type.array?.compactMap(\.string).joined(separator: " or ") ?? type.string ?? "another type"
  }

  private static func checkRange(_ value: Double, _ schema: JSON, _ violation: (String) -> Void) {
    if let minimum = schema["minimum"]?.double, value < minimum {
      violation("must be at least \(JSON.number(JSONNumber(minimum)).text)")
    }
    if let maximum = schema["maximum"]?.double, value > maximum {
      violation("must be at most \(JSON.number(JSONNumber(maximum)).text)")
    }
  }

  private static func checkLength(
    _ count: Int, _ schema: JSON, _ suffix: String, _ unit: String, _ violation: (String) -> Void
  ) {
    if let minimum = schema["min\(suffix)"]?.int, count < minimum {
      violation("must have at least \(minimum) \(unit)")
    }
    if let maximum = schema["max\(suffix)"]?.int, count > maximum {
      violation("must have at most \(maximum) \(unit)")
    }
  }
}
