/// A setting that some calls cannot do without, by its environment variable; thrown if it is not set.
enum RequiredSetting: String, Error, CaseIterable, Sendable, Codable {
  case region = "ALIYUN_REGION"
  case workspaceID = "ALIYUN_FLINK_WORKSPACE_ID"
  case namespace = "ALIYUN_FLINK_NAMESPACE"
  case kafkaServers = "FLINK_KAFKA_BOOTSTRAP_SERVERS"
  case hologresEndpoint = "FLINK_HOLOGRES_ENDPOINT"
  case hologresDatabase = "HOLOGRES_DATABASE"

  /// Whether only generated SQL needs the setting, so that given SQL does without it.
  var isForGeneratedSQL: Bool {
    switch self {
    case .region, .workspaceID, .namespace: false
    case .kafkaServers, .hologresEndpoint, .hologresDatabase: true
    }
  }
}
