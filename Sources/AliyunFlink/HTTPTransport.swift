/// An HTTP request, signed and ready to go.
public struct HTTPRequest: Sendable {
  /// `GET`, `POST` ...
  public var method: String
  /// Absolute, percent-encoded.
  public var url: String
  /// All headers but those that HTTP itself needs.
  public var headers: [(name: String, value: String)]
  /// The body; nil for none.
  public var body: [UInt8]?
  /// From the first byte of connecting to the last of the answer.
  public var timeout: Duration

  /// A request.
  public init(
    method: String, url: String, headers: [(name: String, value: String)], body: [UInt8]?, timeout: Duration
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}

/// An HTTP response.
public struct HTTPResponse: Sendable {
  /// The status, such as 200.
  public var status: Int
  /// Headers, names in lower case.
  public var headers: [String: String]
  /// The body.
  public var body: [UInt8]

  /// A response.
  public init(status: Int, headers: [String: String], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// Why there was no response.
public struct TransportError: Error, Sendable {
  /// What happened.
  public let message: String
  /// Whether a part of the request had left, so that it may have been carried out.
  public let wasSent: Bool

  /// An error.
  public init(message: String, wasSent: Bool) {
    self.message = message
    self.wasSent = wasSent
  }
}

/// Sends HTTP requests; tests put their own in its place.
public protocol HTTPTransport: Sendable {
  /// Sends `request` once.
  /// - Throws: ``TransportError`` when there was no whole response, also when the task was cancelled.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
