import JSONCoding

/// A reading of a job as one line, for output that is not a terminal.
struct WatchLine {
  /// The result of `get_job_status`.
  let document: JSONObject
  /// The language.
  let voice: Voice

  /// Time, status, verdict and figures, separated by two blanks; a verdict that is not well brings its first reason.
  var text: String {
    let health = document["health"]?.object ?? JSONObject()
    var parts = [document["as_of"], document["status"], health["verdict"]].map { $0?.string ?? "-" }
    func add(_ label: TableLabel, _ text: String?) { parts.append("\(label.text(voice)) \(text ?? "-")") }
    add(.rateIn, health["records_in_per_second"]?.double.map { Quantity.perSecond($0).text(voice) })
    add(.rateOut, health["records_out_per_second"]?.double.map { Quantity.perSecond($0).text(voice) })
    add(.backlog, health["pending_records"]?.int.map { Quantity.count($0).text(voice) })
    add(.restarts, document["restarts"]?.int.map { "\($0)" })
    let isWell = ["FLOWING", "IDLE"].contains(health["verdict"]?.string ?? "")
    if !isWell, let reason = health["reasons"]?.array?.first?.string { parts.append(reason.printable) }
    return parts.joined(separator: "  ")
  }
}
