/// What a question of `init` asks for; also the help of its flag.
extension InitQuestion: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .region: "Region of the workspace, for example cn-hangzhou"
    case .endpoint: "Endpoint of the API instead of that of the region"
    case .workspaceID: "Workspace ID"
    case .namespace: "Name of the namespace"
    case .accessKeyID: "AccessKey ID of the RAM user"
    case .accessKeySecret: "AccessKey secret"
    case .securityToken: "STS token of a temporary AccessKey pair"
    case .databaseURL: "URI of the metadata database without its password, postgresql://USER@HOST:5432/DATABASE"
    case .databasePassword: "Password of the metadata database"
    case .kafkaServers: "Kafka bootstrap servers as host:port, with commas between them"
    case .kafkaProtocol: "Kafka security protocol: PLAINTEXT (default), SSL, SASL_PLAINTEXT or SASL_SSL"
    case .kafkaMechanism: "Kafka SASL mechanism: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"
    case .kafkaUsername: "Kafka user name"
    case .kafkaPassword: "Kafka password"
    case .kafkaCA: "PEM file with the certificate authority of Kafka. Default: those of the system"
    case .kafkaCertificate: "PEM file with the client certificate for Kafka"
    case .kafkaKey: "PEM file with the private key for Kafka"
    case .kafkaKeyPassword: "Password of the private key for Kafka"
    case .kafkaHostNameCheck: "Check of the host name in Kafka's certificate: https (default) or none"
    case .jobKafkaServers: "Kafka bootstrap servers as the job reaches them, if they differ"
    case .hologresEndpoint: "Hologres endpoint as host:port"
    case .jobHologresEndpoint: "Hologres endpoint as the job reaches it, if it differs"
    case .hologresDatabase: "Hologres database"
    case .hologresUsername: "Hologres user name"
    case .hologresPassword: "Hologres password"
    case .hologresSSLMode: "TLS for Hologres: require (default), or prefer if SSL is off for the instance"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .region: "工作空间所在的地域，例如 cn-hangzhou"
    case .endpoint: "API 的访问地址，代替地域的访问地址"
    case .workspaceID: "工作空间 ID"
    case .namespace: "项目空间名称"
    case .accessKeyID: "RAM用户的 AccessKey ID"
    case .accessKeySecret: "AccessKey Secret（密钥）"
    case .securityToken: "临时 AccessKey 的 STS Token（令牌）"
    case .databaseURL: "元数据库的连接 URI，不含密码，格式为 postgresql://USER@HOST:5432/DATABASE"
    case .databasePassword: "元数据库的密码"
    case .kafkaServers: "Kafka Bootstrap 服务器，格式为 host:port，以逗号分隔"
    case .kafkaProtocol: "Kafka 安全协议：PLAINTEXT（默认）、SSL、SASL_PLAINTEXT 或 SASL_SSL"
    case .kafkaMechanism: "Kafka SASL 机制：PLAIN、SCRAM-SHA-256 或 SCRAM-SHA-512"
    case .kafkaUsername: "Kafka 用户名"
    case .kafkaPassword: "Kafka 密码"
    case .kafkaCA: "Kafka 证书颁发机构的 PEM 文件。默认：系统证书"
    case .kafkaCertificate: "Kafka 客户端证书的 PEM 文件"
    case .kafkaKey: "Kafka 客户端私钥的 PEM 文件"
    case .kafkaKeyPassword: "Kafka 客户端私钥的密码"
    case .kafkaHostNameCheck: "是否校验 Kafka 证书中的主机名：https（默认，校验）或 none（不校验）"
    case .jobKafkaServers: "作业访问的 Kafka Bootstrap 服务器（如果不同）"
    case .hologresEndpoint: "Hologres 访问域名，格式为 host:port"
    case .jobHologresEndpoint: "作业访问的 Hologres 访问域名（如果不同）"
    case .hologresDatabase: "Hologres 数据库"
    case .hologresUsername: "Hologres 用户名"
    case .hologresPassword: "Hologres 密码"
    case .hologresSSLMode: "Hologres 的 TLS 模式：require（默认），实例未开启 SSL 时为 prefer"
    }
  }
}
