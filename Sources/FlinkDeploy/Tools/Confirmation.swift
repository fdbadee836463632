public import JSONCoding

/// What a person is asked before it is done (`FLINK_DEPLOY_CONFIRM`).
public enum Confirmation: String, Sendable, CaseIterable {
  /// Nothing.
  case never
  /// What throws state away.
  case destructive
  /// Everything that changes something or costs money.
  case all

  /// The question for a call; nil when none is needed.
  public func question(_ tool: String, _ arguments: JSONObject) -> String? {
    func text(_ key: String) -> String { (arguments[key]?.string ?? "").prefix(100).description }
    let subject = text("job_id").isEmpty ? "deployment \(text("deployment_id"))" : "job \(text("job_id"))"
    switch tool {
    case "stop_job" where arguments["stop_strategy"] == "NONE":
      return self == .never ? nil : "Stop \(subject) without a savepoint? What it holds in state is lost."
    case "stop_job" where arguments["stop_strategy"] == "STOP_WITH_DRAIN":
      return self == .never ? nil : "Drain and stop \(subject)? It should not be resumed from there."
    case "start_job" where arguments["restore_strategy"] == "NONE":
      return self == .never ? nil : "Start \(subject) without its state? What it held is not restored."
    case "stop_job": return self == .all ? "Stop \(subject), keeping its state in a savepoint?" : nil
    case "start_job": return self == .all ? "Start \(subject)? A running job costs money." : nil
    case "generate_and_deploy" where arguments["dry_run"] != true:
      guard self == .all else { return nil }
      let more = (arguments["more_tables"]?.array ?? []).compactMap { $0.string?.prefix(100).description }
      let tables = ([text("hologres_table")] + more).joined(separator: ", ")
      return "Deploy a pipeline from topic \(text("topic")) into \(tables) and start it? "
        + "A running job costs money."
    default: return nil
    }
  }
}
