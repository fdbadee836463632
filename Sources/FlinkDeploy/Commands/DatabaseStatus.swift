import ArgumentParser
import DeploymentStore
import Postgres

/// `flink-deploy database status`.
struct DatabaseStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: HelpText.databaseStatus.processText)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Database.run(output) { client throws(PostgresError) in
      let version = try await Migrations.version(of: client)
      return (version, version)
    }
  }
}
