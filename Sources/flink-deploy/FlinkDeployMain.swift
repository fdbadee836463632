import ArgumentParser
import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `flink-deploy`.
@main
enum FlinkDeployMain {
  /// Runs the command, and exits with its code.
  static func main() async {
    let code = await run()
    fflush(nil)
    // Not exit(): its handlers free OpenSSL while a request can still run on another thread.
    _exit(code)
  }

  /// Runs the command of the command line, and returns the exit code.
  private static func run() async -> Int32 {
    if let report = VersionReport.text(for: Array(CommandLine.arguments.dropFirst())) {
      print(report)
      return 0
    }
    do {
      var command = try FlinkDeployCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch {
      let code = FlinkDeployCommand.exitCode(for: error)
      let message = FlinkDeployCommand.fullMessage(for: error)
      if code.isSuccess {
        print(message)
      } else if !message.isEmpty {
        StandardError.print(message)
      }
      return code.rawValue
    }
  }
}
