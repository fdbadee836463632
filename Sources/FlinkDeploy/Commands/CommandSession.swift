import ArgumentParser
import Deployments
import FoundationEssentials
import JSONCoding
import Logging
import Synchronization
import UnixSignals

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Options that every command that reports something has.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON object instead of a table.")
  var json = false
}

/// One run of a command: settings, service, progress, signals, result.
struct CommandSession: Sendable {
  let application: Application

  /// - Throws: `ExitCode` 64 after saying which setting is malformed.
  static func start(takesOver: Bool = false) throws -> CommandSession {
    do throws(SettingsError) {
      let settings = try Settings.load(environment: ProcessInfo.processInfo.environment)
      return CommandSession(
        application: Application(settings: settings, logger: makeLogger(settings.logLevel), takesOver: takesOver))
    } catch {
      printError("flink-deploy: \(error)")
      throw ExitCode(64)
    }
  }

  private static func makeLogger(_ level: Logger.Level) -> Logger {
    var logger = Logger(label: "flink-deploy") { QueuedLogHandler(label: $0) }
    logger.logLevel = level
    return logger
  }

  /// - Throws: `ExitCode` 1 after saying so, when the settings allow no change.
  func requireChangesAllowed() throws {
    guard application.settings.isReadOnly else { return }
    printError("flink-deploy: FLINK_DEPLOY_READ_ONLY is true, so nothing may be changed. Unset it to go on.")
    throw ExitCode(1)
  }

  /// Runs an action with a progress line, and prints its result.
  ///
  /// Ctrl-C takes the action back and waits until that is done; a second one, and SIGTERM, leave it journaled.
  /// - Throws: `ExitCode` of the result.
  func run(
    _ output: OutputOptions, _ action: @escaping @Sendable (Application, Caller) async -> ActionResult
  ) async throws {
    let line = ProgressLine()
    let result = await perform(line) { caller in await action(application, caller) }
    line.finish()
    guard var result else {
      printError("Left as it is; 'flink-deploy recover' goes on with it")
      throw ExitCode(75)
    }
    LogQueue.shared.flush()
    result.speakOfCommands()
    print(output.json ? JSON.object(result.document).prettyText : ResultTable.text(result.document))
    if result.exitCode != 0 { throw ExitCode(result.exitCode) }
  }

  /// The action's result; nil when it was left in the middle.
  private func perform(
    _ line: ProgressLine, _ action: @escaping @Sendable (Caller) async -> ActionResult
  ) async -> ActionResult? {
    let hasCancelled = Latch()
    let caller = Caller(
      client: "flink-deploy \(Application.version)", hasCancelled: { hasCancelled.isRaised }, awaitsRollback: true
    ) { line.show($0, $1, $2) }
    let (results, deliver) = AsyncStream.makeStream(of: ActionResult.self)
    let work = Task { deliver.yield(await action(caller)) }
    defer { work.cancel() }
    return await withTaskGroup(of: ActionResult??.self) { group in
      group.addTask {
        // Not the task's own end is awaited: when the command is told to end, what it waits for no longer matters.
        for await result in results { return result }
        return .none
      }
      group.addTask {
        await application.run()
        return .none
      }
      group.addTask {
        for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
          if signal == .sigterm || hasCancelled.isRaised { return .some(nil) }
          hasCancelled.raise()
          line.finish()
          printError("Cancelling; press Ctrl-C again to leave it as it is")
          work.cancel()
        }
        return .none
      }
      defer { group.cancelAll() }
      while let finished = await group.next() { if let finished { return finished } }
      return nil
    }
  }
}

/// A fact that becomes true once.
final class Latch: Sendable {
  private let value = Mutex(false)

  var isRaised: Bool { value.withLock { $0 } }

  func raise() { value.withLock { $0 = true } }
}

/// Writes a line to standard error.
func printError(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
