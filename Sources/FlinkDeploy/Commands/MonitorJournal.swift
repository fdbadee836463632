import Alerting
import JSONCoding
import Synchronization

/// Shows what a monitor sees: a line on standard output for each alert that opens, escalates or is resolved, and a line
/// of progress on a terminal.
final class MonitorJournal: MonitorWitness {
  private let composer: AlertComposer
  private let isJSON: Bool
  private let showsChanges: Bool
  private let progress: ProgressLine?

  /// A journal without lines.
  /// - Parameters:
  ///   - isJSON: Whether lines are JSON objects.
  ///   - showsChanges: Whether changes have lines.
  ///   - hasProgress: Whether there is a line of progress.
  init(composer: AlertComposer, isJSON: Bool, showsChanges: Bool, hasProgress: Bool) {
    self.composer = composer
    self.isJSON = isJSON
    self.showsChanges = showsChanges
    progress = hasProgress ? ProgressLine() : nil
  }

  /// Shows a round.
  /// - Parameter open: The alerts that are open now.
  func show(_ report: RoundReport, _ open: [Alert]) {
    if showsChanges, !report.changes.isEmpty {
      progress?.finish()
      for change in report.changes { Terminal.write("\(line(of: change))\n") }
    }
    let duration = Quantity.seconds(Double(report.endedAt - report.beganAt) / 1000)
    let text: MonitorText =
      report.problem.map { .unreachable($0) }
      ?? .round(deployments: report.deployments, open: open.count, calls: report.calls, duration)
    progress?.show(0, 0, "\(composer.time.text(report.endedAt)) \(text.text(composer.voice))")
  }

  /// Shows that another monitor leads.
  func showWaiting() {
    progress?.show(0, 0, "\(composer.time.text(Application.now())) \(MonitorText.waiting.text(composer.voice))")
  }

  /// Clears the line of progress.
  func finish() { progress?.finish() }

  private func line(of change: AlertChange) -> String {
    guard isJSON else { return composer.line(of: change) }
    var object: JSONObject = ["change": .string(change.name)]
    for member in change.alert.fullJSON(composer.voice).members { object[member.key] = member.value }
    return JSON.object(object).text
  }
}

extension AlertChange {
  /// The name of the kind of change.
  fileprivate var name: String {
    switch self {
    case .opened: "opened"
    case .seen: "seen"
    case .escalated: "escalated"
    case .resolved: "resolved"
    }
  }
}
