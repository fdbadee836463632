import ArgumentParser
import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@main
enum FlinkDeployMain {
  static func main() async {
    let code = await run()
    fflush(nil)
    // Not exit(): its handlers take OpenSSL apart while a request of ours may still be under way on another thread.
    _exit(code)
  }

  /// Runs what the command line says; the exit code.
  private static func run() async -> Int32 {
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
        let line = Array((message + "\n").utf8)
        _ = write(STDERR_FILENO, line, line.count)
      }
      return code.rawValue
    }
  }
}
