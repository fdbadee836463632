import JSONCoding
import ToolSchemas

@testable import FlinkDeploy

/// The page of the tools, made from their schemas.
enum ToolPage {
  /// The Markdown.
  static func text() throws -> String {
    let sections = try ToolSchemas.documents.map { section(try JSON.parse($0)) }
    return ([introduction] + sections).joined(separator: "\n\n") + "\n"
  }

  private static let introduction = """
    # Tools

    The MCP tools: what they do, their arguments, and the members of their results.

    <!-- A test makes this page from tool-schemas. To renew it, run the tests with FLINK_DEPLOY_UPDATE_GOLDEN=1. -->

    The column "command line" shows the flag or operand of `flink-deploy` that sets the same argument. An element of an
    array is written as `[]`. For the codes of warnings and errors, see <doc:NoteCodes>.
    """

  private static func section(_ tool: JSON) -> String {
    let name = tool["name"]?.string ?? ""
    var arguments = MarkdownTable(["argument", "command line", "type", "description", "default"])
    for (path, schema, isRequired) in members(of: tool["inputSchema"] ?? .null) {
      let (description, standard) = parts(of: schema["description"]?.string ?? "")
      arguments.add([
        MarkdownTable.code(path), flag(path).map(MarkdownTable.code) ?? "", type(schema),
        MarkdownTable.cell(description), isRequired ? "required" : MarkdownTable.cell(standard),
      ])
    }
    var result = MarkdownTable(["member", "type", "description"])
    for (path, schema, _) in members(of: tool["outputSchema"] ?? .null) {
      result.add([
        MarkdownTable.code(path), type(schema), MarkdownTable.cell(schema["description"]?.string ?? ""),
      ])
    }
    return """
      ## \(name)

      \(tool["description"]?.string ?? "")

      ### Arguments

      \(arguments.text)

      ### Result

      \(result.text)
      """
  }

  /// The members of an object and of the objects in it, by their paths; and whether they are required.
  private static func members(
    of schema: JSON, _ path: String = ""
  ) -> [(path: String, schema: JSON, isRequired: Bool)] {
    let required = schema["required"]?.array ?? []
    return (schema["properties"]?.object?.members ?? []).flatMap { member in
      let own = path + member.key
      let inner = members(of: member.value, "\(own).") + members(of: member.value["items"] ?? .null, "\(own)[].")
      return [(own, member.value, required.contains(.string(member.key)))] + inner
    }
  }

  /// The sentences of a description, and its default.
  private static func parts(of description: String) -> (text: String, standard: String) {
    guard let range = description.firstRange(of: "Default: ") else { return (description, "") }
    let text = description[..<range.lowerBound].reversed().drop { $0 == " " || $0 == "." }.reversed()
    return (String(text), String(description[range.upperBound...]))
  }

  /// The flag or operand of the command line; nil for none.
  private static func flag(_ path: String) -> String? {
    if let argument = Argument(rawValue: path) {
      guard let form = argument.form, form != .members else { return nil }
      return argument.name(.commands)
    }
    let parts = path.split(separator: ".")
    guard parts.count == 2, Argument(rawValue: String(parts[0]))?.form == .members else { return nil }
    return "--\(parts[1].replacing("_", with: "-"))"
  }

  private static func type(_ schema: JSON) -> String {
    if let choices = schema["enum"]?.array {
      let names = choices.map { $0.string.map(MarkdownTable.code) ?? $0.text }
      return names.count == 1 ? names[0] : "\(names.dropLast().joined(separator: ", ")) or \(names[names.count - 1])"
    }
    let names = schema["type"]?.array?.compactMap(\.string) ?? [schema["type"]?.string ?? ""]
    return names.map { name in
      switch name {
      case "array": "array" + (schema["items"].map { " of \(type($0))" } ?? "") + size(schema, "Items", "elements")
      case "object":
        (schema["additionalProperties"]?.object == nil
          ? "object" : "object of \(type(schema["additionalProperties"] ?? .null))")
          + size(schema, "Properties", "members")
      case "string": "string" + size(schema, "Length", "characters")
      default: name + range(schema)
      }
    }.joined(separator: " or ")
  }

  private static func size(_ schema: JSON, _ keyword: String, _ unit: String) -> String {
    let (minimum, maximum) = (schema["min\(keyword)"], schema["max\(keyword)"])
    if minimum == 1, maximum == nil { return ", not empty" }
    return bounds(minimum, maximum).map { ", \($0) \(unit)" } ?? ""
  }

  private static func range(_ schema: JSON) -> String {
    bounds(schema["minimum"], schema["maximum"]).map { ", \($0)" } ?? ""
  }

  private static func bounds(_ minimum: JSON?, _ maximum: JSON?) -> String? {
    switch (minimum, maximum) {
    case (let minimum?, let maximum?): "\(minimum.text) to \(maximum.text)"
    case (let minimum?, nil): "at least \(minimum.text)"
    case (nil, let maximum?): "at most \(maximum.text)"
    case (nil, nil): nil
    }
  }
}
