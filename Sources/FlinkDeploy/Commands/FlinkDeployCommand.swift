public import ArgumentParser

/// `flink-deploy`.
public struct FlinkDeployCommand: AsyncParsableCommand {
  /// Name, help and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "flink-deploy",
    abstract: "Turns a Kafka topic into a running Flink job that writes a Hologres table.",
    discussion: """
      Without a subcommand it serves the Model Context Protocol on standard input and output, as assistants and editors \
      start it. The other subcommands do the same things by hand.

      Try it without a cloud:     flink-sandbox run -- flink-deploy deploy orders public.orders
      See what would be deployed: flink-deploy deploy orders public.orders --dry-run
      See what is not set up:     flink-deploy doctor

      Results go to standard output (--json: one JSON object), progress and logs to standard error. Exit code: 0 done, \
      1 failed, 64 wrong usage or a malformed setting, 75 still in progress when the wait ended.
      """,
    version: Application.version,
    subcommands: [
      Serve.self, Deploy.self, Start.self, Stop.self, Status.self, Database.self, Recover.self, Doctor.self,
    ],
    defaultSubcommand: Serve.self)

  /// A command line without anything on it.
  public init() {}
}
