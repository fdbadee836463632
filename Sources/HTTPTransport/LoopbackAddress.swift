/// Addresses of this machine, to which plain HTTP is safe.
public enum LoopbackAddress {
  private static let hosts = ["127.0.0.1", "localhost", "[::1]"]

  /// Whether the host of an absolute URL is a loopback address.
  ///
  /// A URL with a user name is not: programs disagree on where its host begins.
  public static func isHost(ofURL url: String) -> Bool {
    guard let start = url.firstRange(of: "://")?.upperBound else { return false }
    let authority = url[start...].prefix { !"/?#".contains($0) }.lowercased()
    return hosts.contains { host in
      guard authority.hasPrefix(host) else { return false }
      let rest = authority.dropFirst(host.count)
      return rest.isEmpty || rest.first == ":" && rest.dropFirst().utf8.allSatisfy { (48...57).contains($0) }
    }
  }
}
