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

  /// Checks the arguments of a tool.
  /// - Throws: `ValidationError` that names the flags.
  static func check(_ arguments: JSONObject, _ tool: ToolName) throws {
    let definitions = try ToolSchemas.documents.map { try JSON.parse($0) }
    guard let schema = definitions.first(where: { $0["name"]?.string == tool.rawValue })?["inputSchema"] else { return }
    let violations = JSONSchema(schema).violations(in: .object(arguments))
    if !violations.isEmpty { throw ValidationError(.invalid(.violations(violations))) }
  }
}
