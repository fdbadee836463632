public import JSONCoding
import PipelineTypes
import SQLLint

/// The settings of a deployment, read once from its document in the API.
///
/// SQL, labels, names, logging and times do not belong to them.
public struct DeploymentSettings: Sendable, Equatable {
  /// A setting.
  struct Entry: Sendable, Equatable {
    /// What is compared.
    let value: SettingValue
    /// As it is written, without secrets.
    let shown: String

    /// Whether both mean the same.
    static func == (left: Entry, right: Entry) -> Bool { left.value == right.value }
  }

  /// The prefix of the keys of the Flink configuration.
  static let configuration = "flink_conf."
  /// The prefix of the names of variables that the platform replaces in the script.
  static let variables = "local_variables."

  /// The settings by their names in ``Change/what``.
  let entries: [String: Entry]

  /// The settings of a deployment.
  /// - Parameter document: The deployment, as the API returns and accepts it.
  public init(document: JSONObject) {
    var reader = SettingsReader()
    reader.read(document["engineVersion"], as: "engine_version")
    reader.read(document["deploymentTarget"]?["name"], as: "deployment_target")
    reader.read(document["deploymentTarget"]?["mode"], as: "deployment_target.mode")
    reader.readResources(document["streamingResourceSetting"])
    let dependencies = document["artifact"]?["sqlArtifact"]?["additionalDependencies"]?.array ?? []
    if !dependencies.isEmpty {
      // The order of an API's list says nothing.
      reader.read(
        .string(dependencies.compactMap(\.string).sorted().joined(separator: " ")), as: "additional_dependencies")
    }
    for variable in document["localVariables"]?.array ?? [] {
      if let name = variable["name"]?.string { reader.read(variable["value"], as: DeploymentSettings.variables + name) }
    }
    reader.readConfiguration(document["flinkConf"]?.object ?? JSONObject())
    entries = reader.entries
  }

  /// The engine version, such as `vvr-8.0.11-flink-1.17`.
  public var engineVersion: String? { entries["engine_version"]?.shown }

  /// Whether a plan says the resources of each operator (the expert mode).
  var isExpert: Bool { entries["resources.mode"]?.value == .text(ExactName("EXPERT")) }

  /// The value of a key of the Flink configuration, in either of its spellings.
  func configuration(_ key: String) -> SettingValue? {
    entries[DeploymentSettings.configuration + ConfigurationKey.canonical(key)]?.value
  }
}

/// Collects the settings of a document.
private struct SettingsReader {
  private(set) var entries: [String: DeploymentSettings.Entry] = [:]

  mutating func read(_ json: JSON?, as what: String) {
    guard let json, let value = SettingValue(json, of: what) else { return }
    let text = json.string ?? json.text
    let key = what.split(separator: ".", maxSplits: 1).last.map(String.init) ?? what
    let isSecret = SecretOption.exposure(of: key, text) != nil
    entries[what] = DeploymentSettings.Entry(value: value, shown: isSecret ? ScriptLines.hidden : text)
  }

  mutating func readConfiguration(_ configuration: JSONObject) {
    let prefix = DeploymentSettings.configuration
    for member in configuration.members where ConfigurationKey.canonical(member.key) == member.key {
      read(member.value, as: prefix + member.key)
    }
    for member in configuration.members {
      let key = ConfigurationKey.canonical(member.key)
      if key == member.key { continue }
      let value = SettingValue(member.value, of: prefix + key)
      // If both spellings are set to different values, each of them counts.
      let isOther = entries[prefix + key].map { $0.value != value } ?? false
      read(member.value, as: prefix + (isOther ? member.key : key))
    }
  }

  mutating func readResources(_ setting: JSON?) {
    read(setting?["resourceSettingMode"], as: "resources.mode")
    let basic = setting?["basicResourceSetting"]
    read(basic?["parallelism"], as: "resources.parallelism")
    let expert = setting?["expertResourceSetting"]
    for (name, specification) in [
      ("job_manager", "jobmanagerResourceSettingSpec"), ("task_manager", "taskmanagerResourceSettingSpec"),
    ] {
      for part in ["cpu", "memory"] {
        read((basic?[specification] ?? expert?[specification])?[part], as: "resources.\(name)_\(part)")
      }
    }
    read(expert?["resourcePlan"], as: "resources.plan")
  }
}

/// Keys of the Flink configuration that have two spellings.
enum ConfigurationKey {
  /// The newer spelling, and the older one that all engines know.
  private static let spellings = [
    "execution.checkpointing.dir": "state.checkpoints.dir",
    "execution.checkpointing.savepoint-dir": "state.savepoints.dir",
    "execution.checkpointing.unaligned.enabled": "execution.checkpointing.unaligned",
    "pipeline.operator-chaining.enabled": "pipeline.operator-chaining",
    "restart-strategy.type": "restart-strategy",
    "state.backend.type": "state.backend",
  ]

  /// The spelling that both share.
  static func canonical(_ key: String) -> String { spellings[key] ?? key }
}
