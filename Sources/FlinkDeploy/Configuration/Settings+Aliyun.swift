import AliyunFlink
import HTTPTransport

/// The settings of Alibaba Cloud and of the metadata database.
extension Settings {
  /// The endpoint of the API: `ALIYUN_ENDPOINT`, or that of `ALIYUN_REGION`; nil if neither is set.
  static func endpoint(_ reader: SettingsReader) throws(SettingsError) -> String? {
    let region = try reader.string("ALIYUN_REGION")
    if let region, !region.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
      throw SettingsError("ALIYUN_REGION", .invalidRegion(region))
    }
    guard var text = try reader.string("ALIYUN_ENDPOINT") else {
      return region.map { "https://ververica.\($0).aliyuncs.com" }
    }
    while text.hasSuffix("/") { text.removeLast() }
    if !text.contains("://") { text = "https://\(text)" }
    let scheme = text.prefix { $0 != ":" }
    let host = text.dropFirst(scheme.count + 3)
    if host.contains("@") { throw SettingsError("ALIYUN_ENDPOINT", .endpointWithUser) }
    guard scheme == "https" || scheme == "http" && LoopbackAddress.isHost(ofURL: text), !host.isEmpty,
      !host.contains("/")
    else {
      throw SettingsError("ALIYUN_ENDPOINT", .invalidEndpoint(text))
    }
    return text
  }

  /// The AccessKey pair of our own variables; nil if it is not set.
  static func credentials(_ reader: SettingsReader) throws(SettingsError) -> Credentials? {
    let (idVariable, secretVariable) = ("ALIYUN_ACCESS_KEY_ID", "ALIYUN_ACCESS_KEY_SECRET")
    switch (try reader.string(idVariable), try reader.string(secretVariable)) {
    case (nil, nil): return nil
    case (let id?, let secret?):
      return Credentials(
        accessKeyID: id, accessKeySecret: secret, securityToken: try reader.string("ALIYUN_SECURITY_TOKEN"))
    case (nil, _): throw SettingsError(idVariable, .missingCounterpart(of: secretVariable))
    case (_, nil): throw SettingsError(secretVariable, .missingCounterpart(of: idVariable))
    }
  }

  /// The connection URI of the metadata database; nil if it is not set.
  static func databaseURL(_ reader: SettingsReader) throws(SettingsError) -> String? {
    guard let text = try reader.string("DATABASE_URL") else { return nil }
    guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else {
      throw SettingsError("DATABASE_URL", .invalidDatabaseURI)
    }
    return text
  }
}
