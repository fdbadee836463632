import CLibCurl

/// HTTP over libcurl: one thread drives all transfers, connections are kept and shared, TLS is always verified.
///
/// It never follows a redirect, and only sends plain HTTP to a loopback address. Proxies come from the environment, as
/// libcurl reads it, but not for loopback addresses. The thread starts with the first request and ends with the
/// transport.
public final class CurlTransport: HTTPTransport {
  /// Whether libcurl is installed.
  ///
  /// Without it, a request ends the program.
  public static var isLibraryInstalled: Bool { libcurl_is_installed() == 1 }

  private let loop: CurlLoop

  /// A transport without connections.
  /// - Parameter maximumConnections: Connections to one host at most; further transfers wait.
  public init(maximumConnections: Int = 16) { loop = CurlLoop(maximumConnections: maximumConnections) }

  deinit { loop.stop() }

  /// Sends `request` once.
  /// - Throws: ``TransportError``.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let transfer = Transfer(request)
    let result: Result<HTTPResponse, TransportError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.continuation = continuation
        // The handler below may have run before there was anything to cancel.
        loop.add(transfer, isCancelled: Task.isCancelled)
      }
    } onCancel: {
      loop.cancel(transfer)
    }
    return try result.get()
  }
}
