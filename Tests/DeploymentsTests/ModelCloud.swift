import Deployments
import JSONCoding

@testable import AliyunFlink
@testable import AliyunFlinkEmulator

/// The emulated platform without a network: only calls advance the clock, and each answer can be altered.
struct ModelCloud {
  /// The fate of one call.
  enum Fate: Equatable {
    case answered
    /// It takes place, and the answer is lost.
    case lostAfterEffect
    /// The answer is lost, and the call takes place only after this many milliseconds.
    case late(Int)
    /// It does not take place, and no answer comes.
    case lostBeforeEffect
    /// The gateway rejects it.
    case turnedDown
    /// The service rejects it.
    case refused
  }

  var platform = Platform(
    durations: .init(ticket: 400, start: 800, stop: 500), namespace: "n", workspaceID: "w")
  var now = 0
  /// The calls that take place later, although their callers have seen them break off.
  private var underway: [(due: Int, call: RemoteCall)] = []
  /// The fault inside the platform at the next call that can have one.
  var inside: Fault.Kind?
  /// Whether the next hot update is reported as done, and the job keeps its settings.
  var ignoresHotUpdate = false

  mutating func perform(_ call: RemoteCall, _ fate: Fate) -> RemoteAnswer {
    now += 20
    settle()
    switch fate {
    case .answered: return answer(call)
    case .late(let delay):
      underway.append((now + delay, call))
      return .failed(Self.error(.transport, effect: .unknown))
    case .lostAfterEffect:
      _ = answer(call)
      return .failed(Self.error(.transport, effect: .unknown))
    case .lostBeforeEffect: return .failed(Self.error(.transport, effect: .unknown))
    case .turnedDown: return .failed(Self.error(.gateway, effect: .none))
    case .refused: return .failed(Self.error(.business, effect: .none))
    }
  }

  /// Carries out the late calls whose time has come.
  mutating func settle() {
    let due = underway.filter { $0.due <= now }.sorted { $0.due < $1.due }
    underway.removeAll { $0.due <= now }
    for late in due { _ = answer(late.call) }
  }

  private static func error(_ kind: FlinkAPIError.Kind, code: String = "X", effect: FlinkAPIError.Effect)
    -> FlinkAPIError
  {
    var error = FlinkAPIError(kind, code: code, cause: .said("on demand"))
    error.effect = effect
    return error
  }

  private mutating func answer(_ call: RemoteCall) -> RemoteAnswer {
    guard case .hotUpdate(let id) = call, ignoresHotUpdate else { return obey(call) }
    ignoresHotUpdate = false
    let before = platform.jobs[id]?["streamingResourceSetting"]
    let answer = obey(call)
    platform.jobs[id]?["streamingResourceSetting"] = before
    return answer
  }

  private mutating func obey(_ call: RemoteCall) -> RemoteAnswer {
    do throws(BusinessError) {
      let json = try ask(operation(call))
      return (try? decode(call, json)) ?? .failed(Self.error(.decoding, effect: .unknown))
    } catch {
      if case .deleteDraft = call, error.code == "990301" { return .done }
      if case .deleteDeployment = call, error.code == "990301" { return .done }
      return .failed(Self.error(.business, code: error.code, effect: .none))
    }
  }

  private mutating func ask(_ call: OperationCall) throws(BusinessError) -> JSON {
    let fault = inside
    let result = try platform.perform(call, now: now) { _ in fault }
    if ["StartJobWithParams", "DeployDeploymentDraftAsync", "StopJob"].contains(call.name) { inside = nil }
    return result.data ?? .null
  }

  private func operation(_ call: RemoteCall) -> OperationCall {
    func make(
      _ name: String, _ parameters: [String] = [], query: [String: String] = [:], _ body: JSONObject = [:]
    ) -> OperationCall { OperationCall(name: name, parameters: parameters, query: query, body: body) }
    let page = ["pageSize": "100"]
    return switch call {
    case .listEngines: make("ListEngineVersionMetadata")
    case .listTargets: make("ListDeploymentTargets", query: page)
    case .validate(let sql, _, _): make("ValidateSqlStatement", [], ["statement": .string(sql)])
    case .findDraft, .listDrafts: make("ListDeploymentDrafts", query: page)
    case .findDeployments(let name): make("GetDeploymentsByName", [name])
    case .listDeployments(let markers):
      make(
        "ListDeployments",
        query: [
          "pageSize": "100", "labelKey": OperationMachine.label, "labelValueArray": markers.joined(separator: ";"),
        ])
    case .listAllDeployments(let page):
      make("ListDeployments", query: ["pageSize": "100", "pageIndex": String(page)])
    case .createDraft(let name, let sql, _, let engine, let labels):
      make(
        "CreateDeploymentDraft", [],
        [
          "name": .string(name), "engineVersion": .string(engine),
          "artifact": ["sqlArtifact": ["sqlScript": .string(sql)]],
          "labels": .object(JSONObject(labels.map { ($0.key, .string($0.value)) })),
        ])
    case .readDraft(let id): make("GetDeploymentDraft", [id])
    case .deployDraft(let id, let target):
      make(
        "DeployDeploymentDraftAsync", [],
        ["deploymentDraftId": .string(id), "deploymentTarget": ["name": .string(target)]])
    case .readTicket(let id, _, _, _): make("GetDeployDeploymentDraftResult", [id])
    case .readDeployment(let id): make("GetDeployment", [id])
    case .updateDeployment(let id, let document): make("UpdateDeployment", [id], document)
    case .updateDraft(let id, let changes): make("UpdateDeploymentDraft", [id], changes)
    case .hotUpdate(let id): make("HotUpdateJob", [id])
    case .readHotUpdate(let id): make("GetHotUpdateJobResult", [id])
    case .listJobs(let id): make("ListJobs", query: ["deploymentId": id, "pageSize": "100"])
    case .startJob(let id, let restore):
      make("StartJobWithParams", [], ["deploymentId": .string(id), "restoreStrategy": restore.json])
    case .readJob(let id), .readJobDocument(let id), .awaitJob(let id, _, _, _): make("GetJob", [id])
    case .readStartLog(let id): make("GetLatestJobStartLog", [id])
    case .stopJob(let id, let strategy): make("StopJob", [id], ["stopStrategy": .string(strategy.rawValue)])
    case .listSavepoints(let id): make("ListSavepoints", query: ["deploymentId": id, "pageSize": "100"])
    case .deleteDeployment(let id): make("DeleteDeployment", [id])
    case .deleteDraft(let id): make("DeleteDeploymentDraft", [id])
    case .readFlink(let id, let path):
      make(
        "FlinkApiProxy",
        query: ["namespace": "n", "resourceType": "jobs", "resourceId": id, "flinkApiPath": path])
    case .readAutopilot(let id): make("GetAutopilotPolicy", [id])
    case .readScheduledPlan(let id): make("GetAppliedScheduledPlan", query: ["deploymentId": id])
    }
  }

  private func decode(_ call: RemoteCall, _ json: JSON) throws -> RemoteAnswer {
    let elements = json.array ?? []
    return switch call {
    case .listEngines: .engines(try EngineVersions(json))
    case .listTargets: .targets(elements.compactMap { $0["name"]?.string })
    case .validate: .validation(try SQLValidation(json))
    case .findDraft(let name): .draft(try elements.map(DeploymentDraft.init).first { $0.name == name })
    case .listDrafts: .drafts(try elements.map(DeploymentDraft.init))
    case .findDeployments: .deployments(try elements.map(Deployment.init))
    case .listDeployments, .listAllDeployments: .summaries(try elements.map(DeploymentSummary.init))
    case .createDraft, .readDraft, .updateDraft: .draft(try DeploymentDraft(json))
    case .deployDraft: .ticket(id: try json.requiredString("ticketId"))
    case .readTicket: .ticketResult(try DeployTicketResult(json))
    case .readDeployment, .updateDeployment: .deployment(try Deployment(json))
    case .hotUpdate, .readHotUpdate: .hotUpdate(try HotUpdateResult(json))
    case .listJobs: .jobs(try elements.map(Job.init))
    case .startJob, .readJob, .awaitJob, .stopJob: .job(try Job(json))
    case .readJobDocument: .jobDocument(try JobDocument(json))
    case .readStartLog: .startLog(json.string ?? "")
    case .listSavepoints: .savepoints(try elements.map(Savepoint.init))
    case .deleteDeployment, .deleteDraft: .done
    case .readFlink: .flink(json)
    case .readAutopilot: .tuning(isOn: json["enabled"]?.bool == true)
    case .readScheduledPlan: .tuning(isOn: json["expectedState"]?.string == "RUNNING")
    }
  }

  // MARK: Contents

  var activeJobs: Int { platform.jobs.keys.count { platform.isActive($0) } }
}
