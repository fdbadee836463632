import CLibCurl

/// One request in libcurl, and the response so far.
///
/// `@unchecked Sendable`: the sending task fills it in and then hands it over under a lock; from there on only the
/// thread that runs libcurl touches it.
final class Transfer: @unchecked Sendable {
  /// In bytes, more than any response has that is expected; a larger one ends the transfer.
  static let maximumResponseSize = 16 << 20

  /// The request.
  let request: HTTPRequest
  /// The request's body in memory that stays put while libcurl reads it.
  let body: UnsafeMutableBufferPointer<UInt8>?
  /// The waiting task.
  var continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>?
  private(set) var headers: [String: String] = [:]
  private(set) var received: [UInt8] = []
  /// Why the transfer was ended from here.
  private(set) var refusal: TransportError.Cause?

  /// A transfer of `request`.
  init(_ request: HTTPRequest) {
    self.request = request
    body = request.body.map { bytes in
      let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
      _ = copy.initialize(from: bytes)
      return UnsafeMutableBufferPointer(start: copy.baseAddress, count: bytes.count)
    }
  }

  deinit { body?.deallocate() }

  /// Resumes the waiting task; further calls do nothing.
  func finish(_ result: Result<HTTPResponse, TransportError>) {
    continuation?.resume(returning: result)
    continuation = nil
  }

  /// Receives a part of the body; libcurl calls it.
  static let receiveBody: curl_shim_write = { data, size, count, context in
    guard let data, let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    guard transfer.received.count + size * count <= maximumResponseSize else {
      transfer.refusal = .responseTooLarge(limit: maximumResponseSize)
      return 0  // fewer than given: libcurl ends the transfer
    }
    data.withMemoryRebound(to: UInt8.self, capacity: size * count) {
      transfer.received.append(contentsOf: UnsafeBufferPointer(start: $0, count: size * count))
    }
    return size * count
  }

  /// Receives one header line; libcurl calls it.
  static let receiveHeader: curl_shim_write = { data, size, count, context in
    guard let data, let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let line = data.withMemoryRebound(to: UInt8.self, capacity: size * count) {
      String(decoding: UnsafeBufferPointer(start: $0, count: size * count), as: UTF8.self)
    }
    if line.hasPrefix("HTTP/") { transfer.headers = [:] }  // a new response after 1xx or a proxy's
    if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].trimmingPrefix { $0 == " " }
      transfer.headers[line[..<colon].lowercased()] = String(value.prefix { !$0.isNewline })
    }
    return size * count
  }
}
