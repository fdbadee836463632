import ArgumentParser
import DeploymentStore
import Deployments
import JSONCoding
import Postgres

/// `flink-deploy database`.
struct Database: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look after the store's tables.", subcommands: [Upgrade.self, Check.self])

  /// `flink-deploy database upgrade`.
  struct Upgrade: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make the tables, or bring them up to date.")
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Database.run(output) { client throws(PostgresError) in
        let before = try await Migrations.upgrade(client)
        return (before, Migrations.current)
      }
    }
  }

  /// `flink-deploy database status`.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Tell whether the tables are there and up to date.")
    @OptionGroup var output: OutputOptions

    func run() async throws {
      try await Database.run(output) { client throws(PostgresError) in
        let version = try await Migrations.version(of: client)
        return (version, version)
      }
    }
  }

  private static func run(
    _ output: OutputOptions, _ body: (PostgresClient) async throws(PostgresError) -> (before: Int, after: Int)
  ) async throws {
    let application = try CommandSession.start().application
    let failure: OperationFailure
    do throws(OperationFailure) {
      let client = try application.databaseClient()
      let before: Int
      let after: Int
      do throws(PostgresError) { (before, after) = try await body(client) } catch {
        throw OperationFailure(StoreError(error))
      }
      let isCurrent = after == Migrations.current
      if output.json {
        print(
          JSON.object(["version": .int(after), "needed": .int(Migrations.current), "current": .bool(isCurrent)])
            .prettyText)
      } else if before != after {
        print("Upgraded from version \(before) to \(after)")
      } else {
        print(
          "Version \(after)\(isCurrent ? ", up to date" : "; run 'flink-deploy database upgrade' for \(Migrations.current)")"
        )
      }
      if isCurrent { return }
      failure = OperationFailure(StoreError(.needsUpgrade, "the tables are missing or old"))
    } catch {
      failure = error
    }
    printError("flink-deploy: \(failure.message). \(failure.remedy).")
    throw ExitCode(1)
  }
}
