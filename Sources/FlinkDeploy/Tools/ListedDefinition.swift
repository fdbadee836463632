import JSONCoding

/// The definition of a tool as `tools/list` shows it.
///
/// Clients pass the definitions of all tools to the model with each request, so together they have 16 KB. The full
/// definition in `tool-schemas` checks the arguments of a call. This one leaves out what only a check needs: bounds,
/// members of nested objects, and the rejection of unknown arguments. A value that conforms to the full schema conforms
/// to this one too.
enum ListedDefinition {
  /// The most values of an argument that are listed.
  private static let mostValues = 5

  /// The definition as clients see it.
  /// - Parameter definition: The full definition.
  static func make(_ definition: JSONObject) -> JSONObject {
    var listed = definition
    listed["inputSchema"] = definition["inputSchema"].map { root($0, ofArguments: true) }
    listed["outputSchema"] = definition["outputSchema"].map { root($0, ofArguments: false) }
    return listed
  }

  private static func root(_ schema: JSON, ofArguments: Bool) -> JSON {
    var listed = JSONObject()
    for keyword in schema.object?.members ?? [] {
      switch keyword.key {
      case "type", "required": listed[keyword.key] = keyword.value
      case "properties":
        let members = keyword.value.object?.members ?? []
        listed[keyword.key] = .object(
          JSONObject(members.map { ($0.key, member($0.value, isArgument: ofArguments)) }))
      default: break
      }
    }
    return .object(listed)
  }

  private static func member(_ schema: JSON, isArgument: Bool) -> JSON {
    var listed = JSONObject()
    for keyword in schema.object?.members ?? [] {
      switch keyword.key {
      case "type": listed["type"] = keyword.value
      case "enum":
        let values = keyword.value.array ?? []
        let isListed = isArgument && values.count <= mostValues
        listed[isListed ? "enum" : "type"] = isListed ? keyword.value : kind(of: values)
      // Some hosts reject an array of arguments without the type of its elements.
      case "items" where isArgument: listed["items"] = member(keyword.value, isArgument: true)
      case "description": listed["description"] = schema["title"] ?? keyword.value
      default: break
      }
    }
    return .object(listed)
  }

  /// The type that the values of an enumeration have: one name, or an array of names.
  private static func kind(of values: [JSON]) -> JSON {
    var names: [String] = []
    for value in values where !names.contains(value.kindName) { names.append(value.kindName) }
    return names.count == 1 ? .string(names[0]) : .array(names.map(JSON.string))
  }
}
