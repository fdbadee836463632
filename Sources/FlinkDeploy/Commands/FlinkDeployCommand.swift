public import ArgumentParser

/// `flink-deploy`.
public struct FlinkDeployCommand: AsyncParsableCommand {
  /// The name, help and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "flink-deploy", abstract: HelpText.program.processText,
    discussion: HelpText.programDiscussion.processText, version: Application.version,
    subcommands: [
      Serve.self, InitCommand.self, Deploy.self, Apply.self, Export.self, Update.self, Versions.self, Rollback.self,
      Start.self, Stop.self, Status.self, MonitorCommand.self, AlertsCommand.self, Database.self, Recover.self,
      Doctor.self, Policy.self,
    ],
    defaultSubcommand: Serve.self)

  /// A command without arguments.
  public init() {}
}
