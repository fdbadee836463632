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
    abstract: "Start everything, run a command with the settings in its environment, stop everything.",
    discussion: "Example: flink-sandbox run -- flink-deploy deploy orders public.orders")

  @OptionGroup var options: SandboxOptions
  @Argument(parsing: .postTerminator, help: "The command.") var command: [String] = []

  func validate() throws {
    if command.isEmpty {
      throw ValidationError("Name the command after --, such as: flink-sandbox run -- flink-deploy doctor")
    }
  }

  func run() async throws {
    // From the first moment: a signal that came while things start must still stop them.
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    do {
      let session = try await SandboxSession.start(stateDirectory: options.stateDir)
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
          // Ctrl-C reaches the command through the terminal; the others it hears of from here.
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
