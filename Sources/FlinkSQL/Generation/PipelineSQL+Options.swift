/// The options of the connectors, by the names that the engine knows (Realtime Compute's documentation of both).
extension PipelineSQL {
  func kafkaOptions(group: String) -> [(String, String)] {
    var options = [
      ("connector", "kafka"), ("topic", topic.description),
      ("properties.bootstrap.servers", endpoints.bootstrapServers), ("properties.group.id", group),
    ]
    switch startupMode {
    case .earliestOffset: options.append(("scan.startup.mode", "earliest-offset"))
    case .latestOffset: options.append(("scan.startup.mode", "latest-offset"))
    case .groupOffsets:
      options.append(("scan.startup.mode", "group-offsets"))
      // Without it a group that has committed nothing yet fails.
      options.append(("properties.auto.offset.reset", "earliest"))
    case .timestamp(let milliseconds):
      options.append(("scan.startup.mode", "timestamp"))
      options.append(("scan.startup.timestamp-millis", "\(milliseconds)"))
    case .specificOffsets(let offsets):
      let places = offsets.sorted { $0.key < $1.key }.map { "partition:\($0.key),offset:\($0.value)" }
      options.append(("scan.startup.mode", "specific-offsets"))
      options.append(("scan.startup.specific-offsets", places.joined(separator: ";")))
    }
    options += securityOptions
    let format = schema.format
    options.append(("format", format.name))
    if case .debeziumJSON(includesSchema: true) = format { options.append(("debezium-json.schema-include", "true")) }
    options.append(("\(format.name).timestamp-format.standard", schema.timestampStandard.rawValue))
    return options
  }

  private var securityOptions: [(String, String)] {
    guard let security = endpoints.kafkaSecurity else { return [] }
    let options = [("properties.security.protocol", security.protocolName)]
    return options + (security.tls.map(tlsOptions) ?? []) + (security.login.map(loginOptions) ?? [])
  }

  private func loginOptions(_ login: KafkaLogin) -> [(String, String)] {
    // The platform ships Kafka's classes under a prefix of its own.
    let package = "org.apache.flink.kafka.shaded.org.apache.kafka.common.security"
    let module = login.mechanism == .plain ? "plain.PlainLoginModule" : "scram.ScramLoginModule"
    let username = secret(login.usernameSecret)
    let password = secret(login.passwordSecret)
    let jaas = "\(package).\(module) required username=\"\(username)\" password=\"\(password)\";"
    return [("properties.sasl.mechanism", login.mechanism.rawValue), ("properties.sasl.jaas.config", jaas)]
  }

  private func tlsOptions(_ tls: KafkaTLS) -> [(String, String)] {
    var options: [(String, String)] = []
    for (kind, store) in [("truststore", tls.truststore), ("keystore", tls.keystore)] {
      guard let store else { continue }
      options.append(("properties.ssl.\(kind).location", store.file.path))
      if let type = store.file.storeType { options.append(("properties.ssl.\(kind).type", type)) }
      if let name = store.passwordSecret { options.append(("properties.ssl.\(kind).password", secret(name))) }
    }
    if let name = tls.keyPasswordSecret { options.append(("properties.ssl.key.password", secret(name))) }
    if !tls.checksNames { options.append(("properties.ssl.endpoint.identification.algorithm", "")) }
    return options
  }

  func hologresOptions(_ sink: PipelineSink) -> [(String, String)] {
    let common = [
      ("connector", "hologres"), ("endpoint", endpoints.hologresEndpoint), ("dbname", endpoints.hologresDatabase),
      ("tablename", sink.table.description), ("username", secret(endpoints.hologresUsernameSecret)),
      ("password", secret(endpoints.hologresPasswordSecret)),
    ]
    return common + (engine.family == .vvr8 ? vvr8Options(sink.mapping) : vvr11Options(sink.mapping))
  }

  private func vvr8Options(_ mapping: ColumnMapping) -> [(String, String)] {
    var options: [(String, String)] = []
    // By default the first row of a key stays.
    if !mapping.primaryKey.isEmpty { options.append(("mutatetype", "insertorupdate")) }
    // By default deletions are dropped.
    if schema.format.isChangeLog { options.append(("ignoredelete", "false")) }
    if !mapping.partitionColumns.isEmpty { options.append(("partitionrouter", "true")) }
    // By default an instant is shifted by the zone of the JVM.
    if engine.writesInstants, mapping.columns.contains(where: { $0.type.isTimestamp }) {
      options.append(("type-mapping.timestamp-converting.legacy", "false"))
    }
    // Postgres has no U+0000 in text; one such message would stop the job.
    if engine >= EngineVersion(8, 0, 1), mapping.columns.contains(where: { $0.type == .string }) {
      options.append(("remove-u0000-in-text.enabled", "true"))
    }
    return options
  }

  /// What VVR 8 has to be told is how VVR 11 does it anyway.
  private func vvr11Options(_ mapping: ColumnMapping) -> [(String, String)] {
    mapping.primaryKey.isEmpty ? [] : [("sink.on-conflict-action", "INSERT_OR_UPDATE")]
  }

  private func secret(_ name: String) -> String { "${secret_values.\(name)}" }
}
