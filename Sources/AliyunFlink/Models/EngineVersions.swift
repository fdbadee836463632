import JSONCoding

/// The engine versions that Alibaba Cloud offers.
public struct EngineVersions: Sendable, Equatable {
  /// The default of Alibaba Cloud.
  public let defaultVersion: String?
  /// All versions that can run SQL.
  public let versions: [String]

  /// The version of deployments that name none; nil without any version.
  public var standard: String? { defaultVersion ?? versions.first }

  /// Decodes `json`.
  init(_ json: JSON) throws(DecodingFailure) {
    defaultVersion = json["defaultEngineVersion"]?.nonEmptyString
    versions = (json["engineVersionMetadata"]?.array ?? [])
      .filter { $0["features"]?["useForSqlDeployments"]?.bool != false && $0["status"]?.string != "EXPIRED" }
      .compactMap { $0["engineVersion"]?.string }
  }
}
