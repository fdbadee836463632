import ArgumentParser

@main
struct FlinkSandboxMain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flink-sandbox",
    abstract: "Everything that flink-deploy talks to, on this machine alone.",
    discussion: """
      Starts a private Postgres (for the store, and in place of Hologres), an emulator of the cloud API that verifies \
      every signature, and, in a build with Kafka, a Kafka cluster in memory with demo topics. Nothing is left behind.
      """,
    subcommands: [Run.self, Demo.self])
}
