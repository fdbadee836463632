import FoundationEssentials

/// The headers of Standard Webhooks, by which a receiver checks who sent a message and whether it knows it already.
enum StandardWebhooks {
  private static let mark = "whsec_"

  /// The key that a secret encodes; nil if it is marked as encoded and is not.
  ///
  /// A secret without the mark can also be any text, which is the key then.
  static func key(_ secret: String) -> [UInt8]? {
    let encoded = encodedKey(secret)
    let padding = String(repeating: "=", count: encoded.utf8.count.isMultiple(of: 4) ? 0 : 4 - encoded.utf8.count % 4)
    if let key = Data(base64Encoded: encoded + padding), !key.isEmpty { return Array(key) }
    return secret.hasPrefix(mark) ? nil : Array(secret.utf8)
  }

  /// The secret without its mark.
  static func encodedKey(_ secret: String) -> String {
    secret.hasPrefix(mark) ? String(secret.dropFirst(mark.count)) : secret
  }

  /// The headers of a message.
  /// - Parameters:
  ///   - id: The ID of the message, the same in each attempt.
  ///   - key: The key; nil for a message without a signature.
  ///   - seconds: The time in seconds since 1970.
  static func headers(
    id: String, body: [UInt8], key: [UInt8]?, seconds: Int
  ) -> [(name: String, value: String)] {
    var headers = [(name: "webhook-id", value: id), (name: "webhook-timestamp", value: "\(seconds)")]
    if let key {
      let signature = Signature.base64(key: key, message: Array("\(id).\(seconds).".utf8) + body)
      headers.append((name: "webhook-signature", value: "v1,\(signature)"))
    }
    return headers
  }
}
