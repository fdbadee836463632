/// Why an operation of the cloud API did not succeed; never holds a key, a body or a header.
public struct FlinkAPIError: Error, Sendable, CustomStringConvertible {
  /// Who refused, or where it broke.
  public enum Kind: String, Sendable {
    /// No key to sign with.
    case credentials
    /// The network: no connection, no answer in time, or a broken one.
    case transport
    /// The rate limit.
    case throttled
    /// The gateway before the service: signature, permission, unknown operation, or a server error.
    case gateway
    /// The service: HTTP 200 with `success=false`.
    case business
    /// An answer that is not what the API describes.
    case decoding
  }

  /// Whether the operation may have taken place in spite of the error.
  public enum Effect: Sendable {
    /// It did not.
    case none
    /// Nobody can tell without looking.
    case unknown
  }

  /// The kind.
  public let kind: Kind
  /// The platform's code, such as `990301` or `Forbidden.RAM`, or our own for what never reached it.
  public let code: String
  /// What the platform said, or what happened to the connection.
  public let message: String
  /// The platform's id of the request, for its support.
  public var requestID: String?
  /// The HTTP status, when there was an answer.
  public var status: Int?
  /// The operation, such as `CreateDeploymentDraft`.
  public var operation: String?
  /// Whether the effect may have taken place.
  public var effect: Effect = .none
  /// How long the platform wants us to wait.
  public var retryAfter: Duration?

  init(_ kind: Kind, code: String, message: String) {
    self.kind = kind
    self.code = code
    self.message = message
  }

  /// Resource not found (the one business code that is known).
  public var isNotFound: Bool { code == "990301" }

  /// Whether the same request may succeed later, without anybody changing anything.
  public var isRetryable: Bool {
    switch kind {
    case .transport, .throttled, .decoding: true
    case .gateway: (status ?? 0) >= 500 || code.hasPrefix("ServiceUnavailable") || code == "SignatureNonceUsed"
    case .business, .credentials: false
    }
  }

  /// One line for a person.
  public var description: String {
    var text = operation.map { "\($0): " } ?? ""
    text += "\(code.isEmpty ? kind.rawValue : code): \(message)"
    if let requestID { text += " (request id \(requestID))" }
    return text
  }
}
