/// An access key of Alibaba Cloud, permanent or temporary.
public struct Credentials: Sendable, Equatable {
  /// The AccessKey ID, which is no secret.
  public let accessKeyID: String
  /// The secret that signs.
  public let accessKeySecret: String
  /// The token that goes with a temporary key (STS).
  public let securityToken: String?

  /// A key.
  public init(accessKeyID: String, accessKeySecret: String, securityToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.accessKeySecret = accessKeySecret
    self.securityToken = securityToken
  }
}

/// Where credentials come from; asked again when the platform says that a temporary key has expired.
public protocol CredentialsProvider: Sendable {
  /// The credentials that hold now.
  /// - Throws: ``FlinkAPIError`` of code `credentials` that says which settings would provide them.
  func credentials() throws(FlinkAPIError) -> Credentials
}

/// Credentials that never change.
public struct StaticCredentials: CredentialsProvider {
  private let fixed: Credentials

  /// A provider of `credentials`.
  public init(_ credentials: Credentials) { fixed = credentials }

  /// The fixed credentials.
  public func credentials() -> Credentials { fixed }
}
