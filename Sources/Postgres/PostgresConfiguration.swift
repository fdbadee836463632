/// The address of a database, and the limits of waiting for it.
public struct PostgresConfiguration: Sendable {
  /// libpq keywords and values, such as `host`, `dbname`, `sslmode`; libpq's `PG*` variables supply the others.
  public enum Target: Sendable {
    /// A connection URI, `postgresql://user:password@host:port/database?sslmode=require`.
    case uri(String)
    /// Keywords and values.
    case parameters([String: String])
  }

  /// The database.
  public var target: Target
  /// How long connecting may take.
  public var connectTimeout: Duration = .seconds(5)
  /// How long to wait while all connections of the server are in use.
  public var connectionPatience: Duration = .seconds(5)
  /// How long one statement may take.
  public var statementTimeout: Duration = .seconds(15)
  /// Connections open at most; further work waits for one.
  public var maximumConnections = 8
  /// Shown by the server in `pg_stat_activity`.
  public var applicationName: String

  /// A configuration with the usual limits.
  public init(_ target: Target, applicationName: String) {
    self.target = target
    self.applicationName = applicationName
  }
}
