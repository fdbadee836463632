import Hashing
public import JSONCoding

/// A call that was refused before it began an operation.
public struct Refusal: Sendable, Equatable {
  /// An ID of its own, so that a repeated write has no effect.
  public let id: String
  /// The tool or command.
  public var tool: String
  /// Name and version of the client.
  public var client: String?
  /// The code of the error.
  public var error: String
  /// The caller's arguments, redacted.
  public var arguments: JSON

  /// A refusal.
  /// - Parameter arguments: Redacted by the caller, which knows the arguments that may hold secrets or data.
  public init(tool: String, client: String?, error: String, arguments: JSON) {
    id = randomHexadecimal(bytes: 12)
    self.tool = tool
    self.client = client
    self.error = error
    self.arguments = arguments
  }
}
