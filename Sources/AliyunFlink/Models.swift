public import JSONCoding

/// A draft: SQL in the editor, not yet a deployment.
public struct DeploymentDraft: Sendable, Equatable {
  /// `deploymentDraftId`.
  public let id: String
  /// Unique in the namespace.
  public let name: String
  /// The deployment that this draft was deployed to, once it was.
  public let deploymentID: String?
  /// Labels; ours tell which operation made it.
  public let labels: [String: String]

  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("deploymentDraftId")
    name = json["name"]?.string ?? ""
    deploymentID = json["referencedDeploymentId"]?.nonEmptyString
    labels = json.labels
  }
}

/// A deployment: SQL with its configuration, of which jobs are started.
public struct Deployment: Sendable, Equatable {
  /// `deploymentId`.
  public let id: String
  /// Its name; whether it is unique is not documented.
  public let name: String
  /// The draft it was deployed from.
  public let draftID: String?
  /// Labels; ours tell which operation made it.
  public let labels: [String: String]
  /// All of it, as the platform sent it, to be sent back with changes.
  public let document: JSONObject

  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("deploymentId")
    name = json["name"]?.string ?? ""
    draftID = json["referencedDeploymentDraftId"]?.nonEmptyString
    labels = json.labels
    document = json.object ?? JSONObject()
  }
}

/// What a list of deployments is asked for: which draft each came of, and how its jobs are.
public struct DeploymentSummary: Sendable, Equatable {
  /// `deploymentId`.
  public let id: String
  /// The draft it was deployed from.
  public let draftID: String?
  /// How many of its jobs are in each state (`jobSummary`); empty when the platform did not say.
  public let jobCounts: [JobState: Int]

  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("deploymentId")
    draftID = json["referencedDeploymentDraftId"]?.nonEmptyString
    let summary = json["jobSummary"]
    jobCounts = Dictionary(
      uniqueKeysWithValues: JobState.allCases.compactMap { state in
        summary?[state.rawValue.lowercased()]?.int.map { (state, $0) }
      })
  }
}

/// The state of a job, in the platform's spelling (`Job.status.currentJobStatus`).
public enum JobState: String, Sendable, CaseIterable {
  case starting = "STARTING"
  case running = "RUNNING"
  case cancelling = "CANCELLING"
  case failed = "FAILED"
  case cancelled = "CANCELLED"
  case finished = "FINISHED"

  /// Whether it stays so for good.
  public var isTerminal: Bool { self == .failed || self == .cancelled || self == .finished }
}

/// One run of a deployment.
public struct Job: Sendable, Equatable {
  /// `jobId`; a restart has a new one.
  public let id: String
  /// The deployment it runs.
  public let deploymentID: String
  /// That deployment's name.
  public let deploymentName: String?
  /// Its state; a word that is not known counts as starting, which is to be asked again.
  public let state: JobState
  /// Why it failed, with the reason first.
  public let failure: String?
  /// Restarts that the platform has seen; rising means a crash loop.
  public let restarts: Int?
  /// 0...100; below 100 is a warning.
  public let healthScore: Int?
  /// Epoch milliseconds.
  public let startTime: Int?
  /// Epoch milliseconds.
  public let endTime: Int?

  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("jobId")
    deploymentID = try json.requiredString("deploymentId")
    deploymentName = json["deploymentName"]?.nonEmptyString
    let status = json["status"]
    state = try JobState(rawValue: json.requiredStatus()) ?? .starting
    failure = status?["failure"].flatMap { failure in
      let parts = [failure["reason"]?.nonEmptyString, failure["message"]?.nonEmptyString].compactMap { $0 }
      return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }
    restarts = status?["running"]?["observedFlinkJobRestarts"]?.int
    healthScore = status?["healthScore"]?.int
    startTime = json["startTime"]?.int
    endTime = json["endTime"]?.int
  }
}

/// How far the deploying of a draft is (`AsyncDraftDeployResult`).
public struct DeployTicketResult: Sendable, Equatable {
  /// Whether it goes on; words that are not known count as going on.
  public let isPending: Bool
  /// Whether it worked; looked at when it no longer goes on.
  public let isSuccess: Bool
  /// The deployment that came of it.
  public let deploymentID: String?
  /// Why it did not work, with line and column when the SQL is at fault.
  public let message: String

  /// What a ticket must have come to whose deployment was seen in a list.
  public init(deployedAs deploymentID: String) {
    (isPending, isSuccess, message) = (false, true, "")
    self.deploymentID = deploymentID
  }

  init(_ json: JSON) throws(DecodingFailure) {
    let status = try json.requiredString("ticketStatus")
    isPending = status != "FINISHED" && status != "FAILED"
    isSuccess = status == "FINISHED" && json["success"]?.bool == true
    deploymentID = json["deploymentId"]?.nonEmptyString
    let details = json["artifactValidationDetail"]?["errorDetails"].flatMap(SQLPosition.describe)
    message = [json["message"]?.nonEmptyString, details].compactMap { $0 }.joined(separator: ": ")
  }
}

/// What the platform's planner says of a statement (`SqlStatementValidationResult`).
public struct SQLValidation: Sendable, Equatable {
  /// Whether the planner accepts it.
  public let isValid: Bool
  /// Why not, with line and column.
  public let message: String

  init(_ json: JSON) throws(DecodingFailure) {
    guard let success = json["success"]?.bool else { throw DecodingFailure(path: "success") }
    isValid = success
    let details = json["errorDetails"].flatMap(SQLPosition.describe)
    message = details ?? json["message"]?.nonEmptyString ?? json["validationResult"]?.nonEmptyString ?? ""
  }
}

/// An engine that the platform offers.
public struct EngineVersions: Sendable, Equatable {
  /// The platform's own choice.
  public let defaultVersion: String?
  /// All of them that can run SQL.
  public let versions: [String]

  init(_ json: JSON) throws(DecodingFailure) {
    defaultVersion = json["defaultEngineVersion"]?.nonEmptyString
    versions = (json["engineVersionMetadata"]?.array ?? [])
      .filter { $0["features"]?["useForSqlDeployments"]?.bool != false && $0["status"]?.string != "EXPIRED" }
      .compactMap { $0["engineVersion"]?.string }
  }
}

/// State of a job, kept for a later start.
public struct Savepoint: Sendable, Equatable {
  /// `savepointId`.
  public let id: String
  /// The job it was taken of.
  public let jobID: String?
  /// `STARTED`, `COMPLETED`, `FAILED`.
  public let state: String
  /// Why it was taken, such as `STOP_WITH_SAVEPOINT`.
  public let origin: String?
  /// Why it failed.
  public let failure: String?
  /// Epoch milliseconds.
  public let createdAt: Int?

  init(_ json: JSON) throws(DecodingFailure) {
    id = try json.requiredString("savepointId")
    createdAt = json["createdAt"]?.int ?? json["createdAt"]?.string.flatMap { Int($0) }
    jobID = json["jobId"]?.nonEmptyString
    state = json["status"]?["state"]?.string ?? "STARTED"
    origin = json["savepointOrigin"]?.nonEmptyString
    failure = json["status"]?["failure"]?["message"]?.nonEmptyString
  }
}

/// What the platform thinks is wrong with a job.
public struct JobDiagnosis: Sendable, Equatable {
  /// Such as `RISK_LEVEL_LOW`.
  public let riskLevel: String?
  /// What was seen and what to do, one sentence each.
  public let recommendations: [String]

  init(_ json: JSON) throws(DecodingFailure) {
    riskLevel = json["riskLevel"]?.nonEmptyString
    let groups = json["symptoms"]?.object?.members.map(\.value) ?? []
    recommendations = groups.flatMap { $0.array ?? [$0] }.compactMap { symptom in
      let parts = [symptom["description"]?.nonEmptyString, symptom["recommendation"]?.nonEmptyString]
      let text = parts.compactMap { $0 }.joined(separator: " ")
      return text.isEmpty ? nil : text
    }
  }
}

enum SQLPosition {
  /// `line 3, column 5: message` of an `ErrorDetails`, whose numbers are strings.
  static func describe(_ details: JSON) -> String? {
    guard let message = details["message"]?.nonEmptyString else { return nil }
    guard let line = details["lineNumber"]?.nonEmptyString else { return message }
    return "line \(line), column \(details["columnNumber"]?.nonEmptyString ?? "?"): \(message)"
  }
}

/// The member that an answer lacks or has in another type.
struct DecodingFailure: Error {
  let path: String
}

extension JSON {
  var nonEmptyString: String? { string.flatMap { $0.isEmpty ? nil : $0 } }

  func requiredString(_ key: String) throws(DecodingFailure) -> String {
    guard let value = self[key]?.nonEmptyString else { throw DecodingFailure(path: key) }
    return value
  }

  fileprivate func requiredStatus() throws(DecodingFailure) -> String {
    guard let state = self["status"]?["currentJobStatus"]?.nonEmptyString else {
      throw DecodingFailure(path: "status.currentJobStatus")
    }
    return state
  }

  fileprivate var labels: [String: String] {
    var labels: [String: String] = [:]
    for member in self["labels"]?.object?.members ?? [] { labels[member.key] = member.value.string }
    return labels
  }
}
