import Alerting
import ArgumentParser
import FoundationEssentials
import HTTPTransport
import JSONCoding

/// `flink-deploy alerts test`.
struct AlertsTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "test", abstract: HelpText.alertsTest.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.channel)) var channel: String
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let session = try CommandSession.start()
    let application = session.application
    let channels = application.settings.alertChannels
    guard let channel = channels.first(where: { $0.name == channel.lowercased() }) else {
      let problem = MonitorUsageProblem.unknownChannel(channel, known: channels.map(\.name))
      StandardError.print("flink-deploy: \(problem.text(application.voice))")
      throw ExitCode(64)
    }
    do throws(Failure) {
      try application.settings.checkSources(.alertChannel(channel.name))
      try SystemLibrary.libcurl.load()
      let outcome = await AlertsTest.send(to: channel, application.alertComposer, Application.now())
      if let failure = outcome.failure(of: channel.name) {
        if output.json { print(AlertsTest.json(channel, failure).prettyText) }
        throw failure
      }
      output.print(
        AlertsTest.json(channel, nil), MonitorText.testTaken(channel: channel.name).text(application.voice))
    } catch {
      throw session.exitCode(for: error)
    }
  }

  /// Sends a message that says that it is a test, once.
  /// - Parameter now: The time in milliseconds since 1970.
  private static func send(to channel: AlertChannel, _ composer: AlertComposer, _ now: Int) async -> DeliveryOutcome {
    var facts = AlertFacts()
    facts.deploymentName = "flink-deploy-test"
    let alert = Alert(
      id: UUID().uuidString.lowercased(), subject: .deployment("test"), rule: .idle, severity: channel.severity,
      since: now, openedAt: now, facts: facts)
    let message = AlertMessage(id: UUID().uuidString.lowercased(), kind: .firing, alerts: [alert], createdAt: now)
    var request = channel.request(
      for: message, text: composer.testText(of: message, channel: channel.name), at: now)
    request.timeout = CourierLine.deadline
    do throws(TransportError) {
      return channel.outcome(of: .success(try await CurlTransport().send(request)))
    } catch {
      return channel.outcome(of: .failure(error))
    }
  }

  private static func json(_ channel: AlertChannel, _ failure: Failure?) -> JSON {
    [
      "channel": .string(channel.name), "kind": .string(channel.kind.rawValue), "taken": .bool(failure == nil),
      "error": failure?.json(Voice.process) ?? .null,
    ]
  }
}

extension DeliveryOutcome {
  /// Why a test message was not taken; nil if it was.
  fileprivate func failure(of channel: String) -> Failure? {
    switch self {
    case .taken: nil
    case .retry(let reason, _): Failure(AlertProblem.notTaken(channel: channel, reason: reason))
    case .refused(let reason): Failure(AlertProblem.refused(channel: channel, reason: reason))
    }
  }
}
