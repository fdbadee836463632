import PipelineTypes

/// The options of the connectors, by the names that the engine knows.
extension PipelineSQL {
  /// An option and its value.
  typealias Option = (name: String, value: String)

  func kafkaOptions(group: String) -> [Option] {
    let format = schema.format
    var options = [
      option(.connector, "kafka"), option(.topic, topic.description),
      option(.bootstrapServers, endpoints.bootstrapServers), option(.groupID, group),
    ]
    options += startupOptions + securityOptions
    options.append(option(.format, format.name))
    if case .debeziumJSON(includesSchema: true) = format { options.append(option(.debeziumSchema, "true")) }
    options.append((ConnectorOption.timestampStandard(of: format.name), schema.timestampStandard.rawValue))
    return options
  }

  private func option(_ name: ConnectorOption, _ value: String) -> Option { (name.rawValue, value) }

  private var startupOptions: [Option] {
    let mode = option(.startupMode, startupMode.name.rawValue)
    switch startupMode {
    case .earliestOffset, .latestOffset: return [mode]
    // Without it a group that has committed nothing yet fails.
    case .groupOffsets: return [mode, option(.offsetReset, "earliest")]
    case .timestamp(let milliseconds): return [mode, option(.startupTimestamp, "\(milliseconds)")]
    case .specificOffsets(let offsets):
      let places = offsets.sorted { $0.key < $1.key }.map { "partition:\($0.key),offset:\($0.value)" }
      return [mode, option(.startupOffsets, places.joined(separator: ";"))]
    }
  }

  private var securityOptions: [Option] {
    guard let security = endpoints.kafkaSecurity else { return [] }
    let options = [option(.securityProtocol, security.protocolName)]
    return options + (security.tls.map(tlsOptions) ?? []) + (security.login.map(loginOptions) ?? [])
  }

  private func loginOptions(_ login: KafkaLogin) -> [Option] {
    let package = ConnectorOption.shadedPrefix + ConnectorOption.loginModulePackage
    let module = login.mechanism == .plain ? "plain.PlainLoginModule" : "scram.ScramLoginModule"
    let username = secret(login.usernameSecret)
    let password = secret(login.passwordSecret)
    let jaas = "\(package)\(module) required username=\"\(username)\" password=\"\(password)\";"
    return [option(.saslMechanism, login.mechanism.rawValue), option(.saslLoginModule, jaas)]
  }

  private func tlsOptions(_ tls: KafkaTLS) -> [Option] {
    var options: [Option] = []
    for (kind, store) in [("truststore", tls.truststore), ("keystore", tls.keystore)] {
      guard let store else { continue }
      options.append((ConnectorOption.store(kind, "location"), store.file.path))
      if let type = store.file.storeType { options.append((ConnectorOption.store(kind, "type"), type)) }
      if let name = store.passwordSecret { options.append((ConnectorOption.store(kind, "password"), secret(name))) }
    }
    if let name = tls.keyPasswordSecret { options.append(option(.keyPassword, secret(name))) }
    if !tls.checksNames { options.append(option(.endpointIdentification, "")) }
    return options
  }

  func hologresOptions(_ sink: PipelineSink) -> [Option] {
    let common = [
      option(.connector, "hologres"), option(.endpoint, endpoints.hologresEndpoint),
      option(.database, endpoints.hologresDatabase), option(.tableName, sink.table.description),
      option(.username, secret(endpoints.hologresUsernameSecret)),
      option(.password, secret(endpoints.hologresPasswordSecret)),
    ]
    return common + (engine.family == .vvr8 ? vvr8Options(sink.mapping) : vvr11Options(sink.mapping))
  }

  private func vvr8Options(_ mapping: ColumnMapping) -> [Option] {
    var options: [Option] = []
    // By default the first row of a key stays.
    if !mapping.primaryKey.isEmpty { options.append(option(.mutateType, "insertorupdate")) }
    // By default deletions are dropped.
    if schema.format.isChangeLog { options.append(option(.ignoreDelete, "false")) }
    if !mapping.partitionColumns.isEmpty { options.append(option(.partitionRouter, "true")) }
    // By default an instant is shifted by the zone of the JVM.
    if engine.writesInstants, mapping.columns.contains(where: { $0.type.isTimestamp }) {
      options.append(option(.legacyTimestamps, "false"))
    }
    // Postgres has no U+0000 in text; one such message would stop the job.
    if engine >= EngineVersion(8, 0, 1), mapping.columns.contains(where: { $0.type == .string }) {
      options.append(option(.removeZeros, "true"))
    }
    return options
  }

  /// VVR 11 does by default what VVR 8 needs options for.
  private func vvr11Options(_ mapping: ColumnMapping) -> [Option] {
    mapping.primaryKey.isEmpty ? [] : [option(.conflictAction, "INSERT_OR_UPDATE")]
  }

  private func secret(_ name: String) -> String { "${secret_values.\(name)}" }
}
