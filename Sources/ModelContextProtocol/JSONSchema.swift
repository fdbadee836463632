public import JSONCoding

/// A JSON Schema (2020-12), of the plain subset that all hosts accept: no references, no combinators.
public struct JSONSchema: Sendable {
  let schema: JSON

  /// A schema by its document.
  public init(_ schema: JSON) { self.schema = schema }

  /// Every way in which `value` does not conform to the schema; empty when it conforms.
  public func violations(in value: JSON) -> [SchemaViolation] {
    var checker = Checker()
    checker.check(value, schema, path: "")
    return checker.violations
  }
}

/// Collects the violations of one value.
private struct Checker {
  /// How much of a wrong value is quoted.
  private static let longestQuote = 40

  private(set) var violations: [SchemaViolation] = []

  private mutating func add(_ problem: SchemaProblem, at path: String) {
    violations.append(SchemaViolation(path: path, problem: problem))
  }

  /// Checks a value and all values in it.
  mutating func check(_ value: JSON, _ schema: JSON, path: String) {
    if let type = schema["type"], !Checker.allows(type, value) {
      return add(.wrongType(expected: Checker.names(of: type), found: value.kindName), at: path)
    }
    if let choices = schema["enum"]?.array, !choices.contains(value) {
      add(.notAChoice(found: Checker.quote(value), choices: choices.map { $0.string ?? $0.text }), at: path)
    }
    switch value {
    case .number: checkRange(value, schema, path)
    case .string(let text): checkSize(text.unicodeScalars.count, schema, "Length", .characters, path)
    case .array(let elements):
      checkSize(elements.count, schema, "Items", .elements, path)
      guard let items = schema["items"] else { return }
      for (index, element) in elements.enumerated() { check(element, items, path: "\(path)[\(index)]") }
    case .object(let object): check(object, schema, path)
    default: break
    }
  }

  private mutating func check(_ object: JSONObject, _ schema: JSON, _ path: String) {
    func child(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    let properties = schema["properties"]?.object ?? JSONObject()
    for key in schema["required"]?.array?.compactMap(\.string) ?? [] where object[key] == nil {
      add(.missing, at: child(key))
    }
    checkSize(object.members.count, schema, "Properties", .members, path)
    let known = properties.keys.sorted()
    for member in object.members {
      if let property = properties[member.key] {
        check(member.value, property, path: child(member.key))
      } else if schema["additionalProperties"] == .bool(false) {
        add(.unknown(known: known), at: child(String(member.key.prefix(Checker.longestQuote))))
      } else if let others = schema["additionalProperties"], others.object != nil {
        check(member.value, others, path: child(member.key))
      }
    }
  }

  private mutating func checkRange(_ value: JSON, _ schema: JSON, _ path: String) {
    guard let number = value.double else { return }
    if let minimum = schema["minimum"], let bound = minimum.double, number < bound {
      add(.belowMinimum(found: Checker.quote(value), minimum: minimum.text), at: path)
    }
    if let maximum = schema["maximum"], let bound = maximum.double, number > bound {
      add(.aboveMaximum(found: Checker.quote(value), maximum: maximum.text), at: path)
    }
  }

  private mutating func checkSize(
    _ size: Int, _ schema: JSON, _ keyword: String, _ unit: SchemaProblem.Unit, _ path: String
  ) {
    if let minimum = schema["min\(keyword)"]?.int, size < minimum {
      add(.tooFew(unit, found: size, minimum: minimum), at: path)
    }
    if let maximum = schema["max\(keyword)"]?.int, size > maximum {
      add(.tooMany(unit, found: size, maximum: maximum), at: path)
    }
  }

  private static func quote(_ value: JSON) -> String {
    String((value.string ?? value.text).prefix(longestQuote))
  }

  private static func allows(_ type: JSON, _ value: JSON) -> Bool {
    switch type {
    case .array(let types): types.contains { allows($0, value) }
    case "integer": value.int != nil
    default: type.string == value.kindName
    }
  }

  private static func names(of type: JSON) -> [String] {
    type.array?.compactMap(\.string) ?? type.string.map { [$0] } ?? []
  }
}
