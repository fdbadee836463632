import AliyunFlink
public import JSONCoding
import JobHealth

extension OperationState {
  /// The state in the form of the journal.
  public var json: JSON {
    [
      "phase": .string(phase.rawValue), "tries": .int(tries), "is_cancelled": .bool(isCancelled),
      "facts": facts.json, "update": update.json, "failure": failure.map(\.json) ?? .null,
    ]
  }

  /// The state of a ``json``; nil for another value.
  public init?(json: JSON) {
    guard let phase = json["phase"]?.string.flatMap(Phase.init(rawValue:)) else { return nil }
    self.init(phase: phase)
    tries = json["tries"]?.int ?? 0
    isCancelled = json["is_cancelled"]?.bool ?? false
    facts = Facts(json: json["facts"] ?? .null)
    update = UpdateFacts(json: json["update"] ?? .null)
    failure = json["failure"].flatMap(OperationFailure.init(json:))
    // Earlier releases kept the leftovers as a text beside the failure.
    if let text = json["undo_problem"]?.string { failure?.leftovers = UnfinishedRollback(reason: .recorded(text)) }
  }
}

extension OperationState.Facts {
  /// The facts in the form of the journal.
  var json: JSON {
    [
      "engine_version": .optional(engineVersion), "target": .optional(target), "may_have_draft": .bool(mayHaveDraft),
      "may_have_job": .bool(mayHaveJob), "may_have_stopped": .bool(mayHaveStopped),
      "may_have_ticket": .bool(mayHaveTicket), "is_ticket_over": .bool(isTicketOver),
      "draft_id": .optional(draftID), "ticket_id": .optional(ticketID), "deployment_id": .optional(deploymentID),
      "deployment_name": .optional(deploymentName), "job_id": .optional(jobID),
      "job_state": .optional(jobState?.rawValue), "earlier_job_ids": .array(earlierJobIDs.map(JSON.string)),
      "savepoint_id": .optional(savepointID), "is_adopted": .bool(isAdopted),
      "verdict": .optional(verdict?.rawValue),
    ]
  }

  /// The facts of a ``json``; members that are missing keep their defaults.
  init(json: JSON) {
    engineVersion = json["engine_version"]?.string
    target = json["target"]?.string
    mayHaveDraft = json["may_have_draft"]?.bool ?? false
    mayHaveTicket = json["may_have_ticket"]?.bool ?? false
    isTicketOver = json["is_ticket_over"]?.bool ?? false
    mayHaveJob = json["may_have_job"]?.bool ?? false
    mayHaveStopped = json["may_have_stopped"]?.bool ?? false
    draftID = json["draft_id"]?.string
    ticketID = json["ticket_id"]?.string
    deploymentID = json["deployment_id"]?.string
    deploymentName = json["deployment_name"]?.string
    jobID = json["job_id"]?.string
    jobState = json["job_state"]?.string.flatMap(JobState.init(rawValue:))
    earlierJobIDs = json["earlier_job_ids"]?.array?.compactMap(\.string) ?? []
    savepointID = json["savepoint_id"]?.string
    isAdopted = json["is_adopted"]?.bool ?? false
    verdict = json["verdict"]?.string.flatMap(Verdict.init)
  }
}
