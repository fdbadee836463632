public import AliyunFlinkEmulator
import DeploymentStore
import Postgres

/// Everything that flink-deploy talks to, on this machine alone: cloud API, Postgres for store and target tables, and,
/// when built with it, Kafka.
public final class Sandbox: Sendable {
  /// The cloud.
  public let emulator: Emulator
  /// Database server of the store and of the target tables.
  public let postgres: PrivatePostgres
  /// Settings that point flink-deploy here.
  public let environment: [String: String]
  #if KafkaSampling
    /// The Kafka cluster.
    public let kafka: MockKafka
  #endif

  /// Database of the store.
  public static let storeDatabase = "flink_deploy"
  /// Database that stands in for Hologres.
  public static let targetDatabase = "holo_demo"

  /// Starts everything, with tables and topics in place.
  /// - Parameter emulator: How the cloud is set up.
  /// - Throws: ``SandboxError``, ``PostgresError``, or what the emulator meets.
  public init(emulator configuration: EmulatorConfiguration = EmulatorConfiguration()) async throws {
    async let startingEmulator = Emulator.start(configuration)
    postgres = try await PrivatePostgres()
    let emulator = try await startingEmulator
    self.emulator = emulator
    try await postgres.createDatabase(Sandbox.storeDatabase)
    try await Migrations.upgrade(postgres.client(database: Sandbox.storeDatabase, connections: 1))
    try await postgres.createDatabase(Sandbox.targetDatabase)
    let target = postgres.client(database: Sandbox.targetDatabase, connections: 1)
    for topic in DemoData.topics { try await target.query(topic.ddl) }
    let account = configuration.accounts.first
    var environment = [
      "ALIYUN_FLINK_WORKSPACE_ID": configuration.workspaceID, "ALIYUN_FLINK_NAMESPACE": configuration.namespace,
      "ALIYUN_ACCESS_KEY_ID": account?.accessKeyID ?? "", "ALIYUN_ACCESS_KEY_SECRET": account?.accessKeySecret ?? "",
      "ALIYUN_REGION": "cn-hangzhou", "ALIYUN_ENDPOINT": emulator.endpoint,
      "DATABASE_URL": postgres.uri(database: Sandbox.storeDatabase), "HOLOGRES_ENDPOINT": "127.0.0.1:\(postgres.port)",
      "HOLOGRES_DATABASE": Sandbox.targetDatabase, "HOLOGRES_USERNAME": "postgres", "HOLOGRES_PASSWORD": "sandbox",
      "FLINK_KAFKA_BOOTSTRAP_SERVERS": "kafka.sandbox.internal:9092",
      "FLINK_HOLOGRES_ENDPOINT": "hologres.sandbox.internal:80",
    ]
    #if KafkaSampling
      kafka = try MockKafka()
      for topic in DemoData.topics {
        kafka.createTopic(topic.name, partitions: topic.partitions)
        try kafka.produce(topic.messages, to: topic.name, partitions: topic.partitions)
      }
      environment["KAFKA_BOOTSTRAP_SERVERS"] = kafka.bootstrapServers
    #endif
    self.environment = environment
  }

  /// Stops everything and leaves nothing behind.
  public func stop() async {
    await emulator.stop()
    postgres.stop()
  }
}

extension Sandbox {
  /// Starts a program that does not outlive this process, however that ends.
  /// - Parameters:
  ///   - arguments: The program and its arguments.
  ///   - environment: The whole environment.
  ///   - streams: Its descriptors.
  /// - Throws: ``SandboxError`` when it cannot be started.
  public func spawn(
    _ arguments: [String], environment: [String: String], streams: ChildProcess.Streams = .init()
  ) throws(SandboxError) -> ChildProcess {
    try postgres.janitor.spawn(arguments, environment: environment, streams: streams)
  }

  /// Leaves `child` alone, which has ended.
  public func forget(_ child: ChildProcess) { postgres.janitor.forget(process: child.id) }
}
