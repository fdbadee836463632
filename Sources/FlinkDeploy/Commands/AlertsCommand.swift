import ArgumentParser

/// `flink-deploy alerts`.
struct AlertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts", abstract: HelpText.alerts.processText, discussion: HelpText.alertsDiscussion.processText,
    subcommands: [AlertsList.self, AlertsAck.self, AlertsTest.self], defaultSubcommand: AlertsList.self)
}
