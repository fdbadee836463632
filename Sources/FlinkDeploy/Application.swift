public import AliyunFlink
import DeploymentStore
public import Deployments
import Hashing
import HologresCatalog
import JSONCoding
public import Logging
public import Postgres
import Synchronization

/// The composition root: makes what the settings describe, each thing when it is first needed.
public final class Application: Sendable {
  /// Name and version, as clients are told.
  public static let version = "0.1.0"

  /// The settings.
  public let settings: Settings
  /// For the whole process.
  public let logger: Logger
  /// Looks at topics and tables, for all calls.
  let pipelineEnds = PipelineEnds()
  /// Where calls wait that are to begin an operation: each takes connections and memory meanwhile.
  let beginnings = Turnstile(limit: 32)
  /// A client of the target database; nil when it is not configured here.
  let hologresClient: PostgresClient?
  private let takesOver: Bool
  private let service = Mutex<DeploymentService?>(nil)
  private let client = Mutex<FlinkAPIClient?>(nil)
  private let engineLook = SharedRead<String?>()
  /// The platform's default engine, once it was asked for; it changes with the platform's releases.
  private let platformDefault = Mutex<String?>(nil)
  private let made: AsyncStream<DeploymentService>
  private let make: AsyncStream<DeploymentService>.Continuation
  private let wanted: AsyncStream<Void>
  private let want: AsyncStream<Void>.Continuation

  /// An application; nothing is connected.
  /// - Parameter takesOver: Whether it goes on with what processes have left that are gone.
  public init(settings: Settings, logger: Logger, takesOver: Bool = false) {
    self.settings = settings
    self.takesOver = takesOver
    self.logger = logger
    hologresClient = Application.makeHologresClient(settings, logger)
    (made, make) = AsyncStream.makeStream()
    (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Drives operations from the moment the service is first asked for, until the task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in self.wanted {
          do throws(OperationFailure) { _ = try self.deployments() } catch {
            self.logger.debug("Nothing to go on with", metadata: ["reason": "\(error.message)"])
          }
        }
      }
      for await service in made { group.addTask { await service.run() } }
      group.cancelAll()
    }
    // Also of a service that was made in the last moment and never ran.
    await service.withLock { $0 }?.leave()
  }

  /// Has ``run()`` make the service before anybody asks for it, so that it goes on with what was left; returns at once.
  public func prepare() { want.yield() }

  /// The deployment service.
  /// - Throws: ``OperationFailure`` that names the setting that is missing.
  public func deployments() throws(OperationFailure) -> DeploymentService {
    if let service = service.withLock({ $0 }) { return service }
    let fresh = try makeService()
    let kept = service.withLock { service in
      defer { service = service ?? fresh }
      return service ?? fresh
    }
    if kept === fresh { make.yield(fresh) }
    return kept
  }

  /// Has a call audited that was turned down before it began an operation; returns at once.
  func audit(_ result: ActionResult, of tool: String, client: String?, _ arguments: JSONObject) {
    guard let error = result.refusal, let service = try? deployments() else { return }
    service.note(Refusal(tool: tool, client: client, error: error, arguments: arguments))
  }

  private func makeService() throws(OperationFailure) -> DeploymentService {
    let cloud = AliyunCloud(client: try apiClient())
    let limits = OperationMachine.Limits(
      pollCeiling: .seconds(settings.pollInterval), stepTimeout: .seconds(settings.stepTimeout))
    return DeploymentService(
      cloud: cloud, store: try store(), limits: limits, lease: .seconds(settings.leaseSeconds),
      takesOver: takesOver, isReadOnly: settings.isReadOnly, logger: logger)
  }

  /// A client of the cloud's API, one for all calls.
  /// - Throws: ``OperationFailure`` that names the setting that is missing.
  public func apiClient() throws(OperationFailure) -> FlinkAPIClient {
    if let client = client.withLock({ $0 }) { return client }
    let fresh = try makeClient()
    return client.withLock { client in
      client = client ?? fresh
      return client ?? fresh
    }
  }

  private func makeClient() throws(OperationFailure) -> FlinkAPIClient {
    let configuration = FlinkAPIClient.Configuration(
      endpoint: try required(settings.endpoint, "ALIYUN_REGION", "where the API is, such as cn-hangzhou"),
      workspaceID: try required(settings.workspaceID, "ALIYUN_FLINK_WORKSPACE_ID", "the id of the workspace"),
      namespace: try required(settings.namespace, "ALIYUN_FLINK_NAMESPACE", "the name of the project"),
      operationTimeout: .seconds(settings.stepTimeout))
    let credentials: any CredentialsProvider =
      settings.credentials.map { StaticCredentials($0) }
      ?? DefaultCredentialsChain(environment: settings.environment) as any CredentialsProvider
    return FlinkAPIClient(configuration, credentials: credentials, transport: CurlTransport(), logger: logger)
  }

  /// The engine of a deployment that names none: what the settings say, else the platform's default; nil when the
  /// platform cannot be asked.
  func defaultEngineVersion() async -> String? {
    if let version = settings.engineVersion ?? platformDefault.withLock({ $0 }) { return version }
    let version = await engineLook.value { _ in
      guard let client = try? self.apiClient(), let engines = try? await client.call(.listEngineVersionMetadata) else {
        return nil
      }
      return engines.defaultVersion ?? engines.versions.first
    }
    if let version { platformDefault.withLock { $0 = version } }
    return version
  }

  private func required(_ value: String?, _ variable: String, _ what: String) throws(OperationFailure) -> String {
    if let value { return value }
    throw OperationFailure(
      code: "missing_setting", message: "\(variable) is not set", remedy: "Set \(variable) to \(what)")
  }

  /// The store.
  /// - Throws: ``OperationFailure`` when no database is configured.
  func store() throws(OperationFailure) -> PostgresOperationStore {
    let scope = PostgresOperationStore.Scope(
      workspaceID: try required(settings.workspaceID, "ALIYUN_FLINK_WORKSPACE_ID", "the id of the workspace"),
      namespace: try required(settings.namespace, "ALIYUN_FLINK_NAMESPACE", "the name of the project"),
      owner: randomHexadecimal(bytes: 12), leaseSeconds: settings.leaseSeconds)
    return PostgresOperationStore(client: try databaseClient(), scope: scope)
  }

  /// A client of the store's database.
  /// - Throws: ``OperationFailure`` when none is configured.
  public func databaseClient() throws(OperationFailure) -> PostgresClient {
    let target: PostgresConfiguration.Target
    if let url = settings.databaseURL {
      target = .uri(url)
    } else if settings.hasLibpqVariables {
      target = .parameters([:])
    } else {
      throw OperationFailure(StoreError(.notConfigured, "DATABASE_URL is not set"))
    }
    var configuration = PostgresConfiguration(target, applicationName: "flink-deploy")
    // Few, since many servers may share the database; statements are short.
    configuration.maximumConnections = 4
    return PostgresClient(configuration, logger: logger)
  }

  /// The catalog of target tables; nil when Hologres is not configured here.
  var catalog: HologresCatalog? {
    hologresClient.map { HologresCatalog(client: $0) }
  }

  private static func makeHologresClient(_ settings: Settings, _ logger: Logger) -> PostgresClient? {
    guard let endpoint = settings.hologresEndpoint, let database = settings.hologresDatabase,
      let colon = endpoint.lastIndex(of: ":")
    else { return nil }
    var parameters = [
      "host": String(endpoint[..<colon]), "port": String(endpoint[endpoint.index(after: colon)...]), "dbname": database,
    ]
    parameters["user"] = settings.hologresUsername
    parameters["password"] = settings.hologresPassword
    var configuration = PostgresConfiguration(.parameters(parameters), applicationName: "flink-deploy")
    configuration.maximumConnections = 2
    return PostgresClient(configuration, logger: logger)
  }
}
