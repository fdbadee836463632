import ArgumentParser
import JSONCoding
import ModelContextProtocol
import ToolSchemas

/// Holds a command line against the same schema as the tool's arguments.
enum ArgumentCheck {
  /// - Throws: a usage error for seconds that are none.
  static func check(wait: Double) throws {
    guard (0...86_400).contains(wait) else { throw ValidationError("--wait: seconds, 0 to 86400") }
  }

  /// - Throws: a usage error that names the option.
  static func check(_ arguments: JSONObject, tool: String) throws {
    let definitions = try ToolSchemas.documents.map { try JSON.parse($0) }
    guard let schema = definitions.first(where: { $0["name"]?.string == tool })?["inputSchema"] else { return }
    let violations = JSONSchema(schema).violations(in: .object(arguments))
    guard let first = violations.first else { return }
    throw ValidationError(first.description)
  }
}
