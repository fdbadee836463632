import JSONCoding
import SQLLint

/// Secrets that would be kept in plain text: in SQL, or in the configuration of a deployment.
enum LiteralSecrets {
  /// Shorter ones are words that SQL may contain for other reasons.
  private static let shortest = 6
  /// Shorter ones may be part of another word, such as of a host's name; a value ends where it is quoted or cut off.
  private static let unmistakable = 16
  private static let ends = Set("'\"`=:@;,&?<>()[]{}|".utf8 + [0x20, 0x09, 0x0a, 0x0d])

  /// - Parameters:
  ///   - secrets: The passwords, keys and tokens of the settings.
  /// - Throws: ``Failure`` that says where one is, without quoting it.
  static func refuse(
    in arguments: GenerateAndDeployArguments, secrets: [String]
  ) throws(Failure) {
    let members = arguments.flinkConf.members.filter { !$0.value.isNull }
      .map { ($0.key, $0.value.string ?? $0.value.text) }
    for (key, value) in members where SecretOption.exposure(of: key, value) != nil {
      throw Failure(PlanProblem.literalSecret(.configuration(key: key)))
    }
    for secret in secrets where secret.utf8.count >= shortest {
      // In a literal of SQL a quote stands twice.
      for spelling in Set([secret, secret.replacing("'", with: "''")]) {
        guard let line = line(of: spelling, in: arguments.sql ?? "") else { continue }
        throw Failure(PlanProblem.literalSecret(.sql(line: line)))
      }
      if members.contains(where: { line(of: secret, in: $0) != nil || line(of: secret, in: $1) != nil }) {
        throw Failure(PlanProblem.literalSecret(.ownInConfiguration))
      }
    }
  }

  /// The first line in which `secret` is a value of its own, from 1.
  private static func line(of secret: String, in text: String) -> Int? {
    let (units, wanted) = (Array(text.utf8), Array(secret.utf8))
    var start = 0
    while let index = units[start...].firstRange(of: wanted)?.lowerBound {
      let end = index + wanted.count
      let isWhole = (index == 0 || ends.contains(units[index - 1])) && (end == units.count || ends.contains(units[end]))
      if isWhole || wanted.count >= unmistakable { return units[..<index].count { $0 == 0x0a } + 1 }
      start = index + 1
    }
    return nil
  }
}
