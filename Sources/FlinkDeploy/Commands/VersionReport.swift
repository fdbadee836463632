import DeploymentStore
import JSONCoding
import KafkaSampling
import ModelContextProtocol

/// What `flink-deploy --version --json` prints.
public enum VersionReport {
  /// The report in JSON; nil if a command line does not ask for it.
  ///
  /// `--version` alone prints the version as text.
  /// - Parameter arguments: The arguments behind the name of the program.
  public static func text(for arguments: [String]) -> String? {
    guard arguments.count == 2, Set(arguments) == ["--version", "--json"] else { return nil }
    return json.prettyText
  }

  private static var json: JSON {
    [
      "name": "flink-deploy", "version": .string(Application.version),
      "mcp_versions": .array(Revision.allCases.map { .string($0.rawValue) }),
      "schema_version": .int(Migrations.current), "kafka_sampling": .bool(KafkaSampler.isBuilt),
    ]
  }
}
