import JSONCoding
import JSONRPC

/// A text that walks a model through something, with places to be filled in.
public struct Prompt: Sendable {
  /// A place to be filled in.
  public struct Argument: Sendable {
    /// Its name.
    public var name: String
    /// For people (2025-06-18 and later).
    public var title: String
    /// One sentence.
    public var description: String
    /// Whether it must be given.
    public var isRequired: Bool
    /// Values that begin with what is typed already.
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

  /// The name that clients ask for.
  public let name: String
  let title: String
  let description: String
  let arguments: [Argument]
  let text: @Sendable ([String: String]) -> String

  /// A prompt.
  /// - Parameter text: What the user says, by the values of the arguments.
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
  /// - Throws: -32602 for an argument that is missing or no text.
  func get(_ given: JSON?) throws(RPCError) -> JSONObject {
    var values: [String: String] = [:]
    guard given == nil || given?.object != nil else { throw .invalidParams("The arguments of a prompt are an object") }
    for argument in arguments {
      switch given?[argument.name] {
      case .some(.string(let value)): values[argument.name] = value
      case nil where !argument.isRequired: break
      case nil: throw .invalidParams("The prompt \(name) needs \(argument.name)")
      default: throw .invalidParams("\(argument.name) must be a string")
      }
    }
    let content: JSON = ["type": "text", "text": .string(text(values))]
    return ["description": .string(description), "messages": [["role": "user", "content": content]]]
  }
}
