import FoundationEssentials
import JSONCoding

/// The places where Alibaba Cloud's own tools look for a key, in their order: environment, the CLI's profile file, the
/// credentials file (alibabacloud-credentials 1.0, default provider).
///
/// Profiles of mode `AK` and `StsToken` count; role-based profiles do not.
public struct DefaultCredentialsChain: CredentialsProvider {
  private let environment: [String: String]

  /// A chain that reads these variables and files below their `HOME`.
  public init(environment: [String: String]) { self.environment = environment }

  /// The first key found.
  /// - Throws: ``FlinkAPIError`` of kind `credentials` when there is none.
  public func credentials() throws(FlinkAPIError) -> Credentials {
    if let found = fromEnvironment() ?? fromCommandLineProfile() ?? fromCredentialsFile() { return found }
    throw FlinkAPIError(.credentials, code: "NoCredentials", cause: .noCredentials)
  }

  private func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  private func fromEnvironment() -> Credentials? {
    guard let id = value("ALIBABA_CLOUD_ACCESS_KEY_ID"), let secret = value("ALIBABA_CLOUD_ACCESS_KEY_SECRET") else {
      return nil
    }
    return Credentials(
      accessKeyID: id, accessKeySecret: secret, securityToken: value("ALIBABA_CLOUD_SECURITY_TOKEN"))
  }

  private func fromCommandLineProfile() -> Credentials? {
    guard value("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")?.lowercased() != "true", let home = value("HOME"),
      let data = try? Data(contentsOf: URL(filePath: home + "/.aliyun/config.json")),
      let file = try? JSON.parse(data), let profiles = file["profiles"]?.array
    else { return nil }
    let name = value("ALIBABA_CLOUD_PROFILE") ?? file["current"]?.string
    guard let profile = profiles.first(where: { $0["name"]?.string == name }),
      let mode = profile["mode"]?.string, mode == "AK" || mode == "StsToken",
      let id = profile["access_key_id"]?.string, let secret = profile["access_key_secret"]?.string
    else { return nil }
    return Credentials(
      accessKeyID: id, accessKeySecret: secret, securityToken: mode == "StsToken" ? profile["sts_token"]?.string : nil)
  }

  private func fromCredentialsFile() -> Credentials? {
    let home = value("HOME") ?? ""
    let paths =
      value("ALIBABA_CLOUD_CREDENTIALS_FILE").map { [$0] }
      ?? ["\(home)/.alibabacloud/credentials.ini", "\(home)/.alibabacloud/credentials"]
    guard let data = paths.lazy.compactMap({ try? Data(contentsOf: URL(filePath: $0)) }).first else { return nil }
    let section = DefaultCredentialsChain.section(
      value("ALIBABA_CLOUD_PROFILE") ?? "default", of: String(decoding: data, as: UTF8.self))
    guard section["type"] ?? "access_key" == "access_key" || section["type"] == "sts",
      let id = section["access_key_id"], let secret = section["access_key_secret"]
    else { return nil }
    return Credentials(accessKeyID: id, accessKeySecret: secret, securityToken: section["security_token"])
  }

  /// The keys and values of one section of an INI text; text after `#` is a comment.
  private static func section(_ name: String, of text: String) -> [String: String] {
    var values: [String: String] = [:]
    var isInside = false
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.prefix { $0 != "#" }.trimmingPrefix(while: \.isWhitespace)
      if line.hasPrefix("[") {
        isInside = line.dropFirst().prefix { $0 != "]" } == name
      } else if isInside, let equals = line.firstIndex(of: "=") {
        let blank: (Character) -> Bool = \.isWhitespace
        let key = String(line[..<equals].reversed().drop(while: blank).reversed())
        let value = line[line.index(after: equals)...].drop(while: blank)
        values[key] = String(value.reversed().drop(while: blank).reversed())
      }
    }
    return values
  }
}
