import ArgumentParser

/// `flink-sandbox`.
@main
struct FlinkSandboxMain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flink-sandbox",
    abstract: "Run flink-deploy without a cloud account.",
    discussion: """
      Starts a private Postgres server (for the metadata database and in place of Hologres), an emulator of Alibaba \
      Cloud's API that verifies every signature, and a Kafka cluster in memory with demo topics (in a build with \
      Kafka). With --engine flink, a real Flink runs the jobs, and rows arrive in the tables. Removes all of it at \
      the end.
      """,
    subcommands: [Run.self, Demo.self, Produce.self, Query.self, Break.self])
}
