import HTTPTransport

/// The failure of an API operation; never holds a key, a body or a header.
public struct FlinkAPIError: Error, Sendable, CustomStringConvertible {
  /// Who rejected the request, or where it broke.
  public enum Kind: String, Sendable, Codable {
    /// No key to sign with was found.
    case credentials
    /// The network: no connection, no response in time, or a broken one.
    case transport
    /// The rate limit.
    case throttled
    /// The gateway in front of the service: signature, permission, unknown operation, or a server error.
    case gateway
    /// The service: HTTP 200 with `success=false`.
    case business
    /// The response does not have the form that the API describes.
    case decoding
  }

  /// Whether the operation may have taken place in spite of the error.
  public enum Effect: Sendable {
    /// It did not.
    case none
    /// Only a look at the resource can tell.
    case unknown
  }

  /// The code of "resource not found", the one business code that is known.
  public static let notFoundCode = "990301"

  /// The kind.
  public let kind: Kind
  /// The code of Alibaba Cloud, such as `990301` or `Forbidden.RAM`, or our own if the request never arrived.
  public let code: String
  /// The words of Alibaba Cloud, or what happened to the request.
  public let cause: Cause
  /// The request ID of Alibaba Cloud, for its support.
  public var requestID: String?
  /// The HTTP status, if there was a response.
  public var status: Int?
  /// The operation, such as `CreateDeploymentDraft`.
  public var operation: String?
  /// Whether the effect may have taken place.
  public var effect: Effect = .none
  /// The RAM action that the user lacks, such as `stream:GetJob`, if Alibaba Cloud names it.
  public var deniedAction: String?
  /// How long Alibaba Cloud wants the client to wait.
  public var retryAfter: Duration?

  /// An error without the facts that a response or the client adds.
  package init(_ kind: Kind, code: String, cause: Cause) {
    self.kind = kind
    self.code = code
    self.cause = cause
  }

  /// Whether the resource does not exist.
  public var isNotFound: Bool { code == FlinkAPIError.notFoundCode }

  /// Whether the user lacks the permission (RAM).
  public var isAccessDenied: Bool {
    status == 403 || deniedAction != nil || FlinkAPIError.deniesAccess(code: code)
  }

  /// Whether a code says that the user lacks the permission: `Forbidden.RAM`, `NoPermission` and their kind.
  public static func deniesAccess(code: String) -> Bool { code.hasPrefix("Forbidden") || lacksAction(code: code) }

  /// Whether a code says that no policy allows the RAM action.
  ///
  /// Other codes that begin with `Forbidden` can mean that the user is not a member of the namespace.
  public static func lacksAction(code: String) -> Bool {
    ["Forbidden", "Forbidden.RAM"].contains(code) || code.hasPrefix("NoPermission") || code.hasPrefix("NotAuthorized")
  }

  /// The RAM action that the user lacks; nil if the user does not lack one, or it is not known.
  public var missingAction: String? {
    if let deniedAction { return deniedAction }
    guard kind == .gateway, FlinkAPIError.lacksAction(code: code) else { return nil }
    return operation.flatMap(OperationName.init(rawValue:))?.action
  }

  /// Whether the calling task was cancelled, so that the error says nothing about Alibaba Cloud.
  public var isCancellation: Bool {
    switch cause {
    case .cancelled, .transport(.cancelled): true
    default: false
    }
  }

  /// Whether the same request may succeed later without any change.
  public var isRetryable: Bool {
    switch kind {
    case .transport, .throttled, .decoding: true
    case .gateway: (status ?? 0) >= 500 || code.hasPrefix("ServiceUnavailable") || code == "SignatureNonceUsed"
    case .business, .credentials: false
    }
  }

  /// One line for a log.
  public var description: String {
    var text = operation.map { "\($0): " } ?? ""
    text += "\(code.isEmpty ? kind.rawValue : code): \(cause.logText)"
    if let requestID { text += " (request ID \(requestID))" }
    return text
  }
}
