#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `psql` on one database.
public struct PostgresShell: Sendable {
  private let uri: String

  /// A shell on the database at `uri`.
  public init(_ uri: String) { self.uri = uri }

  /// Runs statements and prints their results as tables; blocks until they are done.
  /// - Parameters:
  ///   - sql: The statements; those of one element run in one transaction.
  ///   - isQuiet: Whether only rows and errors are printed.
  /// - Throws: ``SandboxError`` if `psql` is missing or a statement fails; its cause is printed.
  public func run(_ sql: [String], isQuiet: Bool = false) throws(SandboxError) {
    let program = "\(try PostgresPrograms.directory())/psql"
    // What this process has printed so far comes first.
    fflush(nil)
    let options = ["-X", "-v", "ON_ERROR_STOP=1", "-P", "pager=off"] + (isQuiet ? ["-q"] : [])
    let child = try ChildProcess(
      [program, uri] + options + sql.flatMap { ["-c", $0] },
      environment: [
        "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGCLIENTENCODING": "UTF8",
        "PGOPTIONS": "-c client_min_messages=warning",
      ])
    guard child.wait() == .exited(0) else { throw SandboxError("The statement failed") }
  }
}
