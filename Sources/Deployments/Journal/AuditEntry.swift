/// A line of the audit.
public struct AuditEntry: Sendable, Equatable {
  /// The time, ISO 8601, UTC.
  public var time: String
  /// `effect`, `failure` or `refusal`.
  public var kind: String
  /// The API operation, or the tool.
  public var operation: String
  /// Name and version of the client.
  public var client: String?
  /// The request ID of Alibaba Cloud.
  public var requestID: String?
  /// The code of the error; nil for a success.
  public var error: String?

  /// A line.
  public init(
    time: String, kind: String, operation: String, client: String?, requestID: String?, error: String?
  ) {
    self.time = time
    self.kind = kind
    self.operation = operation
    self.client = client
    self.requestID = requestID
    self.error = error
  }
}
