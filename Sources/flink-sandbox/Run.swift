import ArgumentParser
import Sandbox
import UnixSignals

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `flink-sandbox run`.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start the sandbox, run a command with its settings in the environment, and stop the sandbox.",
    discussion: "Example: flink-sandbox run -- flink-deploy deploy orders public.orders")

  @OptionGroup var options: SandboxOptions
  @Argument(parsing: .postTerminator, help: "Command to run, and its arguments.") var command: [String] = []

  func validate() throws {
    if command.isEmpty {
      throw ValidationError(
        "The command is missing. Pass it after --, for example: flink-sandbox run -- flink-deploy doctor")
    }
  }

  func run() async throws {
    // From the first moment, so that a signal during the start stops the sandbox too.
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    do {
      let session = try await SandboxSession.start(options)
      let child: ChildProcess
      do throws(SandboxError) {
        child = try session.sandbox.spawn(command, environment: session.environment)
      } catch {
        await session.sandbox.stop()
        throw error
      }
      let code = await withTaskGroup(of: Int32?.self) { group in
        group.addTask { await session.wait(for: child).shellCode }
        group.addTask {
          // Ctrl-C reaches the command through the terminal; other signals are passed on.
          for await signal in signals where signal != .sigint { child.signal(SIGTERM) }
          return nil
        }
        let code = await group.next() ?? nil
        group.cancelAll()
        return code
      }
      session.sandbox.forget(child)
      await session.sandbox.stop()
      if let code, code != 0 { throw ExitCode(code) }
    } catch let error as SandboxError {
      printError("flink-sandbox: \(error)")
      throw ExitCode(1)
    }
  }
}
