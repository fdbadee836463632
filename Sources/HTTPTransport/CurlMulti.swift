import CLibCurl

/// Owner of a libcurl multi handle and of the easy handles in it.
///
/// `@unchecked Sendable`: everything but ``wakeUp()`` is called from the one thread that drives it, and libcurl documents
/// `curl_multi_wakeup` as callable from any thread.
final class CurlMulti: @unchecked Sendable {
  private static let isInitialized: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  private static let connectTimeoutInMilliseconds = 5_000

  private let multi: UnsafeMutableRawPointer
  private var bodies: [UnsafeMutableRawPointer: (transfer: Transfer, headers: UnsafeMutablePointer<curl_slist>?)] = [:]

  /// A multi handle without transfers.
  init(maximumConnections: Int) {
    precondition(CurlMulti.isInitialized, "libcurl cannot be initialised")
    guard let multi = curl_multi_init() else { preconditionFailure("libcurl is out of memory") }
    _ = curl_shim_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, maximumConnections)
    self.multi = multi
  }

  deinit { curl_multi_cleanup(multi) }

  /// Ends the wait in progress, or else the next one.
  func wakeUp() { curl_multi_wakeup(multi) }

  /// Blocks until a transfer can go on or ``wakeUp()`` is called.
  func wait() { curl_multi_poll(multi, nil, 0, 600_000, nil) }

  /// Begins a transfer.
  /// - Returns: Its easy handle.
  func add(_ transfer: Transfer) -> Result<UnsafeMutableRawPointer, TransportError> {
    guard let handle = curl_easy_init() else {
      return .failure(TransportError(CurlMulti.cause(CURLE_OUT_OF_MEMORY), wasSent: false))
    }
    var headers: UnsafeMutablePointer<curl_slist>?
    for header in transfer.request.headers { headers = curl_slist_append(headers, "\(header.name): \(header.value)") }
    // No "Expect: 100-continue": it costs a round trip. No accept-encoding: answers are small.
    headers = curl_slist_append(headers, "Expect:")
    bodies[handle] = (transfer, headers)
    let code = configure(handle, transfer, headers)
    guard code == CURLE_OK, curl_multi_add_handle(multi, handle) == CURLM_OK else {
      release(handle)
      return .failure(TransportError(CurlMulti.cause(code), wasSent: false))
    }
    return .success(handle)
  }

  private func configure(
    _ easy: UnsafeMutableRawPointer, _ transfer: Transfer, _ headers: UnsafeMutablePointer<curl_slist>?
  ) -> CURLcode {
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    let request = transfer.request
    let timeout = Int(request.timeout / .milliseconds(1))
    let isLocal = LoopbackAddress.isHost(ofURL: request.url)
    var codes = [
      curl_shim_set_string(easy, CURLOPT_URL, request.url),
      // libcurl itself reads the scheme of the URL, so no spelling of it gets around this.
      curl_shim_set_protocols(easy, isLocal ? 1 : 0),
      curl_shim_set_long(easy, CURLOPT_PATH_AS_IS, 1),
      curl_shim_set_long(easy, CURLOPT_NOSIGNAL, 1),
      curl_shim_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
      curl_shim_set_long(easy, CURLOPT_PIPEWAIT, 1),
      curl_shim_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, CurlMulti.connectTimeoutInMilliseconds),
      curl_shim_set_long(easy, CURLOPT_TIMEOUT_MS, max(1, timeout)),
      curl_shim_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1),
      // Requests are small; the default of 64 KiB is held for each.
      curl_shim_set_long(easy, CURLOPT_UPLOAD_BUFFERSIZE, 16_384),
      curl_shim_set_list(easy, CURLOPT_HTTPHEADER, headers),
      curl_shim_set_string(easy, CURLOPT_CUSTOMREQUEST, request.method),
      curl_shim_set_write(easy, CURLOPT_WRITEFUNCTION, Transfer.receiveBody),
      curl_shim_set_pointer(easy, CURLOPT_WRITEDATA, context),
      curl_shim_set_write(easy, CURLOPT_HEADERFUNCTION, Transfer.receiveHeader),
      curl_shim_set_pointer(easy, CURLOPT_HEADERDATA, context),
    ]
    // A proxy would get what is meant for this machine, unencrypted.
    if isLocal { codes.append(curl_shim_set_string(easy, CURLOPT_NOPROXY, "*")) }
    if request.hasOwnConnection {
      codes.append(curl_shim_set_long(easy, CURLOPT_FRESH_CONNECT, 1))
      codes.append(curl_shim_set_long(easy, CURLOPT_FORBID_REUSE, 1))
    }
    if let body = transfer.body {
      codes.append(curl_shim_set_long(easy, CURLOPT_POSTFIELDSIZE, body.count))
      codes.append(curl_shim_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress))
    } else if request.method == "POST" || request.method == "PUT" {
      codes.append(curl_shim_set_long(easy, CURLOPT_POSTFIELDSIZE, 0))
      codes.append(curl_shim_set_string(easy, CURLOPT_POSTFIELDS, ""))
    }
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  /// Lets libcurl do all that needs no waiting.
  /// - Returns: The transfers that ended.
  func perform() -> [(UnsafeMutableRawPointer, CURLcode)] {
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    var ended: [(UnsafeMutableRawPointer, CURLcode)] = []
    var code = CURLE_OK
    while let easy = curl_shim_next_done(multi, &code) { ended.append((easy, code)) }
    return ended
  }

  /// The response or error of a transfer that ended; frees its handle.
  func outcome(of handle: UnsafeMutableRawPointer, code: CURLcode) -> Result<HTTPResponse, TransportError> {
    guard code == CURLE_OK, let transfer = bodies[handle]?.transfer else {
      return .failure(remove(handle, cause: bodies[handle]?.transfer.refusal ?? CurlMulti.cause(code)))
    }
    var status = 0
    _ = curl_shim_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    detach(handle)
    return .success(HTTPResponse(status: status, headers: transfer.headers, body: transfer.received))
  }

  /// Ends a transfer.
  /// - Returns: The error, which says whether any part of the request was sent.
  func remove(_ handle: UnsafeMutableRawPointer, cause: TransportError.Cause) -> TransportError {
    var sent = 0
    _ = curl_shim_get_long(handle, CURLINFO_REQUEST_SIZE, &sent)
    detach(handle)
    return TransportError(cause, wasSent: sent > 0)
  }

  private func detach(_ handle: UnsafeMutableRawPointer) {
    curl_multi_remove_handle(multi, handle)
    release(handle)
  }

  private func release(_ handle: UnsafeMutableRawPointer) {
    curl_easy_cleanup(handle)
    curl_slist_free_all(bodies.removeValue(forKey: handle)?.headers)
  }

  private static func cause(_ code: CURLcode) -> TransportError.Cause {
    .said(String(cString: curl_easy_strerror(code)))
  }
}
