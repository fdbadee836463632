import Hashing

/// Signs requests with ACS3-HMAC-SHA256, the third version of Alibaba Cloud's request signature.
///
/// Pure: date and nonce are arguments, so that tests can compare whole headers.
public struct ACS3Signer: Sendable {
  /// The parts of a request that the signature covers.
  public struct Request: Sendable {
    /// `GET`, `POST` ...
    public var method: String
    /// The path exactly as on the request line, percent-encoded.
    public var path: String
    /// The query, names and values decoded.
    public var query: [(name: String, value: String)]
    /// The headers to sign: `host`, `workspace`, `content-type` with a body, `x-acs-action`, `x-acs-version`.
    public var headers: [(name: String, value: String)]
    /// The body; empty for none.
    public var body: [UInt8]

    /// A request to sign.
    public init(
      method: String, path: String, query: [(name: String, value: String)] = [],
      headers: [(name: String, value: String)], body: [UInt8] = []
    ) {
      self.method = method
      self.path = path
      self.query = query
      self.headers = headers
      self.body = body
    }
  }

  private static let algorithm = "ACS3-HMAC-SHA256"
  private let credentials: Credentials

  /// A signer with one key.
  public init(_ credentials: Credentials) { self.credentials = credentials }

  /// All headers of the signed request, `authorization` last.
  /// - Parameters:
  ///   - request: The request to sign.
  ///   - date: UTC, `yyyy-MM-ddTHH:mm:ssZ`; the server allows 15 minutes of difference.
  ///   - nonce: Unique for each attempt.
  public func headers(for request: Request, date: String, nonce: String) -> [(name: String, value: String)] {
    var headers = request.headers
    headers.append(("x-acs-content-sha256", SHA256.hex(request.body)))
    headers.append(("x-acs-date", date))
    headers.append(("x-acs-signature-nonce", nonce))
    if let token = credentials.securityToken {
      headers.append(("x-acs-accesskey-id", credentials.accessKeyID))
      headers.append(("x-acs-security-token", token))
    }
    headers.append(("authorization", authorization(for: request, headers: headers)))
    return headers
  }

  /// The value of the `Authorization` header over exactly these headers, which include `x-acs-content-sha256`.
  public func authorization(for request: Request, headers: [(name: String, value: String)]) -> String {
    let lines = headers.map { (name: $0.name.lowercased(), value: ACS3Signer.trimmed($0.value)) }
      .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
    let names = lines.map(\.name).joined(separator: ";")
    let digest = lines.first { $0.name == "x-acs-content-sha256" }.map { String($0.value) } ?? SHA256.hex(request.body)
    let canonical = [
      request.method, request.path, PercentEncoding.query(request.query),
      lines.map { "\($0.name):\($0.value)\n" }.joined(), names, digest,
    ].joined(separator: "\n")
    let stringToSign = "\(ACS3Signer.algorithm)\n\(SHA256.hex(canonical))"
    let signature = SHA256.hmacHex(key: credentials.accessKeySecret.utf8, message: stringToSign.utf8)
    return "\(ACS3Signer.algorithm) Credential=\(credentials.accessKeyID),SignedHeaders=\(names),Signature=\(signature)"
  }

  private static func trimmed(_ value: String) -> Substring {
    var value = value[...]
    while value.first == " " { value.removeFirst() }
    while value.last == " " { value.removeLast() }
    return value
  }
}

/// Percent-encoding for the signature: all bytes except `A-Z a-z 0-9 - _ . ~`, with upper-case digits.
enum PercentEncoding {
  /// `text` with each other byte as `%` and two digits.
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The canonical query: sorted by name, everything encoded, `name=` for an empty value.
  static func query(_ parameters: [(name: String, value: String)]) -> String {
    parameters.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
      .map { "\(encode($0.name))=\(encode($0.value))" }.joined(separator: "&")
  }
}
