import JSONCoding

/// The calls that the user must confirm (`FLINK_DEPLOY_CONFIRM`).
public enum Confirmation: String, Sendable, CaseIterable {
  /// None.
  case never
  /// Calls that discard state.
  case destructive
  /// Calls that change something or cost money.
  case all

  /// The question before a call; nil if the call needs no confirmation.
  func question(_ tool: ToolName, _ arguments: JSONObject) -> ConfirmationQuestion? {
    guard self != .never else { return nil }
    let jobID = Confirmation.quote(arguments[.jobID])
    let subject: ConfirmationQuestion.Subject =
      jobID.isEmpty ? .deployment(Confirmation.quote(arguments[.deploymentID])) : .job(jobID)
    switch tool {
    case .stopJob where arguments[.stopStrategy] == "NONE": return .stopWithoutSavepoint(subject)
    case .stopJob where arguments[.stopStrategy] == "STOP_WITH_DRAIN": return .drain(subject)
    case .startJob where arguments[.restoreStrategy] == "NONE": return .startWithoutState(subject)
    case .updateJob where arguments[.dryRun] == true: return nil
    case .updateJob where ["OFFSETS", "DISCARD", "VERSION"].contains(arguments[.state]?.string):
      return .updateWithoutState(subject)
    case _ where self == .destructive: return nil
    case .updateJob: return .update(subject)
    case .stopJob: return .stop(subject)
    case .startJob: return .start(subject)
    case .generateAndDeploy where arguments[.dryRun] != true:
      let tables = [arguments[.hologresTable] ?? ""] + (arguments[.moreTables]?.array ?? [])
      return .deploy(
        topic: Confirmation.quote(arguments[.topic]), tables: tables.map { Confirmation.quote($0) },
        starts: arguments[.start] != false)
    case .deployPipelines where arguments[.dryRun] != true:
      return .deployPipelines(
        count: arguments[.pipelines]?.array?.count ?? 0, updates: arguments[.ifExists] == "UPDATE")
    case .generateAndDeploy, .deployPipelines, .getJobStatus: return nil
    }
  }

  /// The beginning of a text, as long as a question can show it.
  private static func quote(_ value: JSON?) -> String { String((value?.string ?? "").prefix(100)) }
}
