/// An AccessKey pair of Alibaba Cloud, permanent or temporary.
public struct Credentials: Sendable, Equatable {
  /// The AccessKey ID, which may be shown.
  public let accessKeyID: String
  /// The secret that signs.
  public let accessKeySecret: String
  /// The security token of a temporary key (STS).
  public let securityToken: String?

  /// A key.
  public init(accessKeyID: String, accessKeySecret: String, securityToken: String? = nil) {
    self.accessKeyID = accessKeyID
    self.accessKeySecret = accessKeySecret
    self.securityToken = securityToken
  }
}

/// A source of credentials; the client asks it before each request, so that a renewed temporary key takes effect.
public protocol CredentialsProvider: Sendable {
  /// The current credentials.
  /// - Throws: ``FlinkAPIError`` of kind `credentials` when there are none.
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
