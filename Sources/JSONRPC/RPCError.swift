public import JSONCoding

/// An error object of JSON-RPC 2.0 (section 5.1): what a protocol peer did wrong.
public struct RPCError: Error, Sendable, Equatable {
  /// The number that programs look at.
  public let code: Int
  /// One sentence for people.
  public let message: String
  /// More about it, in a shape that the code fixes.
  public let data: JSON?

  /// An error.
  public init(code: Int, message: String, data: JSON? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// -32700: the line is not JSON, or not UTF-8.
  public static func parse(_ message: String) -> RPCError { RPCError(code: -32700, message: message) }
  /// -32600: JSON, but not a message.
  public static func invalidRequest(_ message: String) -> RPCError { RPCError(code: -32600, message: message) }
  /// -32601: no such method here.
  public static func methodNotFound(_ method: String) -> RPCError {
    RPCError(code: -32601, message: "Method not found: \(method.prefix(100))")
  }
  /// -32602: the method exists, its parameters are wrong.
  public static func invalidParams(_ message: String) -> RPCError { RPCError(code: -32602, message: message) }
  /// -32603: our own fault.
  public static func internalError(_ message: String) -> RPCError { RPCError(code: -32603, message: message) }

  var json: JSON {
    var object: JSONObject = ["code": .int(code), "message": .string(message)]
    object["data"] = data
    return .object(object)
  }
}
