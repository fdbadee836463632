import AliyunFlink
import DeploymentStore
import Deployments
import HologresCatalog
import JSONCoding
import KafkaSampling
public import Logging
import Postgres
import Synchronization

/// The composition root: creates what the settings describe, each object when it is first needed.
public final class Application: Sendable {
  /// The version of the program.
  public static let version = "0.2.0"

  /// The settings.
  public let settings: Settings
  /// Logs for the whole process.
  public let logger: Logger
  /// The language and reader of texts.
  let voice: Voice
  /// Reads topics and tables for all calls.
  let sources = SharedSources()
  /// Limits how many calls begin an operation at the same time, because each needs connections and memory.
  let beginnings = Semaphore(permits: 32)
  /// A client of the Hologres database; nil if it is not configured.
  private let hologresClient: PostgresClient?
  private let takesOver: Bool
  private let service = Mutex<DeploymentService?>(nil)
  private let client = Mutex<FlinkAPIClient?>(nil)
  private let store = Mutex<PostgresOperationStore?>(nil)
  private let engineRead = SharedRead<Result<EngineVersions?, FlinkAPIError>>()
  private let engines = EngineCatalog()
  /// What the namespace has, for the checks of all deploys.
  let namespace = NamespaceLists()
  private let created: AsyncStream<DeploymentService>
  private let create: AsyncStream<DeploymentService>.Continuation
  private let wanted: AsyncStream<Void>
  private let want: AsyncStream<Void>.Continuation

  /// An application; nothing is connected.
  /// - Parameters:
  ///   - settings: The settings.
  ///   - logger: Logs for the whole process.
  ///   - face: The reader of texts.
  ///   - takesOver: Whether it continues operations of processes that have ended.
  public init(settings: Settings, logger: Logger, face: Face = .tools, takesOver: Bool = false) {
    self.settings = settings
    self.logger = logger
    voice = settings.voice(of: face)
    self.takesOver = takesOver
    hologresClient = settings.makeHologresClient(logger)
    (created, create) = AsyncStream.makeStream()
    (wanted, want) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Drives operations, from the first use of the service until the task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in self.wanted {
          do throws(Failure) { _ = try self.deployments() } catch {
            self.logger.debug("No operations to continue", metadata: ["reason": "\(error.code)"])
          }
        }
      }
      for await service in created { group.addTask { await service.run() } }
      group.cancelAll()
    }
    // Also for a service that was created in the last moment and never ran.
    await service.withLock { $0 }?.leave()
  }

  /// Makes ``run()`` create the service, so that it continues operations of processes that have ended; returns at once.
  public func prepare() { want.yield() }

  /// The deployment service.
  /// - Throws: ``Failure`` that names the missing setting.
  func deployments() throws(Failure) -> DeploymentService {
    if let service = service.withLock({ $0 }) { return service }
    let fresh = try makeService()
    let kept = service.withLock { service in
      defer { service = service ?? fresh }
      return service ?? fresh
    }
    if kept === fresh { create.yield(fresh) }
    return kept
  }

  /// Audits a call that failed before it began an operation; returns at once.
  func audit(_ result: ActionResult, of tool: ToolName, client: String?, _ arguments: JSONObject) {
    guard let error = result.refusal, let service = try? deployments() else { return }
    service.note(
      Refusal(tool: tool.rawValue, client: client, error: error, arguments: RedactedArguments.json(arguments)))
  }

  private func makeService() throws(Failure) -> DeploymentService {
    let limits = OperationMachine.Limits(
      pollCeiling: .seconds(settings.pollInterval), stepTimeout: .seconds(settings.stepTimeout))
    return DeploymentService(
      cloud: AliyunCloud(client: try apiClient(), engines: engines, lists: namespace),
      store: try operationStore(),
      limits: limits,
      lease: .seconds(settings.leaseSeconds),
      takesOver: takesOver, isReadOnly: settings.isReadOnly, topicEnds: topicEnds.read,
      describe: { [voice] in $0.text(voice) }, logger: logger)
  }

  /// The metadata database, one client for all calls.
  private func operationStore() throws(Failure) -> PostgresOperationStore {
    if let store = store.withLock({ $0 }) { return store }
    let fresh = try settings.makeStore(logger)
    return store.withLock { store in
      store = store ?? fresh
      return store ?? fresh
    }
  }

  /// The alerts that a monitor keeps in the metadata database.
  /// - Throws: ``Failure`` that names a missing setting, or settings of different sources.
  var alertStore: PostgresAlertStore {
    get throws(Failure) { try operationStore().alerts }
  }

  /// Reads the ends of topics for verdicts.
  var topicEnds: TopicEndsReader {
    let sampler: Result<KafkaSampler?, Failure>
    do throws(Failure) { sampler = .success(try self.sampler) } catch { sampler = .failure(error) }
    return TopicEndsReader(sampler: sampler, sources: sources)
  }

  /// A client of the API, one for all calls.
  /// - Throws: ``Failure`` that names a missing setting, or settings of different sources.
  func apiClient() throws(Failure) -> FlinkAPIClient {
    if let client = client.withLock({ $0 }) { return client }
    let fresh = try settings.makeAPIClient(logger)
    return client.withLock { client in
      client = client ?? fresh
      return client ?? fresh
    }
  }

  /// The engine version of a deployment whose call names none: that of the settings, else the default of Alibaba Cloud;
  /// nil if Alibaba Cloud cannot be asked at present.
  /// - Throws: ``FlinkAPIError`` if Alibaba Cloud refuses the request, so that it will refuse every other one too.
  func defaultEngineVersion() async throws(FlinkAPIError) -> String? {
    if let version = settings.engineVersion { return version }
    if let recent = engines.recent { return recent.standard }
    guard let client = try? apiClient() else { return nil }
    let answer = await engineRead.value { _ in
      do throws(FlinkAPIError) { return .success(try await client.call(.listEngineVersionMetadata)) } catch {
        return error.isRetryable ? .success(nil) : .failure(error)
      }
    }
    guard let found = try answer.get() else { return nil }
    engines.remember(found)
    return found.standard
  }

  /// The catalog of target tables; nil if Hologres is not configured.
  /// - Throws: ``Failure`` if its settings have different sources.
  var catalog: HologresCatalog? {
    get throws(Failure) {
      try settings.checkSources(.hologres)
      guard let hologresClient else { return nil }
      try SystemLibrary.libpq.load()
      return HologresCatalog(client: hologresClient)
    }
  }

  /// Reads topics; nil if Kafka is not configured, or this build cannot read it.
  /// - Throws: ``Failure`` if its settings have different sources.
  var sampler: KafkaSampler? {
    get throws(Failure) {
      try settings.checkSources(.kafka)
      return KafkaSampler.isBuilt ? settings.kafka.map(KafkaSampler.init) : nil
    }
  }
}

extension Failure {
  /// The failure for a setting that is not set.
  init(_ setting: RequiredSetting) { self.init(CallProblem.missingSetting(setting)) }
}
