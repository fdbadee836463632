import JSONCoding
import PipelineChanges

/// Versions for the tests of compatibility.
extension PipelineVersion {
  /// A version of a deployment of the engine `engine`.
  static func of(
    _ sql: String, engine: String = "vvr-11.1-jdk11-flink-1.20", _ configuration: KeyValuePairs<String, JSON> = [:],
    dependencies: [String] = [], variables: [String: String] = [:]
  ) -> PipelineVersion {
    PipelineVersion(
      sql: sql,
      settings: DeploymentSettings(document: [
        "engineVersion": .string(engine),
        "flinkConf": .object(JSONObject(configuration.map { ($0.key, $0.value) })),
        "artifact": ["sqlArtifact": ["additionalDependencies": .array(dependencies.map(JSON.string))]],
        "localVariables": .array(variables.map { ["name": .string($0.key), "value": .string($0.value)] }),
      ]))
  }

  /// A version with a generated script.
  static func generated(
    engine: String = "vvr-11.1-jdk11-flink-1.20", _ configuration: KeyValuePairs<String, JSON> = [:],
    _ change: (inout GeneratedScript.Source) -> Void = { _ in }
  ) -> PipelineVersion {
    .of(GeneratedScript(change).sql, engine: engine, configuration)
  }
}
