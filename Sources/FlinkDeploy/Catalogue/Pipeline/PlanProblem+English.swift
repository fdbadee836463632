import FlinkSQL
import PipelineTypes
import SQLLint

extension PlanProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .invalidName(let name): "'\(name)' is not a valid deployment name"
    case .invalidColumn(let name, .unknownMember(let member)):
      "Column '\(name)' has an unknown member '\(member)'"
    case .invalidColumn(let name, .typeMissing): "Column '\(name)' has no type"
    case .invalidColumn(let name, .metadataAsType(let type, _)):
      "Column '\(name)' has the type '\(type)', which is Kafka metadata and not a type"
    case .unknownMetadata(let key): "'\(key)' is not a Kafka metadata key"
    case .duplicateTable(let table): "Table \(table) is given twice"
    case .invalidOffset(let partition, let offset):
      "\(Argument.startupOffsets.name(face)) has an invalid entry: '\(partition)': \(offset)"
    case .offsetsEmpty: "\(Argument.startupOffsets.name(face)) is empty"
    case .invalidMemory(let name, let text): "\(name) '\(text.prefix(40))' is not an amount of memory for Flink"
    case .invalidInterval(let seconds): "\(seconds) seconds is not a valid interval for Flink"
    case .literalSecret(.configuration(let key)):
      "\(Argument.flinkConf.name(face)) contains a literal secret in '\(key)'"
    case .literalSecret(.sql(let line)):
      "\(Argument.sql.name(face)) contains one of flink-deploy's own passwords or keys in line \(line)"
    case .literalSecret(.ownInConfiguration):
      "\(Argument.flinkConf.name(face)) contains one of flink-deploy's own passwords or keys"
    case .sqlRefused(let findings):
      findings.map { "\($0.line):\($0.column) \($0.problem.english(face))" }.abridged(.english)
    case .hologresUnreachable(let table, let error):
      "Table \(table) cannot be read from Hologres: \(error.english(face))"
    case .unknownTable(let table, let known):
      "Hologres has no table \(table). "
        + (known.isEmpty
          ? "Schema '\(table.schema)' has no tables" : "Tables of the schema: \(known.abridged(.english))")
    case .fieldsUnknown(.kafkaMissing):
      "The message fields are not known: Kafka cannot be read (KAFKA_BOOTSTRAP_SERVERS is not set, or this build has no "
        + "Kafka client), and the target table cannot be read"
    case .fieldsUnknown(.topicEmpty(let topic)):
      "The message fields are not known: topic '\(topic)' is empty, and the target table cannot be read"
    case .messagesUnreadable(let count, let total, let first):
      "\(count) of \(total) sampled messages would stop the job. The first is \(first.place(.english)): "
        + first.reason.english(face)
    case .tablesRefused(let tables):
      tables.map { "\($0.table): \($0.problem.english(face))" }.abridged(.english)
    case .missingSecret(let names):
      names.count == 1
        ? "The SQL refers to secret \(names.quoted(.english)), which does not exist in the namespace"
        : "The SQL refers to secrets that do not exist in the namespace: \(names.quoted(.english))"
    case .quotaExceeded(let shortage): shortage.english
    }
  }
}
