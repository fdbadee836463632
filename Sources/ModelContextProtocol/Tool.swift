public import JSONCoding

/// A tool: its definition and its behaviour.
public struct Tool: Sendable {
  /// What the tool does.
  public struct Behaviour: Sendable {
    /// Returns the result for arguments that violate the input schema.
    public var reject: @Sendable (RejectedCall) -> ToolResult
    /// Returns the question that the user must confirm before the call; nil for none.
    public var question: @Sendable (JSONObject) -> String?
    /// Returns the result of a call that the user did not confirm.
    public var refuse: @Sendable (ConfirmationFailure, ToolCall) -> ToolResult
    /// Does the work; runs concurrently with other calls, and is cancelled when the client cancels.
    public var call: @Sendable (ToolCall) async -> ToolResult

    /// A behaviour.
    public init(
      reject: @escaping @Sendable (RejectedCall) -> ToolResult,
      question: @escaping @Sendable (JSONObject) -> String? = { _ in nil },
      refuse: @escaping @Sendable (ConfirmationFailure, ToolCall) -> ToolResult = { _, _ in
        ToolResult(structuredContent: .object(JSONObject()), isError: true)
      },
      call: @escaping @Sendable (ToolCall) async -> ToolResult
    ) {
      self.reject = reject
      self.question = question
      self.refuse = refuse
      self.call = call
    }
  }

  /// The name.
  public let name: String
  /// Whether the tool changes nothing, by its definition.
  public let isReadOnly: Bool
  /// The full definition.
  private let definition: JSONObject
  /// Makes the definition that `tools/list` shows, of the full one.
  private let listing: @Sendable (JSONObject) -> JSONObject
  /// The schema of the arguments.
  let inputSchema: JSONSchema
  /// What the tool does.
  let behaviour: Behaviour

  /// A tool.
  /// - Parameters:
  ///   - definition: The full definition: name, title, description, inputSchema, outputSchema, annotations, execution.
  ///     Its input schema checks the arguments.
  ///   - listing: Makes the definition that `tools/list` shows, of the full one.
  ///   - behaviour: What the tool does.
  /// - Throws: ``MalformedToolDefinition`` if the definition has no name or no input schema.
  public init(
    definition: JSON, listing: @escaping @Sendable (JSONObject) -> JSONObject = { $0 }, _ behaviour: Behaviour
  ) throws(MalformedToolDefinition) {
    guard case .object(let definition) = definition, let name = definition["name"]?.string,
      let schema = definition["inputSchema"]
    else { throw MalformedToolDefinition() }
    self.name = name
    self.definition = definition
    self.listing = listing
    self.behaviour = behaviour
    inputSchema = JSONSchema(schema)
    isReadOnly = definition["annotations"]?["readOnlyHint"] == true
  }

  /// Whether a call may become a task.
  var supportsTasks: Bool { definition["execution"]?["taskSupport"] == "optional" }

  /// The definition as `tools/list` shows it, with the members that `revision` has.
  func json(for revision: Revision) -> JSON {
    var object = listing(definition)
    if !revision.hasTitles { object["title"] = nil }
    if !revision.hasStructuredContent { object["outputSchema"] = nil }
    if !revision.hasToolAnnotations { object["annotations"] = nil }
    if !revision.hasCoreTasks { object["execution"] = nil }
    return .object(object)
  }
}

/// A tool definition without a name or an input schema.
public struct MalformedToolDefinition: Error {}

/// A call of a tool.
public struct ToolCall: Sendable {
  /// How long a call may take before it is answered.
  public enum Patience: Sendable {
    /// As long as the arguments allow.
    case asGiven
    /// At most this long; if the work continues, it becomes a task.
    case atMost(Duration)
  }

  /// The arguments, valid under the tool's input schema.
  public let arguments: JSONObject
  /// How long the call may take before it is answered.
  public let patience: Patience
  /// Reports progress; does nothing if the client did not request it.
  public let progress: ProgressReporter
  /// The name and version of the client; nil if it did not send them.
  public let client: Implementation?
  /// Whether the client has cancelled the call; if the task is cancelled without that, the server is ending.
  public let isCancelledByClient: @Sendable () -> Bool
}

/// A call with arguments that violate the tool's input schema.
public struct RejectedCall: Sendable {
  /// The violations; never empty.
  public let violations: [SchemaViolation]
  /// The arguments as received.
  public let arguments: JSONObject
  /// The name and version of the client; nil if it did not send them.
  public let client: Implementation?
}

/// Why a call was not confirmed.
public enum ConfirmationFailure: Sendable {
  /// The user declined.
  case declined
  /// The client does not support elicitation, answered with an error, or did not answer in time.
  case cannotAsk
}

/// The result of a tool call.
public struct ToolResult: Sendable {
  /// The result as structured content.
  public let structuredContent: JSON
  /// Whether the call failed.
  public let isError: Bool
  /// The task of the work and whether it has ended; nil for work without a task.
  public let task: (id: String, isOver: Bool)?

  /// A result; clients without structured content get the same JSON as a text block.
  public init(structuredContent: JSON, isError: Bool, task: (id: String, isOver: Bool)? = nil) {
    self.structuredContent = structuredContent
    self.isError = isError
    self.task = task
  }

  /// The result as `tools/call` returns it.
  func json(for revision: Revision) -> JSONObject {
    let text: JSON = ["type": "text", "text": .string(structuredContent.text)]
    var object: JSONObject = ["content": [text]]
    if revision.hasStructuredContent { object["structuredContent"] = structuredContent }
    if isError { object["isError"] = true }
    return object
  }
}
