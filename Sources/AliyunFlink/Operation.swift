import JSONCoding

/// One operation of the API `ververica` 2022-07-18: its request, and how its response is read.
public struct Operation<Output: Sendable>: Sendable {
  /// The consequence of sending the operation twice.
  enum Safety: Sendable {
    /// None: it reads, or sets a given value.
    case repeatable
    /// It can create a second resource.
    case once
  }

  /// A part of the request path.
  enum Segment: Sendable, ExpressibleByStringLiteral {
    case literal(String)
    case parameter(String)
    case namespace
    init(stringLiteral value: String) { self = .literal(value) }
  }

  /// The operation of the API.
  let id: OperationName
  /// The HTTP method.
  let method: String
  /// The path.
  let path: [Segment]
  /// The query.
  var query: [(name: String, value: String)] = []
  /// Whether the namespace is in the query instead of the path.
  var hasNamespaceInQuery = false
  /// The body; nil for none.
  var body: JSON?
  /// The consequence of sending it twice.
  let safety: Safety
  /// Decodes the member `data` of a successful response.
  let decode: @Sendable (JSON) throws(DecodingFailure) -> Output

  /// The operation's name in the API.
  public var name: String { id.rawValue }
}
