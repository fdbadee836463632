/// A request as its bytes came: nothing decoded, nothing normalised, since the signature covers just that.
struct WireRequest: Sendable {
  let method: String
  /// The request target from the request line, query and all.
  let target: String
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  var rawPath: Substring { target.prefix { $0 != "?" } }

  /// The query, decoded as form data.
  var query: [(name: String, value: String)] {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    return target[target.index(after: mark)...].split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (FormText.decode(parts[0]), parts.count > 1 ? FormText.decode(parts[1]) : "")
    }
  }

  /// The decoded segments of the path.
  var pathSegments: [String] { rawPath.split(separator: "/").map { FormText.decode($0, plusIsBlank: false) } }

  /// All values of a header, as they came.
  func values(of name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name }.map { value in
      var text = value.value[...]
      while text.first == " " { text.removeFirst() }
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }

  func value(of name: String) -> String? { values(of: name).first }
}

enum FormText {
  static func decode(_ text: Substring, plusIsBlank: Bool = true) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") && plusIsBlank ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func encode(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isKept =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        || "-_.~".unicodeScalars.contains(scalar)
      if isKept {
        result.unicodeScalars.append(scalar)
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count == 1 ? "0" + hex : hex)
      }
    }
    return result
  }
}

/// A refusal by the gateway, before the service.
struct GatewayError: Error {
  let status: Int
  let code: String
  let message: String
  var retryAfter: Int?
  /// The RAM action that the account lacks.
  var deniedAction: String?
}
