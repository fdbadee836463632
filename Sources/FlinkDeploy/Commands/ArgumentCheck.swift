import ArgumentParser
import JSONCoding
import ModelContextProtocol
import ToolSchemas

/// Checks a command line by the input schema of the tool.
enum ArgumentCheck {
  private static let waitRange = 0...86_400

  /// Checks the seconds of `--wait`.
  /// - Throws: `ValidationError` for a number outside of the range.
  static func check(wait: Double) throws {
    guard wait >= Double(waitRange.lowerBound), wait <= Double(waitRange.upperBound) else {
      throw ValidationError(.waitOutOfRange(waitRange))
    }
  }

  /// The arguments of a tool in their canonical form.
  /// - Throws: `ValidationError` that names the flags that violate the input schema.
  static func canonical(_ arguments: JSONObject, of tool: ToolName) throws -> JSONObject {
    let definitions = try ToolSchemas.documents.map { try JSON.parse($0) }
    guard let document = definitions.first(where: { $0["name"]?.string == tool.rawValue })?["inputSchema"] else {
      return arguments
    }
    let schema = JSONSchema(document)
    let arguments = schema.canonical(.object(arguments))
    let violations = schema.violations(in: arguments)
    if !violations.isEmpty { throw ValidationError(.invalid(.violations(violations))) }
    return arguments.object ?? JSONObject()
  }
}
