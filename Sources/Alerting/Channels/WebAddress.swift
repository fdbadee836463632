import FoundationEssentials
import HTTPTransport

/// An absolute URL of HTTP in its parts, each percent-encoded as it was given.
struct WebAddress: Sendable, Equatable {
  /// `http` or `https`.
  let scheme: String
  /// What stands before `@`; nil without one.
  let userInfo: String?
  /// The host in lower case.
  let host: String
  /// The port; nil for that of the scheme.
  let port: Int?
  /// The path, which is empty or begins with `/`.
  var path: String
  /// The parameters of the query in order, as `name=value`.
  var parameters: [String]

  /// An address.
  /// - Parameter text: The URL; its fragment does not count. Nil if it is not a URL of HTTP in ASCII.
  init?(_ text: String) {
    // Programs disagree on what a backslash means.
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
      let separator = text.firstRange(of: "://")
    else { return nil }
    scheme = text[..<separator.lowerBound].lowercased()
    guard ["http", "https"].contains(scheme) else { return nil }
    let rest = text[separator.upperBound...].prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let location = rest[authority.endIndex...]
    let at = authority.lastIndex(of: "@")
    userInfo = at.map { String(authority[..<$0]) }
    let server = at.map { authority[authority.index(after: $0)...] } ?? authority
    let bracket = server.lastIndex(of: "]")
    let colon = server[(bracket ?? server.startIndex)...].lastIndex(of: ":")
    host = server[..<(colon ?? server.endIndex)].lowercased()
    port = colon.flatMap { Int(server[server.index(after: $0)...]) }
    guard !host.isEmpty, colon == nil || port.map((1...65535).contains) == true else { return nil }
    path = String(location.prefix { $0 != "?" })
    parameters = location.dropFirst(path.count + 1).split(separator: "&").map(String.init)
  }

  /// The URL without its login, which belongs in a header.
  var text: String {
    let server = host + (port.map { ":\($0)" } ?? "")
    return "\(scheme)://\(server)\(path)" + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }

  /// The login for the header `Authorization`, in Base64; nil without one.
  var login: String? { userInfo.map { Data(($0.percentDecoded ?? $0).utf8).base64EncodedString() } }

  /// Whether a request stays unread on its way: it is encrypted, or does not leave this machine.
  var isPrivate: Bool { scheme == "https" || LoopbackAddress.isHost(ofURL: text) }

  /// Sets a parameter of the query, as its last one.
  mutating func set(_ name: String, _ value: String) {
    parameters.removeAll { $0.hasPrefix("\(name)=") }
    parameters.append("\(name)=\(value)")
  }
}

extension String {
  /// The text without percent-encoding; nil if it has none, or is not UTF-8.
  var percentDecoded: String? {
    guard contains("%") else { return nil }
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2, let value = UInt8(Substring(digits), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
