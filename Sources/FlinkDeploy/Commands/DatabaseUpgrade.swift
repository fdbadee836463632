import ArgumentParser
import DeploymentStore
import Postgres

/// `flink-deploy database upgrade`.
struct DatabaseUpgrade: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade", abstract: HelpText.databaseUpgrade.processText)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Database.run(output) { client throws(PostgresError) in
      let before = try await Migrations.upgrade(client)
      return (before, Migrations.current)
    }
  }
}
