import FoundationEssentials
import Hashing

/// Verifies ACS3-HMAC-SHA256 over a request as it came.
///
/// Written apart from the client's signer, so that one mistake is not made on both sides.
struct SignatureVerifier: Sendable {
  let accounts: [EmulatorConfiguration.Account]
  private var nonces: [String: Date] = [:]

  init(accounts: [EmulatorConfiguration.Account]) { self.accounts = accounts }

  /// - Returns: The account that has signed.
  /// - Throws: what the gateway would answer.
  mutating func verify(
    _ request: WireRequest, now: Date
  ) throws(GatewayError) -> EmulatorConfiguration.Account {
    guard let header = request.value(of: "authorization") else {
      throw GatewayError(status: 400, code: "IncompleteSignature", message: "The Authorization header is missing")
    }
    let parts = try SignatureVerifier.parse(header)
    guard let account = accounts.first(where: { $0.accessKeyID == parts.keyID }) else {
      throw GatewayError(
        status: 404, code: "InvalidAccessKeyId.NotFound", message: "Specified access key is not found.")
    }
    try verifySignature(request, parts, account)
    try verifyDate(request, now)
    if account.securityToken != request.value(of: "x-acs-security-token") {
      throw GatewayError(
        status: 400, code: "InvalidSecurityToken.MismatchWithAccessKey", message: "The security token does not match.")
    }
    guard let nonce = request.value(of: "x-acs-signature-nonce"), !nonce.isEmpty else {
      throw GatewayError(status: 400, code: "MissingSignatureNonce", message: "x-acs-signature-nonce is mandatory")
    }
    if nonces.count > 100_000 { nonces = nonces.filter { now.timeIntervalSince($0.value) < 1800 } }
    if nonces.updateValue(now, forKey: nonce) != nil {
      throw GatewayError(
        status: 400, code: "SignatureNonceUsed", message: "Specified signature nonce was used already.")
    }
    return account
  }

  private static func parse(
    _ header: String
  ) throws(GatewayError) -> (keyID: String, signedHeaders: [String], signature: String) {
    let algorithm = "ACS3-HMAC-SHA256 "
    var fields: [Substring: String] = [:]
    if header.hasPrefix(algorithm) {
      for part in header.dropFirst(algorithm.count).split(separator: ",") {
        let pair = part.split(separator: "=", maxSplits: 1)
        if pair.count == 2 { fields[pair[0].drop { $0 == " " }] = String(pair[1]) }
      }
    }
    guard let keyID = fields["Credential"], let names = fields["SignedHeaders"], let signature = fields["Signature"]
    else {
      throw GatewayError(status: 400, code: "IncompleteSignature", message: "The Authorization header is malformed.")
    }
    return (keyID, names.split(separator: ";").map(String.init), signature)
  }

  private func verifySignature(
    _ request: WireRequest, _ parts: (keyID: String, signedHeaders: [String], signature: String),
    _ account: EmulatorConfiguration.Account
  ) throws(GatewayError) {
    let mismatch = GatewayError(
      status: 400, code: "SignatureDoesNotMatch", message: "Specified signature is not matched with our calculation.")
    let digest = SHA256.hex(request.body)
    guard request.value(of: "x-acs-content-sha256") == digest else { throw mismatch }
    let mustBeSigned = Set(request.headers.map { $0.name.lowercased() }.filter { $0.hasPrefix("x-acs-") } + ["host"])
    guard mustBeSigned.isSubset(of: parts.signedHeaders) else {
      throw GatewayError(status: 400, code: "IncompleteSignature", message: "A header that must be signed is not.")
    }
    let query = request.query.map { "\(FormText.encode($0.name))=\(FormText.encode($0.value))" }.sorted()
    var canonical = "\(request.method)\n\(request.rawPath)\n\(query.joined(separator: "&"))\n"
    for name in parts.signedHeaders {
      canonical += "\(name):\(request.values(of: name).sorted().joined(separator: ","))\n"
    }
    canonical += "\n\(parts.signedHeaders.joined(separator: ";"))\n\(digest)"
    let expected = SHA256.hmacHex(
      key: account.accessKeySecret.utf8, message: "ACS3-HMAC-SHA256\n\(SHA256.hex(canonical))".utf8)
    guard expected == parts.signature else { throw mismatch }
  }

  private func verifyDate(_ request: WireRequest, _ now: Date) throws(GatewayError) {
    guard let text = request.value(of: "x-acs-date"), let date = try? Date(text, strategy: .iso8601) else {
      throw GatewayError(
        status: 400, code: "InvalidTimeStamp.Format",
        message: "Specified time stamp or date value is not well formatted.")
    }
    if abs(now.timeIntervalSince(date)) > 15 * 60 {
      throw GatewayError(
        status: 400, code: "InvalidTimeStamp.Expired", message: "Specified time stamp or date value is expired.")
    }
  }
}
