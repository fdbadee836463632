/// Where a pipeline reads and writes, as the Flink job reaches it.
public struct PipelineEndpoints: Sendable, Equatable {
  /// `host:port,host:port`.
  public var bootstrapServers: String
  /// nil where everybody may read, in the clear.
  public var kafkaSecurity: KafkaSecurity?
  /// `host:port`.
  public var hologresEndpoint: String
  /// Database.
  public var hologresDatabase: String
  /// Platform secret that holds the user name.
  public var hologresUsernameSecret: String
  /// Platform secret that holds the password.
  public var hologresPasswordSecret: String

  /// Endpoints.
  /// - Parameters:
  ///   - bootstrapServers: `host:port,host:port`.
  ///   - kafkaSecurity: nil where everybody may read, in the clear.
  ///   - hologresEndpoint: `host:port`.
  ///   - hologresDatabase: Database.
  ///   - hologresUsernameSecret: Platform secret that holds the user name.
  ///   - hologresPasswordSecret: Platform secret that holds the password.
  public init(
    bootstrapServers: String, kafkaSecurity: KafkaSecurity?, hologresEndpoint: String, hologresDatabase: String,
    hologresUsernameSecret: String, hologresPasswordSecret: String
  ) {
    self.bootstrapServers = bootstrapServers
    self.kafkaSecurity = kafkaSecurity
    self.hologresEndpoint = hologresEndpoint
    self.hologresDatabase = hologresDatabase
    self.hologresUsernameSecret = hologresUsernameSecret
    self.hologresPasswordSecret = hologresPasswordSecret
  }
}
