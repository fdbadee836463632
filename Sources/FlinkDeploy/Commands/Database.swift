import ArgumentParser
import DeploymentStore
import Deployments
import JSONCoding
import Postgres

/// `flink-deploy database`.
struct Database: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: HelpText.database.processText, subcommands: [DatabaseUpgrade.self, DatabaseStatus.self])

  /// Prints the version of the schema after `body`.
  /// - Parameters:
  ///   - output: The form of the output.
  ///   - body: Returns the version of the schema before and after what it does.
  /// - Throws: `ExitCode` 1 if the schema is not up to date, and after an error message.
  static func run(
    _ output: OutputOptions, _ body: (PostgresClient) async throws(PostgresError) -> (before: Int, after: Int)
  ) async throws {
    let session = try CommandSession.start()
    let versions: (before: Int, after: Int)
    do throws(Failure) { versions = try await read(session.application, body) } catch {
      throw session.exitCode(for: error)
    }
    let isCurrent = versions.after == Migrations.current
    let text: TerminalText =
      if versions.before != versions.after {
        .upgraded(from: versions.before, to: versions.after)
      } else if isCurrent {
        .schemaCurrent(versions.after)
      } else if versions.after < Migrations.current {
        .schemaOutdated(versions.after, needed: Migrations.current)
      } else {
        .schemaNewer(versions.after, known: Migrations.current)
      }
    output.print(
      ["version": .int(versions.after), "needed": .int(Migrations.current), "current": .bool(isCurrent)],
      text.text(session.application.voice))
    guard let problem = Migrations.problem(ofVersion: versions.after) else { return }
    throw session.exitCode(for: Failure(OperationProblem.store(problem)))
  }

  private static func read(
    _ application: Application,
    _ body: (PostgresClient) async throws(PostgresError) -> (before: Int, after: Int)
  ) async throws(Failure) -> (before: Int, after: Int) {
    let client = try application.settings.makeDatabaseClient(application.logger)
    do throws(PostgresError) { return try await body(client) } catch {
      throw Failure(OperationProblem.store(StoreError(error)))
    }
  }
}
