public import JSONCoding

/// A tool: what clients are told of it, and what it does.
public struct Tool: Sendable {
  /// What the tool does and says.
  public struct Behaviour: Sendable {
    /// The result for arguments that the input schema refuses.
    public var reject: @Sendable (RejectedCall) -> ToolResult
    /// What a person is to be asked before the call; nil when nobody needs to be.
    public var question: @Sendable (JSONObject) -> String?
    /// The result of a call that a person has not allowed.
    public var refuse: @Sendable (ConfirmationFailure, ToolCall) -> ToolResult
    /// Does the work; runs beside other calls, and is cancelled when the client cancels.
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

  /// The name that clients call.
  public let name: String
  /// Whether it changes nothing, as its definition says.
  public let isReadOnly: Bool
  let definition: JSONObject
  let inputSchema: JSONSchema
  let behaviour: Behaviour

  /// A tool.
  /// - Parameter document: The definition as tools/list serves it: name, title, description, inputSchema, outputSchema,
  ///   annotations, execution.
  /// - Throws: ``JSONParseError`` or ``MalformedToolDefinition`` when the document is not a tool.
  public init(document: [UInt8], _ behaviour: Behaviour) throws {
    guard case .object(let definition) = try JSON.parse(document), let name = definition["name"]?.string,
      let schema = definition["inputSchema"]
    else { throw MalformedToolDefinition() }
    self.name = name
    self.definition = definition
    self.behaviour = behaviour
    inputSchema = JSONSchema(schema)
    isReadOnly = definition["annotations"]?["readOnlyHint"] == true
  }

  /// Whether a call may become a task.
  var supportsTasks: Bool { definition["execution"]?["taskSupport"] == "optional" }

  /// The definition with the members that `revision` knows.
  func json(for revision: Revision) -> JSON {
    var object = definition
    if !revision.hasTitles { object["title"] = nil }
    if !revision.hasStructuredContent { object["outputSchema"] = nil }
    if !revision.hasToolAnnotations { object["annotations"] = nil }
    if !revision.hasCoreTasks { object["execution"] = nil }
    return .object(object)
  }
}

/// A tool definition without a name or an input schema.
public struct MalformedToolDefinition: Error {}

/// One call of a tool.
public struct ToolCall: Sendable {
  /// How long the call may take before it is answered.
  public enum Patience: Sendable {
    /// As the arguments say.
    case asGiven
    /// Not at all, or at most this long: what goes on becomes a task.
    case atMost(Duration)
  }

  /// The arguments, valid under the tool's input schema.
  public let arguments: JSONObject
  /// How long the call may take before it is answered.
  public let patience: Patience
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

/// Why a call was not made that a person must allow.
public enum ConfirmationFailure: Sendable {
  /// The person said no, or said nothing in time.
  case declined
  /// The client cannot ask a person.
  case cannotAsk
}

/// What a tool call came to.
public struct ToolResult: Sendable {
  /// The result for programs.
  public let structuredContent: JSON
  /// Whether the call failed in a way that the model or a person can act on.
  public let isError: Bool
  /// The task that the work is, and whether it is over; nil for work that is none.
  public let task: (id: String, isOver: Bool)?

  /// A result; the same JSON stands as a text block for clients that know no structured content.
  public init(structuredContent: JSON, isError: Bool, task: (id: String, isOver: Bool)? = nil) {
    self.structuredContent = structuredContent
    self.isError = isError
    self.task = task
  }

  func json(for revision: Revision) -> JSONObject {
    let text: JSON = ["type": "text", "text": .string(structuredContent.text)]
    var object: JSONObject = ["content": [text]]
    if revision.hasStructuredContent { object["structuredContent"] = structuredContent }
    if isError { object["isError"] = true }
    return object
  }
}
