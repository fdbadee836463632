public import JSONCoding
public import PipelineChanges

/// What a deployment runs: its SQL and all of its settings, in the API's spelling.
public struct DeploymentSpec: Sendable, Equatable {
  /// The SQL script.
  public var sql: String
  /// The addresses of files beside the job.
  public var dependencies: [String]
  /// The engine version; nil if the document names none.
  public var engineVersion: String?
  /// The whole Flink configuration.
  public var flinkConf: JSONObject
  /// The whole `streamingResourceSetting`; null for none.
  public var resources: JSON

  /// A specification.
  public init(
    sql: String, dependencies: [String] = [], engineVersion: String? = nil, flinkConf: JSONObject = [:],
    resources: JSON = .null
  ) {
    self.sql = sql
    self.dependencies = dependencies
    self.engineVersion = engineVersion
    self.flinkConf = flinkConf
    self.resources = resources
  }

  /// What the document of a deployment or draft says.
  public init(document: JSONObject) {
    let script = document["artifact"]?["sqlArtifact"]
    self.init(
      sql: script?["sqlScript"]?.string ?? "",
      dependencies: script?["additionalDependencies"]?.array?.compactMap(\.string) ?? [],
      engineVersion: document["engineVersion"]?.string, flinkConf: document["flinkConf"]?.object ?? [:],
      resources: document["streamingResourceSetting"] ?? .null)
  }

  /// The parallelism of the basic mode; nil in the expert mode.
  var parallelism: Int? { resources["basicResourceSetting"]?["parallelism"]?.int }

  /// Whether both say the same; the order of settings says nothing, and the store does not keep it.
  public static func == (left: DeploymentSpec, right: DeploymentSpec) -> Bool {
    (left.sql, left.dependencies, left.engineVersion) == (right.sql, right.dependencies, right.engineVersion)
      && JSON.object(left.flinkConf).canonicalText == JSON.object(right.flinkConf).canonicalText
      && left.resources.canonicalText == right.resources.canonicalText
  }

  /// What a deployment has without being asked, by the documents of the API.
  private static let standardResources: JSON = [
    "resourceSettingMode": "BASIC", "basicResourceSetting": ["parallelism": 1],
  ]

  /// This specification with all settings that a deployment has in Alibaba Cloud, defaults included.
  /// - Parameters:
  ///   - current: What the deployment has.
  ///   - drift: The differences that came after this specification.
  public func completed(by current: DeploymentSpec, without drift: [Change]) -> DeploymentSpec {
    var spec = current
    (spec.sql, spec.dependencies, spec.engineVersion) = (sql, dependencies, engineVersion ?? current.engineVersion)
    let prefix = "flink_conf."
    for change in drift where change.what.hasPrefix(prefix) {
      let key = String(change.what.dropFirst(prefix.count))
      spec.flinkConf[key] = flinkConf[key]
    }
    if drift.contains(where: { $0.what.hasPrefix("resources.") }) { spec.resources = resources }
    return spec
  }

  /// Whether the draft of the deployment must change before the deployment can have this.
  func needsDraft(insteadOf other: DeploymentSpec) -> Bool {
    (sql, dependencies, engineVersion) != (other.sql, other.dependencies, other.engineVersion)
  }

  /// The parts of a deployment's document that this is.
  public var document: JSONObject {
    var script: JSONObject = ["sqlScript": .string(sql)]
    if !dependencies.isEmpty { script["additionalDependencies"] = .array(dependencies.map(JSON.string)) }
    var document: JSONObject = ["artifact": ["kind": "SQLSCRIPT", "sqlArtifact": .object(script)]]
    document["engineVersion"] = engineVersion.map(JSON.string)
    document["flinkConf"] = .object(flinkConf)
    if resources != .null { document["streamingResourceSetting"] = resources }
    return document
  }

  /// Whether a deployment with the other one needs no change.
  func isEquivalent(to other: DeploymentSpec) -> Bool { !needsDraft(insteadOf: other) && hasSettings(of: other) }

  /// Whether a deployment with the other one has these settings: other spellings of a value, and defaults that the
  /// platform adds, make no difference.
  func hasSettings(of other: DeploymentSpec) -> Bool {
    DeploymentSettings.drift(
      from: DeploymentSettings(document: document), to: DeploymentSettings(document: other.document)
    ).isEmpty
  }

  /// The document with this in it; what it does not name stays.
  func written(into document: JSONObject) -> JSONObject {
    // Empty lists are left out, since sending one may clear existing values.
    var result = JSONObject(document.members.filter { $0.value != .array([]) }.map { ($0.key, $0.value) })
    result["flinkConf"] = .object(flinkConf)
    if resources != .null {
      result["streamingResourceSetting"] = resources
    } else if result["streamingResourceSetting"] != nil {
      result["streamingResourceSetting"] = DeploymentSpec.standardResources
    }
    return result
  }

  /// The changes of a draft with this document that give it this script and engine.
  func draftChanges(of document: JSONObject) -> JSONObject {
    var artifact = document["artifact"]?.object ?? ["kind": "SQLSCRIPT"]
    var script = artifact["sqlArtifact"]?.object ?? [:]
    script["sqlScript"] = .string(sql)
    script["additionalDependencies"] = dependencies.isEmpty ? nil : .array(dependencies.map(JSON.string))
    artifact["sqlArtifact"] = .object(script)
    var changes: JSONObject = ["artifact": .object(artifact)]
    changes["engineVersion"] = (engineVersion ?? document["engineVersion"]?.string).map(JSON.string)
    return changes
  }
}
