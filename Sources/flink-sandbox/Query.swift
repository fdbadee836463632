import ArgumentParser
import Sandbox

/// `flink-sandbox query`.
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run SQL in the database that replaces Hologres, and print the rows.",
    discussion: """
      Works in a command that `flink-sandbox run` started. Example:
        flink-sandbox query 'select count(*) from orders'
      """)

  @Argument(help: "SQL statement.") var sql: String

  func run() throws {
    try exitOnError { () throws(SandboxError) in
      try PostgresShell(try SandboxSetting.targetDatabase()).run([sql])
    }
  }
}

/// Runs `body`; prints its error and exits.
func exitOnError(_ body: () throws(SandboxError) -> Void) throws {
  do throws(SandboxError) {
    try body()
  } catch {
    printError("flink-sandbox: \(error)")
    throw ExitCode(1)
  }
}
