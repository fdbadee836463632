public import AliyunFlinkEmulator
import DeploymentStore
import Postgres

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All systems that flink-deploy uses, on this machine.
///
/// They are an emulator of Alibaba Cloud's API, Postgres for the metadata database and the target tables, and Kafka in a
/// build with Kafka. With an engine, a real Flink runs the jobs.
public final class Sandbox: Sendable {
  /// The emulator of Alibaba Cloud's API.
  public let emulator: Emulator
  /// The server of the metadata database and of the target tables.
  public let postgres: PrivatePostgres
  /// The Flink that runs the jobs; nil if their states follow the clock.
  public let engine: FlinkEngine?
  /// The settings with which flink-deploy uses this sandbox.
  public let environment: [String: String]
  #if KafkaSampling
    /// Kafka in this process; nil if the engine has it.
    private let mockKafka: MockKafka?
  #endif

  /// The name of the metadata database.
  public static let storeDatabase = "flink_deploy"
  /// The name of the database that replaces Hologres.
  public static let targetDatabase = "holo_demo"
  /// The name of the setting that holds the address of the engine's control API.
  public static let controlSetting = "FLINK_SANDBOX_CONTROL"
  private static let kafkaAddress = "kafka.sandbox.internal:9092"
  private static let hologresAddress = "hologres.sandbox.internal:80"
  private static let hologresUser = (name: "postgres", password: "sandbox")

  /// Starts all systems, with the demo tables and topics.
  /// - Parameters:
  ///   - configuration: The configuration of the emulator.
  ///   - version: The Flink that runs the jobs; nil for none.
  ///   - brokerSecurity: Further ports of that engine's Kafka broker; nil for none. The user and the password are the
  ///     secrets `kafka_username` and `kafka_password` of the namespace.
  ///   - stateDirectory: Where checkpoints and savepoints go; nil for a directory that is removed at the end.
  ///   - inherited: The environment of this process, which says where the engine and Java are.
  /// - Throws: ``SandboxError``, ``PostgresError``, or an error of the emulator.
  public init(
    emulator configuration: EmulatorConfiguration = EmulatorConfiguration(), engine version: EngineVersion? = nil,
    brokerSecurity: BrokerSecurity? = nil, stateDirectory: String? = nil, inherited: [String: String] = [:]
  ) async throws {
    let postgres = try await PrivatePostgres()
    self.postgres = postgres
    async let preparing: Void = Sandbox.prepareDatabases(postgres)
    engine = try await Sandbox.startEngine(version, postgres, brokerSecurity, stateDirectory, inherited)
    var configuration = configuration
    configuration.variables["hologres_username"] = Sandbox.hologresUser.name
    configuration.variables["hologres_password"] = Sandbox.hologresUser.password
    if let brokerSecurity {
      configuration.variables["kafka_username"] = brokerSecurity.username
      configuration.variables["kafka_password"] = brokerSecurity.password
    }
    emulator = try await Emulator.start(configuration, engine: engine)
    try await preparing
    let account = configuration.accounts.first
    var environment = [
      "ALIYUN_FLINK_WORKSPACE_ID": configuration.workspaceID, "ALIYUN_FLINK_NAMESPACE": configuration.namespace,
      "ALIYUN_ACCESS_KEY_ID": account?.accessKeyID ?? "", "ALIYUN_ACCESS_KEY_SECRET": account?.accessKeySecret ?? "",
      "ALIYUN_REGION": "cn-hangzhou", "ALIYUN_ENDPOINT": emulator.endpoint,
      "DATABASE_URL": postgres.uri(database: Sandbox.storeDatabase), "HOLOGRES_ENDPOINT": "127.0.0.1:\(postgres.port)",
      "HOLOGRES_DATABASE": Sandbox.targetDatabase, "HOLOGRES_USERNAME": Sandbox.hologresUser.name,
      "HOLOGRES_PASSWORD": Sandbox.hologresUser.password, "FLINK_KAFKA_BOOTSTRAP_SERVERS": Sandbox.kafkaAddress,
      "FLINK_HOLOGRES_ENDPOINT": Sandbox.hologresAddress,
    ]
    environment[Sandbox.controlSetting] = engine?.controlEndpoint
    #if KafkaSampling
      mockKafka = engine == nil ? try MockKafka() : nil
      environment["KAFKA_BOOTSTRAP_SERVERS"] = mockKafka?.bootstrapServers ?? engine?.bootstrapServers
    #endif
    self.environment = environment
    #if KafkaSampling
      for topic in DemoData.topics {
        try await createTopic(topic.name, partitions: topic.partitions)
        try produce(topic.messages, to: topic.name, partitions: topic.partitions)
      }
    #endif
  }

  private static func prepareDatabases(_ postgres: PrivatePostgres) async throws {
    try await postgres.createDatabase(storeDatabase)
    try await Migrations.upgrade(postgres.client(database: storeDatabase, connections: 1))
    try await postgres.createDatabase(targetDatabase)
    let target = postgres.client(database: targetDatabase, connections: 1)
    for topic in DemoData.topics { try await target.query(topic.ddl) }
  }

  private static func startEngine(
    _ version: EngineVersion?, _ postgres: PrivatePostgres, _ security: BrokerSecurity?, _ stateDirectory: String?,
    _ inherited: [String: String]
  ) async throws(SandboxError) -> FlinkEngine? {
    guard let version else { return nil }
    #if !KafkaSampling
      throw SandboxError("This build has no Kafka. Build with --traits KafkaSampling to run jobs")
    #else
      let directory = "\(stateDirectory ?? postgres.directory)/engine"
      mkdir(directory, 0o755)
      return try await FlinkEngine(
        version, directory: directory, addresses: [hologresAddress: "127.0.0.1:\(postgres.port)"], kafka: kafkaAddress,
        security: security, cleanup: postgres.cleanup, environment: inherited)
    #endif
  }

  /// Stops all systems and removes their files.
  public func stop() async {
    await emulator.stop()
    engine?.stop()
    postgres.stop()
  }
}

#if KafkaSampling
  extension Sandbox {
    /// Creates a topic; one that exists stays as it is.
    /// - Throws: ``SandboxError`` if the engine does not answer.
    public func createTopic(_ name: String, partitions: Int) async throws(SandboxError) {
      mockKafka?.createTopic(name, partitions: partitions)
      try await engine?.createTopic(name, partitions: partitions)
    }

    /// Writes messages to the partitions of a topic in turn; blocks until the broker has stored them.
    /// - Throws: ``SandboxError`` if a message cannot be written.
    public func produce(_ messages: [String], to topic: String, partitions: Int) throws(SandboxError) {
      let records = messages.map { KafkaProducer.Record(value: Array($0.utf8)) }
      try KafkaProducer(environment["KAFKA_BOOTSTRAP_SERVERS"] ?? "").send(records, to: topic, partitions: partitions)
    }
  }
#endif

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
    try postgres.cleanup.spawn(arguments, environment: environment, streams: streams)
  }

  /// Forgets a program that has ended.
  public func forget(_ child: ChildProcess) { postgres.cleanup.forget(process: child.id) }
}
