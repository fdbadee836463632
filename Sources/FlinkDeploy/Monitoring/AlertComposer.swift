import Alerting
import JobHealth

/// Makes the texts of messages about alerts.
struct AlertComposer: Sendable {
  /// The most deployments that a line names.
  private static let mostDeployments = 10
  private static let longestName = 80

  /// The language.
  let voice: Voice
  /// The time zone.
  let time: LocalTime
  /// The region of the workspace; nil if it is not known.
  let region: String?
  /// What no text shows.
  let secrets: [String]

  /// The text of a message.
  func text(of message: AlertMessage) -> MessageText {
    let title = AlertText.title(
      message.kind, message.severity, message.rules, names: message.alerts.compactMap { AlertComposer.name(of: $0) })
    return text(title, lines(of: message) + links(of: message) + ids(of: message))
  }

  /// The text of a message that tests a channel.
  func testText(of message: AlertMessage, channel: String) -> MessageText {
    text(.testTitle, [.testExplanation(channel: channel), .since(time.text(message.createdAt))] + ids(of: message))
  }

  private func text(_ title: AlertText, _ lines: [AlertText]) -> MessageText {
    MessageText(title: line(title), lines: lines.map(line))
  }

  /// A line without line ends and without secrets.
  private func line(_ text: AlertText) -> String {
    secrets.reduce(text.text(voice).printable) { text, secret in
      secret.isEmpty ? text : text.replacing(secret, with: "***")
    }
  }

  // MARK: Parts

  private func lines(of message: AlertMessage) -> [AlertText] {
    guard let first = message.alerts.first else { return [] }
    let place = deployments(of: message)
    switch message.kind {
    case .firing:
      let begin = message.alerts.map(\.since).min() ?? first.since
      let figures = message.alerts.count == 1 ? figures(of: first) : []
      return place + [.since(time.text(begin))] + figures + cause(of: first) + commands(of: first)
    case .resolved:
      let begin = message.alerts.map(\.since).min() ?? first.since
      let end = message.alerts.compactMap(\.resolvedAt).max() ?? message.createdAt
      let duration = Quantity.seconds(Double(max(0, end - begin) / 1000))
      return place + [.lasted(from: time.text(begin), until: time.text(end), duration)]
    }
  }

  private func deployments(of message: AlertMessage) -> [AlertText] {
    let known = message.alerts.compactMap { alert in alert.subject.deploymentID.map { (alert, $0) } }
    guard known.count > 1 else {
      return known.map { alert, id in
        .deployment(
          name: alert.facts.deploymentName.map(AlertComposer.shortened), id: id, jobID: alert.facts.jobID)
      }
    }
    let names = known.prefix(Self.mostDeployments).map { alert, id in
      "\(AlertComposer.name(of: alert) ?? id) (\(id))"
    }
    return [.deployments(names, more: max(0, known.count - Self.mostDeployments))]
  }

  private func figures(of alert: Alert) -> [AlertText] {
    let facts = alert.facts
    switch alert.rule {
    case .crashLoop, .restarting: return facts.restarts.flatMap { $0 > 0 ? [.restarts($0)] : nil } ?? []
    case .lagging, .backpressured, .notWriting: return facts.pendingRecords.map { [.pending($0)] } ?? []
    case .noCheckpoint: return facts.lastCheckpointAt.map { [.lastCheckpoint(time.text($0))] } ?? []
    case .failed, .idle, .gone, .platformUnreachable: return []
    }
  }

  private func cause(of alert: Alert) -> [AlertText] {
    let facts = alert.facts
    var lines: [AlertText] = []
    if let failure = facts.failure {
      lines.append(
        .cause(exception: failure.shortName, message: failure.message.map(AlertComposer.cut), failure.place))
    } else if let words = facts.platformText, !words.isEmpty {
      lines.append(.said(AlertComposer.cut(words)))
    } else if [.failed, .crashLoop].contains(alert.rule) {
      lines.append(.unknownCause)
    }
    if let entry = facts.causeID.flatMap(CauseAtlas.entry) {
      let text = voice.language == .chinese ? entry.chinese : entry.english
      lines.append(.explanation(text.cause))
      if entry.retryHelps != .unknown { lines.append(.retry(helps: entry.retryHelps == .yes)) }
      lines.append(.action(text.nextStep))
    }
    return lines
  }

  private func commands(of alert: Alert) -> [AlertText] {
    guard let id = alert.subject.deploymentID else { return [.examine] }
    if alert.rule == .gone { return [.startOrAcknowledge(deploymentID: id, alertID: alert.id)] }
    let scale = alert.facts.recommendedParallelism.map { AlertText.scale(deploymentID: id, parallelism: $0) }
    return [.look(deploymentID: id), scale].compactMap { $0 }
  }

  private func links(of message: AlertMessage) -> [AlertText] {
    guard message.alerts.contains(where: { $0.subject != .platform }) else { return [] }
    let console = "https://realtime-compute.console.aliyun.com"
    return [.console(region.map { "\(console)/regions/\($0)" } ?? console)]
  }

  private func ids(of message: AlertMessage) -> [AlertText] {
    guard message.alerts.count > 1 else { return message.alerts.map { .alert($0.id) } }
    return message.alerts.map { alert in
      AlertComposer.name(of: alert).map { .alertOf(alert.id, name: $0) } ?? .alert(alert.id)
    }
  }

  // MARK: Words

  /// The name of the deployment, else its ID; nil for Alibaba Cloud.
  static func name(of alert: Alert) -> String? {
    alert.subject.deploymentID.map { id in alert.facts.deploymentName.map(shortened) ?? id }
  }

  private static func shortened(_ name: String) -> String {
    name.isEmpty || name.count <= longestName ? name : "\(name.prefix(longestName - 1))…"
  }

  private static func cut(_ words: String) -> String { words.count <= 300 ? words : "\(words.prefix(299))…" }
}

extension AlertMessage {
  /// The rules of the alerts, each once, in the order of the alerts.
  fileprivate var rules: [AlertRule] {
    var seen: Set<AlertRule> = []
    return alerts.map(\.rule).filter { seen.insert($0).inserted }
  }
}

extension HealthReading.Failure {
  /// The class of the root cause without its package.
  var shortName: String { exception.split(separator: ".").last.map(String.init) ?? exception }
}
