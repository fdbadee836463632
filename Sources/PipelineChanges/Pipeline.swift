import PipelineTypes
import SQLLint

/// A script as the job that Flink makes of it, as far as its state depends on it.
struct Pipeline {
  /// A table that the job reads.
  struct Source {
    /// Its name, by parts.
    let path: [ExactName]
    /// Its declaration; nil if the script has none.
    let table: SQLScript.Table?

    /// Its name.
    var name: String { path.map(\.text).joined(separator: ".") }
  }

  /// The sources, in the order in which Flink makes them: by their first use in an INSERT.
  let sources: [Source]
  /// The INSERTs, in the order of the text.
  let flows: [Flow]
  /// The beginnings of the statements that are not understood.
  let unknownStatements: [String]
  /// The Flink configuration, with what the script sets.
  let configuration: PipelineConfiguration
  /// The settings of the deployment.
  let settings: DeploymentSettings
  /// The script.
  let sql: String

  /// The job of a version.
  init(_ version: PipelineVersion) {
    sql = version.sql
    let script = SQLScript(version.sql)
    let scope = QueryScope(script)
    let configuration = PipelineConfiguration(version.settings, script.settings)
    settings = version.settings
    self.configuration = configuration
    unknownStatements = script.unknown
    flows = script.inserts.map { Flow($0, scope, configuration) }
    sources = flows.flatMap(\.reads).reduce(into: []) { sources, path in
      if !sources.contains(where: { $0.path == path }) {
        sources.append(Source(path: path, table: scope.table(path)))
      }
    }
  }

  /// The source at `path`.
  func source(_ path: [ExactName]) -> Source? { sources.first { $0.path == path } }

  /// Whether it keeps state beyond the offsets of its sources.
  var isStateful: Bool {
    flows.contains { $0.isStateful } || sources.contains { $0.isNormalized(configuration) }
  }
}

/// A version of a deployment, as far as compatibility depends on it.
public struct PipelineVersion: Sendable {
  /// The script.
  let sql: String
  /// The settings.
  let settings: DeploymentSettings

  /// A version.
  /// - Parameters:
  ///   - sql: The script.
  ///   - settings: The settings of the deployment.
  public init(sql: String, settings: DeploymentSettings) {
    self.sql = sql
    self.settings = settings
  }
}

extension Pipeline.Source {
  /// The formats of changes of rows.
  private static let changeLogs = [
    "canal-json", "debezium-avro-confluent", "debezium-json", "maxwell-json", "ogg-json",
  ]

  /// Whether it is read from Kafka.
  var isKafka: Bool { table?.connector == "kafka" || table?.connector == "upsert-kafka" }

  /// How messages are read.
  var format: String? { table?.option(.format) ?? table?.options[ExactName("value.format")] }

  /// Whether its messages are changes of rows.
  var isChangeLog: Bool {
    table?.connector == "upsert-kafka" || format.map(Pipeline.Source.changeLogs.contains) == true
  }

  /// Whether an operator behind it keeps each row, to make complete changes of them.
  func isNormalized(_ configuration: PipelineConfiguration) -> Bool {
    if table?.connector == "upsert-kafka" { return true }
    let isRepeated = configuration.value("table.exec.source.cdc-events-duplicate") == .flag(true)
    return isChangeLog && isRepeated && table?.primaryKey.isEmpty == false
  }

  /// The topics of a list, or the pattern.
  var topics: Set<String> {
    guard let table else { return [] }
    if let pattern = table.options[ExactName("topic-pattern")] { return [pattern] }
    return Set((table.option(.topic) ?? "").split(separator: ";").map(String.init))
  }
}

/// The Flink configuration of a job: what the script sets, before what the deployment sets.
struct PipelineConfiguration {
  private let settings: DeploymentSettings
  /// What the script sets, by the older spelling of the key.
  let ofScript: [String: SettingValue]

  init(_ settings: DeploymentSettings, _ script: [(key: String, value: String)]) {
    self.settings = settings
    ofScript = Dictionary(
      script.map { (ConfigurationKey.canonical($0.key), SettingValue($0.value, of: $0.key)) }, uniquingKeysWith: { $1 })
  }

  /// The value of a key; nil if nothing sets it.
  func value(_ key: String) -> SettingValue? {
    ofScript[ConfigurationKey.canonical(key)] ?? settings.configuration(key)
  }

  /// The value of a key that is a word, in upper case; `standard` if nothing sets it.
  func word(_ key: String, or standard: String) -> String { value(key)?.word?.uppercased() ?? standard }

  /// Whether operators have IDs that only depend on their numbers, and not on their neighbours.
  var hasExplicitIDs: Bool { word("table.exec.uid.generation", or: "PLAN_ONLY") == "ALWAYS" }

  /// Whether the platform accepts other filters before stateful operators.
  var ignoresFilters: Bool { value("table.optimizer.state-compatibility.ignore-filter") == .flag(true) }
}
