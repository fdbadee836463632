import JSONCoding

/// The log of the latest start of a deployment, without the secrets of its script.
struct StartLog: Sendable {
  /// The ID of the job in the engine.
  let jobID: String
  /// Why the job failed; nil if it did not.
  let failure: String?
  /// The values that the script got in place of variables.
  let secrets: Set<String>

  /// What Flink itself writes in place of a password.
  private static let hidden = "******"

  /// The text of the log.
  /// - Parameter lines: What Flink logged of the job, oldest first.
  func text(_ lines: [String] = []) -> String {
    let all = ["Starting the JobManager"] + lines + (failure.map { ["Caused by: \($0)"] } ?? [])
    // A secret can contain another one.
    return secrets.sorted { $0.count > $1.count }.reduce(all.map { $0 + "\n" }.joined()) { StartLog.hiding($1, in: $0) }
  }

  /// `text` without `secret`, unless it is a part of a longer word, as the user `postgres` is of a name of a class.
  private static func hiding(_ secret: String, in text: String) -> String {
    guard let first = secret.first, let last = secret.last else { return text }
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: secret) {
      let before = text[..<range.lowerBound].last.map { continues($0, first) } ?? false
      let after = text[range.upperBound...].first.map { continues(last, $0) } ?? false
      result += rest[..<range.lowerBound]
      result += before || after ? secret : hidden
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// Whether two characters next to each other belong to one word.
  private static func continues(_ left: Character, _ right: Character) -> Bool {
    (left.isLetter || left.isNumber) && (right.isLetter || right.isNumber)
  }
}

extension Platform {
  /// The log of the latest start of a deployment; the engine adds what Flink logged.
  func startLog(of deploymentID: String) throws(BusinessError) -> OperationResult {
    _ = try deployment(deploymentID)
    let id = jobIDs(of: deploymentID).first ?? ""
    let log = StartLog(
      jobID: Platform.engineID(id), failure: jobs[id]?["status"]?["failure"]?["message"]?.string,
      secrets: secrets[id] ?? [])
    var result = OperationResult(.string(log.text()))
    if runsJobs { result.question = .startLog(log) }
    return result
  }
}
