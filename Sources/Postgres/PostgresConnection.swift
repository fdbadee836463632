import CLibPQ
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One libpq connection.
///
/// It blocks, so only ``PostgresSession`` uses it, on a thread of its own.
///
/// It always waits for two things at once: the server's socket, and an interrupt that any thread can raise. A cancelled
/// task or a passed deadline therefore never hangs on a server that does not answer.
final class PostgresConnection {
  private let handle: OpaquePointer
  private let interrupt: Interrupt
  private(set) var isBroken = false

  /// Connects and waits until the server is ready.
  init(_ configuration: PostgresConfiguration, interrupt: Interrupt) throws(PostgresError) {
    let sslMode = try ConnectionOptions(configuration.target).sslMode
    let handle = PostgresConnection.start(configuration, sslMode: sslMode)
    guard let handle else { throw PostgresError(.connectionFailed, .said("out of memory")) }
    self.handle = handle
    self.interrupt = interrupt
    // From here on deinit frees the handle, also when this throws.
    try finishConnecting(ContinuousClock.now + configuration.connectTimeout)
    PQsetNoticeProcessor(handle, { _, _ in }, nil)
  }

  deinit { PQfinish(handle) }

  private static func start(_ configuration: PostgresConfiguration, sslMode: String?) -> OpaquePointer? {
    var parameters = ["application_name": configuration.applicationName, "client_encoding": "UTF8"]
    switch configuration.target {
    case .uri(let uri): parameters["dbname"] = uri
    case .parameters(let given): parameters.merge(given) { _, given in given }
    }
    parameters["sslmode"] = sslMode ?? parameters["sslmode"]
    // The URI comes first, since with expand_dbname a later keyword overrides an earlier one.
    let ordered = parameters.sorted { $0.key == "dbname" || ($1.key != "dbname" && $0.key < $1.key) }
    let keywords = ordered.map { strdup($0.key) }
    let values = ordered.map { strdup($0.value) }
    defer { (keywords + values).forEach { free($0) } }
    let constKeywords = keywords.map { UnsafePointer($0) } + [nil]
    let constValues = values.map { UnsafePointer($0) } + [nil]
    return PQconnectStartParams(constKeywords, constValues, 1)
  }

  private func finishConnecting(_ deadline: ContinuousClock.Instant) throws(PostgresError) {
    guard PQstatus(handle) != CONNECTION_BAD else { throw connectionFailure() }
    var next = PGRES_POLLING_WRITING
    while true {
      switch next {
      case PGRES_POLLING_OK: return
      case PGRES_POLLING_FAILED: throw connectionFailure()
      default:
        let events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT
        switch interrupt.wait(for: PQsocket(handle), events: Int16(events), until: deadline) {
        case .ready: next = PQconnectPoll(handle)
        case .interrupted: throw PostgresError(.cancelled, .cancelled)
        case .deadlinePassed: throw PostgresError(.connectionFailed, .noAnswer)
        }
      }
    }
  }

  private func connectionFailure() -> PostgresError {
    let cause = PostgresConnection.firstLine(PQerrorMessage(handle))
    // libpq's words, which it does not translate here (PostgreSQL, `PQconnectPoll`).
    if case .said(let words) = cause, words.contains("server does not support SSL") {
      return PostgresError(.connectionFailed, .noTLS)
    }
    return PostgresError(.connectionFailed, cause)
  }

  /// Whether the server has sent data on an idle connection, which means that it is closing the connection.
  var isStale: Bool {
    var poller = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
    return isBroken || poll(&poller, 1, 0) > 0
  }

  /// Runs one statement, or several separated by semicolons when nothing is bound.
  func execute(_ sql: String, _ values: [PostgresValue], deadline: ContinuousClock.Instant) throws(PostgresError)
    -> [PostgresRow]
  {
    guard send(sql, values) else { throw lost() }
    var failure: PostgresError?
    var rows: [PostgresRow] = []
    while let result = try nextResult(deadline) {
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_TUPLES_OK: rows = PostgresConnection.rows(of: result)
      case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
      default: failure = failure ?? PostgresConnection.refusal(result)
      }
    }
    if PQstatus(handle) == CONNECTION_BAD { isBroken = true }
    if let failure { throw isBroken && failure.sqlState == nil ? lost() : failure }
    return rows
  }

  private func send(_ sql: String, _ values: [PostgresValue]) -> Bool {
    if values.isEmpty { return PQsendQuery(handle, sql) == 1 }
    let texts = values.map { $0.text.map { strdup($0) } ?? nil }
    defer { texts.forEach { free($0) } }
    return PQsendQueryParams(handle, sql, Int32(values.count), nil, texts.map { UnsafePointer($0) }, nil, nil, 0) == 1
  }

  private func nextResult(_ deadline: ContinuousClock.Instant) throws(PostgresError) -> OpaquePointer? {
    while PQisBusy(handle) == 1 {
      switch interrupt.wait(for: PQsocket(handle), events: Int16(POLLIN), until: deadline) {
      case .ready:
        if PQconsumeInput(handle) == 0 { throw lost() }
      case .interrupted: throw abandon(.cancelled, .cancelled)
      case .deadlinePassed: throw abandon(.timedOut, .noAnswer)
      }
    }
    return PQgetResult(handle)
  }

  /// Asks the server to stop the statement, and gives the connection up, since its state is unknown.
  private func abandon(_ code: PostgresError.Code, _ cause: PostgresError.Cause) -> PostgresError {
    isBroken = true
    if let cancel = PQgetCancel(handle) {
      var text = [CChar](repeating: 0, count: 256)
      PQcancel(cancel, &text, Int32(text.count))
      PQfreeCancel(cancel)
    }
    return PostgresError(code, cause)
  }

  private func lost() -> PostgresError {
    isBroken = true
    return PostgresError(.connectionLost, PostgresConnection.firstLine(PQerrorMessage(handle)))
  }

  private static func rows(of result: OpaquePointer) -> [PostgresRow] {
    let width = PQnfields(result)
    let columns = (0..<width).map { String(cString: PQfname(result, $0)) }
    return (0..<PQntuples(result)).map { row in
      let values = (0..<width).map { column -> String? in
        PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
      }
      return PostgresRow(columns: columns, values: values)
    }
  }

  private static func refusal(_ result: OpaquePointer) -> PostgresError {
    // Primary message and SQLSTATE only: the detail field may quote values.
    let message = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
    let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
    let code: PostgresError.Code = state == "57014" ? .timedOut : .refused
    let cause = message.map(PostgresError.Cause.said) ?? firstLine(PQresultErrorMessage(result))
    return PostgresError(code, cause, sqlState: state)
  }

  /// The first line of libpq's words.
  private static func firstLine(_ message: UnsafePointer<CChar>?) -> PostgresError.Cause {
    let text = message.map { String(cString: $0) } ?? ""
    return text.split(separator: "\n").first.map { PostgresError.Cause.said(String($0)) } ?? .noReasonGiven
  }
}
