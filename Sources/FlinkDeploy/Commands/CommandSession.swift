import ArgumentParser
import FoundationEssentials
import JSONCoding
import Logging
import UnixSignals

/// One run of a command: settings, service, progress, signals and result.
struct CommandSession: Sendable {
  /// The settings and the service.
  let application: Application

  /// Reads the settings; nothing is connected.
  /// - Parameters:
  ///   - face: The reader of texts.
  ///   - takesOver: Whether operations of processes that have ended are continued.
  /// - Throws: `ExitCode` 64 after an error message for a malformed setting.
  static func start(_ face: Face = .commands, takesOver: Bool = false) throws -> CommandSession {
    do throws(SettingsError) {
      let settings = try Settings.load(environment: ProcessInfo.processInfo.environment)
      return CommandSession(
        application: Application(
          settings: settings, logger: makeLogger(settings.logLevel), face: face, takesOver: takesOver))
    } catch {
      StandardError.print(Failure(error), .process)
      throw ExitCode(64)
    }
  }

  private static func makeLogger(_ level: Logger.Level) -> Logger {
    var logger = Logger(label: "flink-deploy") { QueuedLogHandler(label: $0) }
    logger.logLevel = level
    return logger
  }

  /// Checks that the settings allow changes.
  /// - Throws: `ExitCode` 1 after an error message.
  func requireChangesAllowed() throws {
    guard application.settings.isReadOnly else { return }
    throw exitCode(for: Failure(CallProblem.readOnly))
  }

  /// The exit code for a failure, after an error message.
  func exitCode(for failure: Failure) -> ExitCode {
    StandardError.print(failure, application.voice)
    return ExitCode(1)
  }

  /// Runs an action with a progress line, and prints its result.
  ///
  /// Ctrl-C cancels the action and waits for the rollback. A second Ctrl-C, and SIGTERM, leave the operation journaled.
  /// - Throws: `ExitCode` of the result.
  func run(
    _ output: OutputOptions, _ action: @escaping @Sendable (Application, Caller) async -> ActionResult
  ) async throws {
    do throws(Failure) { try SystemLibrary.libcrypto.load() } catch { throw exitCode(for: error) }
    let line = ProgressLine()
    let result = await perform(line) { caller in await action(application, caller) }
    line.finish()
    guard let result else {
      StandardError.print(TerminalText.stopped.text(application.voice))
      throw ExitCode(75)
    }
    LogQueue.shared.flush()
    let document = result.document(application.voice)
    output.print(.object(document), ResultTable(application.voice).text(document))
    if result.exitCode != 0 { throw ExitCode(result.exitCode) }
  }

  /// The action's result; nil if the user stopped it without rollback.
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
        // Not the end of the task: if the user stops the command, the command does not wait for it.
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
          StandardError.print(TerminalText.cancelling.text(application.voice))
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
