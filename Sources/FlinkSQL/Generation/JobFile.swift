/// A file that the job opens, such as a truststore.
///
/// The platform puts what a deployment depends on into one directory before the job starts (Realtime Compute's
/// documentation of Kafka with SSL).
public struct JobFile: Sendable, Hashable {
  private static let directory = "/flink/usrlib/"

  /// Where the job opens it.
  public let path: String
  /// The `oss://` address from which the platform fetches it; nil for a file that is there anyway.
  public let origin: String?

  /// Parses an absolute path, or the address of an object as `oss://BUCKET/PATH`.
  /// - Returns: nil for anything else, and for what cannot stand in a statement.
  public init?(parsing text: String) {
    let isPlain = text.unicodeScalars.allSatisfy { $0.value > 32 && $0 != "'" && $0 != "\"" && $0 != "$" && $0 != "?" }
    guard isPlain, !text.hasSuffix("/") else { return nil }
    if text.hasPrefix("/") {
      (path, origin) = (text, nil)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard text.hasPrefix("oss://"), parts.count > 3, !parts[2].isEmpty, let name = parts.last else { return nil }
    (path, origin) = (JobFile.directory + name, text)
  }

  /// Kafka's name for the type of key store that its name tells; nil for Java's own, which is the default.
  var storeType: String? {
    switch path.split(separator: ".").last?.lowercased() {
    case "p12", "pfx": "PKCS12"
    case "pem": "PEM"
    default: nil
    }
  }

  /// Whether it is a text of certificates and keys, which has no password of its own.
  public var isPEM: Bool { storeType == "PEM" }
}
