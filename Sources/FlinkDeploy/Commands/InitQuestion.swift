import FlinkSQL
import KafkaSampling

/// A setting that `init` asks for, by its environment variable, in the order of the questions.
enum InitQuestion: String, CaseIterable, Sendable {
  // Alibaba Cloud
  /// Before the region, which is not asked for if the endpoint is given.
  case endpoint = "ALIYUN_ENDPOINT"
  case region = "ALIYUN_REGION"
  case workspaceID = "ALIYUN_FLINK_WORKSPACE_ID"
  case namespace = "ALIYUN_FLINK_NAMESPACE"
  case accessKeyID = "ALIYUN_ACCESS_KEY_ID"
  case accessKeySecret = "ALIYUN_ACCESS_KEY_SECRET"
  case securityToken = "ALIYUN_SECURITY_TOKEN"
  // The metadata database
  case databaseURL = "DATABASE_URL"
  /// The file has it as a part of the connection URI, because libpq reads this variable from the environment only.
  case databasePassword = "PGPASSWORD"
  // Kafka
  case kafkaServers = "KAFKA_BOOTSTRAP_SERVERS"
  case kafkaProtocol = "KAFKA_SECURITY_PROTOCOL"
  case kafkaMechanism = "KAFKA_SASL_MECHANISM"
  case kafkaUsername = "KAFKA_SASL_USERNAME"
  case kafkaPassword = "KAFKA_SASL_PASSWORD"
  case kafkaCA = "KAFKA_SSL_CA_LOCATION"
  case kafkaCertificate = "KAFKA_SSL_CERTIFICATE_LOCATION"
  case kafkaKey = "KAFKA_SSL_KEY_LOCATION"
  case kafkaKeyPassword = "KAFKA_SSL_KEY_PASSWORD"
  case kafkaHostNameCheck = "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM"
  case jobKafkaServers = "FLINK_KAFKA_BOOTSTRAP_SERVERS"
  // Hologres
  case hologresEndpoint = "HOLOGRES_ENDPOINT"
  case jobHologresEndpoint = "FLINK_HOLOGRES_ENDPOINT"
  case hologresDatabase = "HOLOGRES_DATABASE"
  case hologresUsername = "HOLOGRES_USERNAME"
  case hologresPassword = "HOLOGRES_PASSWORD"
  case hologresSSLMode = "HOLOGRES_SSLMODE"

  /// Whether the value must not be shown, and is not taken from a flag.
  var isSecret: Bool { Settings.isSecret(rawValue) }

  /// The words that the value is one of; nil if it is another text.
  var choices: [String]? {
    switch self {
    case .kafkaProtocol: KafkaProtocol.allCases.map(\.rawValue)
    case .kafkaMechanism: KafkaLogin.Mechanism.allCases.map(\.rawValue)
    case .kafkaHostNameCheck: KafkaConnection.hostNameChecks
    case .hologresSSLMode: SSLMode.allCases.map(\.rawValue)
    default: nil
    }
  }

  /// Whether the value is the path of a file.
  var isPath: Bool { [.kafkaCA, .kafkaCertificate, .kafkaKey].contains(self) }

  /// The name of the flag without its hyphens; nil for a secret.
  var flag: String? {
    switch self {
    case .region: "region"
    case .endpoint: "endpoint"
    case .workspaceID: "workspace"
    case .namespace: "namespace"
    case .accessKeyID: "access-key-id"
    case .databaseURL: "database-url"
    case .kafkaServers: "kafka-servers"
    case .kafkaProtocol: "kafka-protocol"
    case .kafkaMechanism: "kafka-mechanism"
    case .kafkaUsername: "kafka-username"
    case .kafkaCA: "kafka-ca"
    case .kafkaCertificate: "kafka-certificate"
    case .kafkaKey: "kafka-key"
    case .kafkaHostNameCheck: "kafka-host-name-check"
    case .jobKafkaServers: "job-kafka-servers"
    case .hologresEndpoint: "hologres-endpoint"
    case .jobHologresEndpoint: "job-hologres-endpoint"
    case .hologresDatabase: "hologres-database"
    case .hologresUsername: "hologres-username"
    case .hologresSSLMode: "hologres-sslmode"
    case .accessKeySecret, .securityToken, .databasePassword, .kafkaPassword, .kafkaKeyPassword, .hologresPassword: nil
    }
  }

  /// The variable, with the flag if there is one.
  var name: String { flag.map { "\(rawValue) (--\($0))" } ?? rawValue }

  /// The system that the setting is about.
  var part: InitPart {
    switch self {
    case .region, .endpoint, .workspaceID, .namespace, .accessKeyID, .accessKeySecret, .securityToken: .alibabaCloud
    case .databaseURL, .databasePassword: .database
    case .kafkaServers, .kafkaProtocol, .kafkaMechanism, .kafkaUsername, .kafkaPassword, .kafkaCA, .kafkaCertificate,
      .kafkaKey, .kafkaKeyPassword, .kafkaHostNameCheck, .jobKafkaServers:
      .kafka
    case .hologresEndpoint, .jobHologresEndpoint, .hologresDatabase, .hologresUsername, .hologresPassword,
      .hologresSSLMode:
      .hologres
    }
  }
}

/// A system whose settings `init` asks for together, and which it then connects to.
enum InitPart: CaseIterable, Sendable {
  case alibabaCloud, database, kafka, hologres

  /// The questions in their order.
  var questions: [InitQuestion] { InitQuestion.allCases.filter { $0.part == self } }

  /// What `doctor` says about the system.
  var checks: [DoctorCheck] { self == .alibabaCloud ? [check, .permissions] : [check] }

  /// What `doctor` calls the connection.
  var check: DoctorCheck {
    switch self {
    case .alibabaCloud: .alibabaCloud
    case .database: .database
    case .kafka: .kafka
    case .hologres: .hologres
    }
  }
}
