public import JSONCoding

/// A tool: what clients are told of it, and what it does.
public struct Tool: Sendable {
  /// The name that clients call.
  public let name: String
  let definition: JSONObject
  let inputSchema: JSONSchema
  let reject: @Sendable (RejectedCall) -> ToolResult
  let call: @Sendable (ToolCall) async -> ToolResult

  /// A tool.
  /// - Parameters:
  ///   - document: The definition as tools/list serves it: name, title, description, inputSchema, outputSchema, annotations.
  ///   - reject: The result for arguments that the input schema refuses.
  ///   - call: Does the work; runs beside other calls, and is cancelled when the client cancels.
  /// - Throws: ``JSONParseError`` or ``MalformedToolDefinition`` when the document is not a tool.
  public init(
    document: [UInt8], reject: @escaping @Sendable (RejectedCall) -> ToolResult,
    call: @escaping @Sendable (ToolCall) async -> ToolResult
  ) throws {
    guard case .object(let definition) = try JSON.parse(document), let name = definition["name"]?.string,
      let schema = definition["inputSchema"]
    else { throw MalformedToolDefinition() }
    self.name = name
    self.definition = definition
    self.inputSchema = JSONSchema(schema)
    self.reject = reject
    self.call = call
  }

  /// The definition with the members that `revision` knows.
  func json(for revision: Revision) -> JSON {
    var object = definition
    if !revision.hasTitles { object["title"] = nil }
    if !revision.hasStructuredContent { object["outputSchema"] = nil }
    if !revision.hasToolAnnotations { object["annotations"] = nil }
    return .object(object)
  }
}

/// A tool definition without a name or an input schema.
public struct MalformedToolDefinition: Error {}

/// One call of a tool.
public struct ToolCall: Sendable {
  /// The arguments, valid under the tool's input schema.
  public let arguments: JSONObject
  /// Where progress goes; does nothing when the client asked for none.
  public let progress: ProgressReporter
  /// The client, when it said who it is.
  public let client: Implementation?
  /// Whether the client has cancelled the call; a task that is cancelled without it means that the server is ending.
  public let isCancelledByClient: @Sendable () -> Bool
}

/// A call whose arguments the tool's input schema refuses.
public struct RejectedCall: Sendable {
  /// What is wrong with them; never empty.
  public let violations: [SchemaViolation]
  /// The arguments as they came.
  public let arguments: JSONObject
  /// The client, when it said who it is.
  public let client: Implementation?
}

/// What a tool call came to.
public struct ToolResult: Sendable {
  /// The result for programs.
  public let structuredContent: JSON
  /// Whether the call failed in a way that the model or a person can act on.
  public let isError: Bool

  /// A result; the same JSON stands as a text block for clients that know no structured content.
  public init(structuredContent: JSON, isError: Bool) {
    self.structuredContent = structuredContent
    self.isError = isError
  }

  func json(for revision: Revision) -> JSONObject {
    let text: JSON = ["type": "text", "text": .string(structuredContent.text)]
    var object: JSONObject = ["content": [text]]
    if revision.hasStructuredContent { object["structuredContent"] = structuredContent }
    if isError { object["isError"] = true }
    return object
  }
}
