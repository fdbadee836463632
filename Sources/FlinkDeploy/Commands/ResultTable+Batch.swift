import JSONCoding

/// The table of a batch: a line for each pipeline.
extension ResultTable {
  /// The lines of how many pipelines have each outcome, or of what a plan would do.
  func batchLine(_ key: String, _ counts: JSONObject) -> Line {
    let figures = counts.members.filter { $0.value != 0 }.map { "\($0.key) \(ResultTable.text($0.value))" }
    return (TableLabel(rawValue: key)?.text(voice) ?? key, figures.joined(separator: ", "))
  }

  /// The pipelines in the order of the manifest, with why one failed.
  func batchTable(_ results: [JSON]) -> String {
    let labels: [TableLabel] = [.name, .operation, .result, .statusHeader, .deployment, .job, .reason]
    let rows = results.map { result in
      let outcome = result["outcome"]
      let action = result["action"]
      let reason = result["error"]?["message"] ?? result["warnings"]?.array?.first?["message"]
      return [
        result["deployment_name"], action, outcome, result["status"], result["deployment_id"], result["job_id"], reason,
      ].map { value in value.flatMap { $0.isNull ? nil : ResultTable.text($0).printable } ?? "" }
    }
    return TextTable(labels, rows, voice).text
  }
}
