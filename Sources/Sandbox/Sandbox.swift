public import AliyunFlinkEmulator
import DeploymentStore
import Postgres

/// All systems that flink-deploy uses, on this machine.
///
/// They are an emulator of Alibaba Cloud's API, Postgres for the metadata database and the target tables, and Kafka in a
/// build with Kafka.
public final class Sandbox: Sendable {
  /// The emulator of Alibaba Cloud's API.
  public let emulator: Emulator
  /// The server of the metadata database and of the target tables.
  public let postgres: PrivatePostgres
  /// The settings with which flink-deploy uses this sandbox.
  public let environment: [String: String]
  #if KafkaSampling
    /// The Kafka cluster.
    public let kafka: MockKafka
  #endif

  /// The name of the metadata database.
  public static let storeDatabase = "flink_deploy"
  /// The name of the database that replaces Hologres.
  public static let targetDatabase = "holo_demo"

  /// Starts all systems, with the demo tables and topics.
  /// - Parameter emulator: The configuration of the emulator.
  /// - Throws: ``SandboxError``, ``PostgresError``, or an error of the emulator.
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

  /// Stops all systems and removes their files.
  public func stop() async {
    await emulator.stop()
    postgres.stop()
  }
}

extension Sandbox {
  /// Starts a program that ends with this process.
  /// - Parameters:
  ///   - arguments: The program and its arguments.
  ///   - environment: The whole environment.
  ///   - streams: The descriptors of the program.
  /// - Throws: ``SandboxError`` if the program cannot be started.
  public func spawn(
    _ arguments: [String], environment: [String: String], streams: ChildProcess.Streams = .init()
  ) throws(SandboxError) -> ChildProcess {
    try postgres.janitor.spawn(arguments, environment: environment, streams: streams)
  }

  /// Forgets a program that has ended.
  public func forget(_ child: ChildProcess) { postgres.janitor.forget(process: child.id) }
}
