import Hashing
import JSONCoding

/// A refusal by the service: HTTP 200 with `success=false`.
struct BusinessError: Error {
  let code: String
  let message: String

  // Only 990301 is known of the platform; the others are this emulator's own.
  static func notFound(_ what: String) -> BusinessError { BusinessError(code: "990301", message: "\(what) not found") }
  static func duplicateName(_ name: String) -> BusinessError {
    BusinessError(code: "990302", message: "The name '\(name)' is in use")
  }
  static func inUse(_ message: String) -> BusinessError { BusinessError(code: "990303", message: message) }
  static func invalid(_ message: String) -> BusinessError { BusinessError(code: "990304", message: message) }
  static func conflict(_ message: String) -> BusinessError { BusinessError(code: "990305", message: message) }
}

/// The inside of the platform: drafts, tickets, deployments, jobs, savepoints.
///
/// Pure: time comes from outside, in epoch milliseconds, and what time has brought about is worked out when somebody
/// looks.
struct Platform: Sendable {
  /// A thing as the API shows it, and what only the platform knows of it.
  struct Ticket: Sendable {
    var draftID: String
    var target: JSON
    /// nil: never.
    var dueAt: Int?
    var problem: SQLError?
    var result: JSON?
  }

  /// A variable of the namespace.
  struct Variable: Sendable {
    var value: String
    var isEncrypted = true
    var description = ""
  }

  struct Transition: Sendable {
    var dueAt: Int
    var state: String
    var failure: String?
    var savepointID: String?
  }

  var drafts: [String: JSONObject] = [:]
  var tickets: [String: Ticket] = [:]
  var deployments: [String: JSONObject] = [:]
  var jobs: [String: JSONObject] = [:]
  var transitions: [String: [Transition]] = [:]
  var savepoints: [String: JSONObject] = [:]
  var hotUpdates: [String: JSONObject] = [:]
  var variables: [String: Variable] = [:]
  /// The deployments whose resources Autopilot changes; the emulator only remembers them.
  var autopilots: Set<String> = []
  /// The values of variables that the scripts of jobs got, which no log shows.
  var secrets: [String: Set<String>] = [:]
  var events: [JSONObject] = []
  /// What the engine is to do; empty without an engine.
  var commands: [EngineCommand] = []
  /// Ids in the order of their making, since lists are answered newest first.
  var order: [String] = []
  /// Tickets that may become due, and jobs by deployment, oldest first: looked up at every request.
  var openTickets: Set<String> = []
  var jobsByDeployment: [String: [String]] = [:]

  /// Whether names may stand twice and a second job may be started, which the platform does not document to refuse.
  var allowsDuplicates = false
  /// What jobs without an engine seem to do, by ID; the others flow.
  var scenarios: [String: JobScenario] = [:]
  /// Whether an engine runs the jobs; otherwise their states follow the clock.
  var runsJobs = false
  /// The engine versions on offer, the default first.
  var engineVersions = ["vvr-8.0.11-flink-1.17", "vvr-11.1-jdk11-flink-1.20"]
  let durations: EmulatorConfiguration.Durations
  let namespace: String
  let workspaceID: String

  static func makeID() -> String {
    let hex = randomHexadecimal(bytes: 16)
    return [(0, 8), (8, 4), (12, 4), (16, 4), (20, 12)]
      .map { start, count in String(hex.dropFirst(start).prefix(count)) }.joined(separator: "-")
  }

  /// Carries out what has become due by `now`.
  mutating func advance(to now: Int) {
    for id in openTickets {
      guard let ticket = tickets[id], let dueAt = ticket.dueAt, dueAt <= now else { continue }
      openTickets.remove(id)
      finishTicket(id, ticket, now)
    }
    for (id, list) in transitions where list.contains(where: { $0.dueAt <= now }) {
      for transition in list where transition.dueAt <= now { apply(transition, to: id, now) }
      let left = list.filter { $0.dueAt > now }
      transitions[id] = left.isEmpty ? nil : left
    }
  }

  private mutating func finishTicket(_ id: String, _ ticket: Ticket, _ now: Int) {
    guard var draft = drafts[ticket.draftID] else {
      tickets[id]?.result = ["ticketStatus": "FAILED", "success": false, "message": "The draft was deleted"]
      return
    }
    let script = draft["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? ""
    if let problem = ticket.problem ?? (runsJobs ? nil : SQLCheck.problem(in: script).map { SQLError($0) }) {
      tickets[id]?.result = [
        "ticketStatus": "FINISHED", "success": false, "message": "The artifact is not valid",
        "artifactValidationDetail": [
          "validationResult": "VALIDATION_RESULT_INVALID_QUERY",
          "errorDetails": problem.details,
        ],
      ]
      return
    }
    // Deploying a draft again updates its deployment, it does not make a second one.
    let existing = draft["referencedDeploymentId"]?.string.flatMap { deployments[$0] == nil ? nil : $0 }
    let deploymentID = existing ?? Platform.makeID()
    var deployment = existing.flatMap { deployments[$0] } ?? newDeployment(deploymentID, now)
    for key in ["name", "artifact", "engineVersion", "executionMode", "labels", "localVariables"] {
      deployment[key] = draft[key] ?? deployment[key]
    }
    deployment["deploymentTarget"] = ticket.target
    deployment["referencedDeploymentDraftId"] = .string(ticket.draftID)
    deployments[deploymentID] = deployment
    if existing == nil { order.append(deploymentID) }
    draft["referencedDeploymentId"] = .string(deploymentID)
    drafts[ticket.draftID] = draft
    tickets[id]?.result = [
      "ticketStatus": "FINISHED", "success": true, "deploymentId": .string(deploymentID), "message": "",
      "artifactValidationDetail": ["validationResult": "VALIDATION_RESULT_VALID_INSERT_QUERY"],
    ]
  }

  func newDeployment(_ id: String, _ now: Int) -> JSONObject {
    [
      "deploymentId": .string(id), "namespace": .string(namespace), "workspace": .string(workspaceID),
      "createdAt": .string("\(now)"), "modifiedAt": .string("\(now)"), "localVariables": [],
      "flinkConf": [
        "execution.checkpointing.interval": "180s", "taskmanager.numberOfTaskSlots": "1",
      ],
      "streamingResourceSetting": [
        "resourceSettingMode": "BASIC",
        "basicResourceSetting": [
          "parallelism": 1, "jobmanagerResourceSettingSpec": ["cpu": 1, "memory": "4 GiB"],
          "taskmanagerResourceSettingSpec": ["cpu": 1, "memory": "4 GiB"],
        ],
      ],
      "logging": ["loggingProfile": "default"],
    ]
  }

  private mutating func apply(_ transition: Transition, to id: String, _ now: Int) {
    guard jobs[id] != nil else { return }
    setState(of: id, transition.state, failure: transition.failure, endTime: transition.dueAt, now)
    if let savepointID = transition.savepointID {
      savepoints[savepointID]?["status"] =
        transition.failure.map { ["state": "FAILED", "failure": ["message": .string($0), "failedAt": .int(now)]] }
        ?? ["state": "COMPLETED"]
    }
  }

  /// Moves a job to another state.
  mutating func setState(
    of id: String, _ state: String, failure: String? = nil, endTime: Int? = nil, _ now: Int
  ) {
    var status: JSONObject = ["currentJobStatus": .string(state)]
    switch state {
    case "RUNNING":
      status["running"] = ["observedFlinkJobRestarts": 0, "observedFlinkJobStatus": "RUNNING"]
      status["healthScore"] = 100
      status["riskLevel"] = "RISK_LEVEL_LOW"
    case "FAILED":
      let hasRun = self.state(ofJob: id) != "STARTING"
      status["failure"] = [
        "reason": hasRun ? "JOB_FAILED" : "JOB_START_FAILED", "message": .string(failure ?? ""), "failedAt": .int(now),
      ]
    default: break
    }
    if ["FAILED", "CANCELLED", "FINISHED"].contains(state) { jobs[id]?["endTime"] = .int(endTime ?? now) }
    jobs[id]?["status"] = .object(status)
    record("STATE_TRANSITION_IS_COMPLETED", "The job is \(state)", job: id, now)
  }

  // MARK: Reading

  func state(ofJob id: String) -> String { jobs[id]?["status"]?["currentJobStatus"]?.string ?? "" }

  func isActive(_ id: String) -> Bool { ["STARTING", "RUNNING", "CANCELLING"].contains(state(ofJob: id)) }

  func jobIDs(of deploymentID: String) -> [String] {
    (jobsByDeployment[deploymentID] ?? []).reversed().filter { jobs[$0] != nil }
  }

  /// The deployment with its counts of jobs.
  func shown(_ deployment: JSONObject) -> JSON {
    var shown = deployment
    var counts: JSONObject = [
      "starting": 0, "running": 0, "cancelling": 0, "cancelled": 0, "failed": 0, "finished": 0,
    ]
    for id in jobIDs(of: deployment["deploymentId"]?.string ?? "") {
      let key = state(ofJob: id).lowercased()
      counts[key] = .int((counts[key]?.int ?? 0) + 1)
    }
    shown["jobSummary"] = .object(counts)
    return .object(shown)
  }
}

/// A look at a script without a planner: enough to tell SQL from something else.
enum SQLCheck {
  static func problem(in sql: String) -> String? {
    var rest = sql.unicodeScalars[...]
    var depth = 0
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch (scalar, rest.first) {
      case ("-", "-"), ("/", "/"): rest = rest.drop { $0 != "\n" && $0 != "\r" }
      case ("/", "*"):
        guard let end = rest.dropFirst().firstRange(of: ["*", "/"]) else { return "A comment is not closed" }
        rest = rest[end.upperBound...]
      case ("'", _), ("`", _):
        guard let end = rest.firstIndex(of: scalar) else { return "A quote is not closed" }
        rest = rest[rest.index(after: end)...]
      case ("\"", _): return "Encountered \"\\\"\": double quotes are not part of this dialect"
      case ("(", _): depth += 1
      case (")", _): depth -= 1
      default: text.append(scalar)
      }
    }
    if depth != 0 { return "Parentheses do not match" }
    return String(text).uppercased().contains("INSERT") ? nil : "The script has no INSERT statement"
  }
}
