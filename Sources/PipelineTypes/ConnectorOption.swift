/// The options of the Kafka and the Hologres connector that flink-deploy writes or reads, as Realtime Compute documents them.
///
/// The generator and the lint of given SQL read this one list.
package enum ConnectorOption: String, CaseIterable {
  case connector
  // Kafka
  case topic
  case bootstrapServers = "properties.bootstrap.servers"
  case groupID = "properties.group.id"
  case offsetReset = "properties.auto.offset.reset"
  case startupMode = "scan.startup.mode"
  case startupTimestamp = "scan.startup.timestamp-millis"
  case startupOffsets = "scan.startup.specific-offsets"
  case format
  case securityProtocol = "properties.security.protocol"
  case saslMechanism = "properties.sasl.mechanism"
  case saslLoginModule = "properties.sasl.jaas.config"
  case keyPassword = "properties.ssl.key.password"
  case endpointIdentification = "properties.ssl.endpoint.identification.algorithm"
  case debeziumSchema = "debezium-json.schema-include"
  // Hologres, all engines
  case endpoint
  case database = "dbname"
  case tableName = "tablename"
  case username
  case password
  // Hologres of VVR 8
  case mutateType = "mutatetype"
  case ignoreDelete = "ignoredelete"
  case partitionRouter = "partitionrouter"
  case legacyTimestamps = "type-mapping.timestamp-converting.legacy"
  case removeZeros = "remove-u0000-in-text.enabled"
  case createPartition = "createparttable"
  case ignoreNull = "ignorenullwhenupdate"
  case binlog
  // Hologres of VVR 11
  case conflictAction = "sink.on-conflict-action"
  case ignoreNullWhenUpdate = "sink.ignore-null-when-update.enabled"
  case createMissingPartition = "sink.create-missing-partition"
  case sourceBinlog = "source.binlog"

  /// The option of a key store or trust store of Kafka's client.
  /// - Parameters:
  ///   - store: `truststore` or `keystore`.
  ///   - property: `location`, `type` or `password`.
  package static func store(_ store: String, _ property: String) -> String { "properties.ssl.\(store).\(property)" }

  /// The option of `format` that says how timestamps are written.
  package static func timestampStandard(of format: String) -> String { "\(format).timestamp-format.standard" }

  /// The package of Kafka's login modules; the platform ships it under ``shadedPrefix``.
  package static let loginModulePackage = "org.apache.kafka.common.security."
  /// What the platform puts before the classes of Kafka.
  package static let shadedPrefix = "org.apache.flink.kafka.shaded."
}
