import Deployments
import JSONCoding

/// Secrets that stand where they would be kept in plain text: in a script or in a deployment's configuration.
enum LiteralSecrets {
  /// Shorter ones are words that may stand in a script for other reasons.
  private static let shortest = 6

  /// - Parameters:
  ///   - secrets: The passwords, keys and tokens of the settings.
  /// - Throws: ``OperationFailure`` that says where one stands, without quoting it.
  static func refuse(
    in arguments: GenerateAndDeployArguments, secrets: [String]
  ) throws(OperationFailure) {
    for member in arguments.flinkConf.members where looksSecret(member.key) {
      if let value = member.value.string, !value.isEmpty, !value.contains("${secret_values.") {
        throw failure("flink_conf has a secret in plain text under '\(member.key)'")
      }
    }
    let texts = [("sql", arguments.sql ?? ""), ("flink_conf", JSON.object(arguments.flinkConf).text)]
    for (argument, text) in texts {
      if secrets.contains(where: { $0.count >= shortest && text.contains($0) }) {
        throw failure("\(argument) holds one of the passwords or keys that flink-deploy itself is set up with")
      }
    }
  }

  private static func looksSecret(_ key: String) -> Bool {
    let key = key.lowercased()
    return ["password", "secret", "token", "credential", "access-key", "accesskey", "sasl.jaas"].contains {
      key.contains($0)
    }
  }

  private static func failure(_ message: String) -> OperationFailure {
    OperationFailure(
      code: "literal_secret", message: message,
      remedy: "Create a secret in the console (Security > Variables) and write ${secret_values.NAME} in its place")
  }
}
