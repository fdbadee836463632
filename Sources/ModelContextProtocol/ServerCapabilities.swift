extension Server {
  /// What a server offers its client.
  public struct Capabilities: Sendable {
    /// The name and version of the server.
    public var identity: Implementation
    /// How a model should use the tools together.
    public var instructions: String
    /// The tools, in the order in which they are listed.
    public var tools: [Tool]
    /// The source of resources; nil for none.
    public var resources: (any ResourceProvider)?
    /// The prompts, in the order in which they are listed.
    public var prompts: [Prompt]
    /// The store of tasks; nil for none.
    public var tasks: (any TaskProvider)?
    /// Signs the calls that a client repeats after it has asked the user.
    public var signature: CallSignature
    /// The texts of the server's own that users read.
    public var wording: Wording

    /// Capabilities.
    /// - Parameters:
    ///   - identity: The name and version of the server.
    ///   - instructions: How a model should use the tools together.
    ///   - tools: The tools, in the order in which they are listed.
    ///   - resources: The source of resources; nil for none.
    ///   - prompts: The prompts, in the order in which they are listed.
    ///   - tasks: The store of tasks; nil for none.
    ///   - signature: Signs the calls that a client repeats after it has asked the user.
    ///   - wording: The texts of the server's own that users read.
    public init(
      identity: Implementation, instructions: String, tools: [Tool], resources: (any ResourceProvider)? = nil,
      prompts: [Prompt] = [], tasks: (any TaskProvider)? = nil, signature: CallSignature, wording: Wording = Wording()
    ) {
      self.identity = identity
      self.instructions = instructions
      self.tools = tools
      self.resources = resources
      self.prompts = prompts
      self.tasks = tasks
      self.signature = signature
      self.wording = wording
    }
  }

  /// The texts of a server's own that users read, by default in English.
  public struct Wording: Sendable {
    /// The label of the field that confirms a call.
    public var confirm: String
    /// The message of a task that ended at once.
    public var taskDone: String
    /// The message of a task that failed at once.
    public var taskRefused: String

    /// Texts.
    /// - Parameters:
    ///   - confirm: The label of the field that confirms a call.
    ///   - taskDone: The message of a task that ended at once.
    ///   - taskRefused: The message of a task that failed at once.
    public init(
      confirm: String = "Go ahead", taskDone: String = "Done",
      taskRefused: String = "The call failed. Its result has the reason."
    ) {
      self.confirm = confirm
      self.taskDone = taskDone
      self.taskRefused = taskRefused
    }
  }
}
