/// A connection URI of Postgres, to which a password can be added.
struct ConnectionURI: Equatable {
  /// The scheme with `://`.
  private let scheme: String
  /// The user, with what follows a colon; nil if the URI has no `@`.
  private let login: Substring?
  /// All after the user.
  private let rest: Substring

  /// Takes a URI apart; nil if it has no scheme of Postgres.
  init?(_ text: String) {
    guard let scheme = ["postgresql://", "postgres://"].first(where: text.hasPrefix) else { return nil }
    self.scheme = scheme
    let body = text.dropFirst(scheme.count)
    let authority = body.prefix { $0 != "/" && $0 != "?" }
    if let at = authority.lastIndex(of: "@") {
      login = body[..<at]
      rest = body[body.index(after: at)...]
    } else {
      login = nil
      rest = body
    }
  }

  /// Whether the URI has a password, or names a file or a service that has one.
  var hasPassword: Bool {
    if let login, let colon = login.firstIndex(of: ":"), login[colon...].count > 1 { return true }
    if login == nil, hasPasswordWithSlash { return true }
    let parameters = rest.drop { $0 != "?" }.dropFirst()
    return parameters.split(separator: "&").contains { parameter in
      ["password=", "passfile=", "service="].contains {
        parameter.lowercased().hasPrefix($0) && parameter.count > $0.count
      }
    }
  }

  /// Whether a password has a `/` or a `?` that is not in percent encoding, so that its beginning looks like a port.
  private var hasPasswordWithSlash: Bool {
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let colon = authority.lastIndex(of: ":"), !authority.contains("[") else { return false }
    let path = rest.dropFirst(authority.count).prefix { $0 != "?" }
    return path.contains("@") || !authority[authority.index(after: colon)...].allSatisfy(\.isNumber)
  }

  /// The URI with this password.
  func adding(password: String) -> String {
    let encoded = ConnectionURI.encoded(password)
    if let login { return "\(scheme)\(login.prefix { $0 != ":" }):\(encoded)@\(rest)" }
    return "\(scheme)\(rest)\(rest.contains("?") ? "&" : "?")password=\(encoded)"
  }

  /// The text in percent encoding, but for ASCII letters and digits.
  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
    return encoded
  }
}
