import CLibPQ

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The keywords and values of one connection, as libpq will use them: given ones first, else those of the process
/// environment (PostgreSQL, "Environment Variables" of libpq).
struct ConnectionOptions {
  /// What the caller gives.
  private let given: [String: String]
  private let defaults: [String: String]
  private let isModeSet: Bool

  /// The options of a target.
  /// - Throws: ``PostgresError`` for a malformed URI. libpq's words would quote it with its password, so they are left out.
  init(_ target: PostgresConfiguration.Target) throws(PostgresError) {
    switch target {
    case .uri(let uri):
      var message: UnsafeMutablePointer<CChar>?
      let options = PQconninfoParse(uri, &message)
      PQfreemem(message)
      guard let options else { throw PostgresError(.connectionFailed, .malformedURI) }
      given = ConnectionOptions.values(of: options)
    case .parameters(let parameters): given = parameters
    }
    defaults = PQconndefaults().map(ConnectionOptions.values) ?? [:]
    // The library fills in `prefer`; a service file or PGSSLMODE that says `prefer` is a decision as well.
    let variables: [String] = ["PGSSLMODE", "PGSERVICE"]
    isModeSet =
      variables.contains { getenv($0).map { $0.pointee != 0 } ?? false }
      || given["sslmode"] != nil || given["service"] != nil
  }

  /// The `sslmode` to connect with; nil for what was chosen, or for libpq's own choice.
  ///
  /// libpq's own choice is `prefer`, which falls back to clear text when the server, or someone in between, declines TLS.
  /// A password is not sent that way, unless the server is on this machine.
  var sslMode: String? { !isModeSet && mayHavePassword && !isLocal ? "require" : nil }

  private func value(_ keyword: String) -> String? {
    let value = given[keyword] ?? defaults[keyword]
    return value?.isEmpty == true ? nil : value
  }

  private var mayHavePassword: Bool {
    value("password") != nil || passwordFile.map { access($0, R_OK) == 0 } ?? false
  }

  private var passwordFile: String? {
    value("passfile") ?? getenv("HOME").map { String(cString: $0) + "/.pgpass" }
  }

  /// Whether all hosts are sockets or loopback addresses.
  private var isLocal: Bool {
    let hosts = (value("hostaddr") ?? value("host") ?? "").split(separator: ",", omittingEmptySubsequences: false)
    return hosts.allSatisfy { host in
      host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
        || ConnectionOptions.isLoopback(host)
    }
  }

  /// Whether the text is an IPv4 address in 127.0.0.0/8; a name such as `127.example.com` is none.
  private static func isLoopback(_ host: Substring) -> Bool {
    var address = in_addr()
    return inet_pton(AF_INET, String(host), &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
  }

  /// The keywords that have values; frees `options`.
  private static func values(of options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return values
  }
}
