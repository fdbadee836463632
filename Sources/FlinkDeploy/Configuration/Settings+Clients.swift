import AliyunFlink
import DeploymentStore
import Deployments
import HTTPTransport
import Hashing
import Logging
import Postgres

/// The clients of outside systems that the settings describe; nothing is connected.
extension Settings {
  /// A client of the API.
  /// - Throws: ``Failure`` that names a missing setting, or settings of different sources.
  func makeAPIClient(_ logger: Logger) throws(Failure) -> FlinkAPIClient {
    let configuration = FlinkAPIClient.Configuration(
      endpoint: try Settings.required(endpoint, .region),
      workspaceID: try Settings.required(workspaceID, .workspaceID),
      namespace: try Settings.required(namespace, .namespace), operationTimeout: .seconds(stepTimeout))
    try checkSources(.alibabaCloud)
    try SystemLibrary.libcurl.load()
    let credentials: any CredentialsProvider =
      credentials.map { StaticCredentials($0) }
      ?? DefaultCredentialsChain(environment: environment) as any CredentialsProvider
    return FlinkAPIClient(configuration, credentials: credentials, transport: CurlTransport(), logger: logger)
  }

  /// The metadata database as a store of operations.
  /// - Throws: ``Failure`` that names the missing setting.
  func makeStore(_ logger: Logger) throws(Failure) -> PostgresOperationStore {
    let scope = PostgresOperationStore.Scope(
      workspaceID: try Settings.required(workspaceID, .workspaceID),
      namespace: try Settings.required(namespace, .namespace), owner: randomHexadecimal(bytes: 12),
      leaseSeconds: leaseSeconds)
    return PostgresOperationStore(client: try makeDatabaseClient(logger), scope: scope)
  }

  /// A client of the metadata database.
  /// - Throws: ``Failure`` if no database is configured, or its settings have different sources.
  func makeDatabaseClient(_ logger: Logger) throws(Failure) -> PostgresClient {
    try checkSources(.database)
    let target: PostgresConfiguration.Target
    if let databaseURL {
      target = .uri(databaseURL)
    } else if hasLibpqVariables {
      target = .parameters([:])
    } else {
      throw Failure(OperationProblem.store(StoreError(.notConfigured, .notConfigured)))
    }
    try SystemLibrary.libpq.load()
    var configuration = PostgresConfiguration(target, applicationName: "flink-deploy")
    // Few, because many servers can share the database, and statements are short.
    configuration.maximumConnections = 4
    return PostgresClient(configuration, logger: logger)
  }

  /// A client of the Hologres database; nil if it is not configured.
  func makeHologresClient(_ logger: Logger) -> PostgresClient? {
    guard let endpoint = hologresEndpoint, let database = hologresDatabase, let colon = endpoint.lastIndex(of: ":")
    else { return nil }
    var parameters = [
      "host": String(endpoint[..<colon]), "port": String(endpoint[endpoint.index(after: colon)...]), "dbname": database,
    ]
    parameters["user"] = hologresUsername
    parameters["password"] = hologresPassword
    parameters["sslmode"] = hologresSSLMode?.rawValue
    var configuration = PostgresConfiguration(.parameters(parameters), applicationName: "flink-deploy")
    configuration.maximumConnections = 2
    return PostgresClient(configuration, logger: logger)
  }

  private static func required(_ value: String?, _ setting: RequiredSetting) throws(Failure) -> String {
    guard let value else { throw Failure(setting) }
    return value
  }

  /// Whether libpq finds a database without a URI; it reads the environment of the process only.
  private var hasLibpqVariables: Bool {
    ["PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE"].contains {
      !dotEnv.contains($0) && environment[$0]?.isEmpty == false
    }
  }
}
