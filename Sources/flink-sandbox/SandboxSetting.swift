import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A setting that `flink-sandbox run` gives to its command.
struct SandboxSetting {
  /// The value.
  let value: String

  /// The setting of this name.
  /// - Throws: ``SandboxError`` outside of a sandbox.
  init(_ name: String) throws(SandboxError) {
    guard let value = SandboxSetting.value(of: name) else {
      throw SandboxError("\(name) is not set. Run this command in a sandbox: flink-sandbox run -- bash")
    }
    self.value = value
  }

  /// The value of a setting; nil if it is not set.
  static func value(of name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// The connection string of the database that replaces Hologres.
  static func targetDatabase() throws(SandboxError) -> String {
    let user = try SandboxSetting("HOLOGRES_USERNAME").value
    let password = try SandboxSetting("HOLOGRES_PASSWORD").value
    let endpoint = try SandboxSetting("HOLOGRES_ENDPOINT").value
    return "postgresql://\(user):\(password)@\(endpoint)/\(try SandboxSetting("HOLOGRES_DATABASE").value)"
  }
}
