import JSONCoding
import JSONRPC

/// A prompt: a text that guides a model through a task, with arguments.
public struct Prompt: Sendable {
  /// An argument of a prompt.
  public struct Argument: Sendable {
    /// The name.
    public var name: String
    /// The title for users (2025-06-18 and later).
    public var title: String
    /// A description in one sentence.
    public var description: String
    /// Whether the argument is required.
    public var isRequired: Bool
    /// Possible values that begin with a prefix.
    public var completions: @Sendable (_ prefix: String) async -> [String]

    /// An argument.
    public init(
      name: String, title: String, description: String, isRequired: Bool,
      completions: @escaping @Sendable (_ prefix: String) async -> [String] = { _ in [] }
    ) {
      self.name = name
      self.title = title
      self.description = description
      self.isRequired = isRequired
      self.completions = completions
    }
  }

  /// The name.
  public let name: String
  /// The title for users (2025-06-18 and later).
  let title: String
  /// A description in one sentence.
  let description: String
  /// The arguments.
  let arguments: [Argument]
  /// The text of the user's message, by the values of the arguments.
  let text: @Sendable ([String: String]) -> String

  /// A prompt.
  /// - Parameter text: The text of the user's message, by the values of the arguments.
  public init(
    name: String, title: String, description: String, arguments: [Argument],
    text: @escaping @Sendable ([String: String]) -> String
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.arguments = arguments
    self.text = text
  }

  /// The prompt as `prompts/list` returns it.
  func json(for revision: Revision) -> JSON {
    var object: JSONObject = ["name": .string(name)]
    if revision.hasTitles { object["title"] = .string(title) }
    object["description"] = .string(description)
    object["arguments"] = .array(
      arguments.map { argument in
        var object: JSONObject = ["name": .string(argument.name)]
        if revision.hasTitles { object["title"] = .string(argument.title) }
        object["description"] = .string(argument.description)
        object["required"] = .bool(argument.isRequired)
        return .object(object)
      })
    return .object(object)
  }

  /// The messages of `prompts/get`.
  /// - Throws: -32602 for an argument that is missing or not a string.
  func get(_ given: JSON?) throws(RPCError) -> JSONObject {
    var values: [String: String] = [:]
    guard given == nil || given?.object != nil else { throw .invalidParams("arguments must be an object") }
    for argument in arguments {
      switch given?[argument.name] {
      case .some(.string(let value)): values[argument.name] = value
      case nil where !argument.isRequired: break
      case nil: throw .invalidParams("The prompt \(name) requires \(argument.name)")
      default: throw .invalidParams("\(argument.name) must be a string")
      }
    }
    let content: JSON = ["type": "text", "text": .string(text(values))]
    return ["description": .string(description), "messages": [["role": "user", "content": content]]]
  }
}
