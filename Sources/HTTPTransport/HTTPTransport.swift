/// An HTTP request, signed and ready to go.
public struct HTTPRequest: Sendable {
  /// `GET`, `POST` ...
  public var method: String
  /// Absolute, percent-encoded.
  public var url: String
  /// All headers except those that the transport adds itself.
  public var headers: [(name: String, value: String)]
  /// The body; nil for none.
  public var body: [UInt8]?
  /// The limit from the start of connecting to the last byte of the response.
  public var timeout: Duration
  /// Whether it gets a connection of its own.
  ///
  /// On a kept connection that turns out to be closed, libcurl sends a request a second time by itself.
  public var hasOwnConnection: Bool

  /// A request.
  public init(
    method: String, url: String, headers: [(name: String, value: String)], body: [UInt8]?, timeout: Duration,
    hasOwnConnection: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.hasOwnConnection = hasOwnConnection
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

/// Sends HTTP requests; tests can use another one.
public protocol HTTPTransport: Sendable {
  /// Sends `request` once.
  /// - Throws: ``TransportError`` when there was no whole response, also when the task was cancelled.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
