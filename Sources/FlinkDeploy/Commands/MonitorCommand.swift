import Alerting
import ArgumentParser
import Deployments
import JSONCoding
import UnixSignals

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `flink-deploy monitor`.
struct MonitorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor", abstract: HelpText.monitor.processText,
    discussion: HelpText.monitorDiscussion.processText)

  /// The seconds that an interval can have.
  static let intervals = 1...86_400
  /// How long the end of the monitor may take after a signal.
  private static let patience = Duration.milliseconds(400)

  @Flag(help: ArgumentHelp(.once)) var once = false
  @Option(help: ArgumentHelp(.interval)) var interval: Double = 30
  @Option(help: ArgumentHelp(.metricsFile), completion: .file()) var metricsFile: String?
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard interval >= Double(Self.intervals.lowerBound), interval <= Double(Self.intervals.upperBound) else {
      throw ValidationError(MonitorUsageProblem.intervalOutOfRange(Self.intervals).text(.process))
    }
  }

  func run() async throws {
    // Before anything is connected, so that a signal in the first moment ends the process as any other signal does.
    let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    let session = try CommandSession.start()
    let journal = MonitorJournal(
      composer: session.application.alertComposer, isJSON: output.json, showsChanges: !once,
      hasProgress: isatty(STDERR_FILENO) == 1)
    do throws(Failure) { _ = try session.application.settings.alertRules() } catch {
      StandardError.print(error, session.application.voice)
      throw ExitCode(64)
    }
    let monitor: Monitor
    do throws(Failure) {
      let options = Application.MonitorOptions(interval: interval, metricsFile: metricsFile)
      monitor = try session.application.makeMonitor(options, journal)
    } catch {
      throw session.exitCode(for: error)
    }
    if let failure = await session.application.outdatedProgram() { throw session.exitCode(for: failure) }
    let voice = session.application.voice
    if session.application.settings.alertChannels.isEmpty {
      StandardError.print(MonitorText.noChannel.text(voice))
    }
    let lease = session.application.settings.monitorLeaseSeconds
    let result = await outcome(until: signals) { [once] in
      guard once else {
        await monitor.run()
        return nil
      }
      return await monitor.once(waitingForLead: .seconds(lease + 2))
    }
    journal.finish()
    LogQueue.shared.flush()
    if once { try finish(result, session) }
  }

  /// The outcome of `body`; nil if a signal came before its end, which `body` then has a short time for.
  private func outcome(
    until signals: UnixSignalsSequence, _ body: @escaping @Sendable () async -> SingleRound?
  ) async -> SingleRound? {
    let (results, deliver) = AsyncStream.makeStream(of: SingleRound?.self)
    let work = Task {
      deliver.yield(await body())
      deliver.finish()
    }
    defer { work.cancel() }
    return await withTaskGroup(of: SingleRound?.self) { group in
      group.addTask {
        // Not the end of the task: a request that does not end must not keep the process running.
        for await result in results { return result }
        return nil
      }
      group.addTask {
        for await _ in signals { break }
        work.cancel()
        try? await Task.sleep(for: Self.patience)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  /// Prints what a single round did.
  /// - Throws: `ExitCode` 1 if it could not look or deliver.
  private func finish(_ result: SingleRound?, _ session: CommandSession) throws {
    let application = session.application
    let voice = application.voice
    switch result {
    case nil: throw ExitCode(1)
    case .failed(let error): throw session.exitCode(for: Failure(OperationFailure(error)))
    case .followed: output.print(["followed": true], MonitorText.followed.text(voice))
    case .done(let report, let open, let hasDelivered, let hasWritten):
      let text = MonitorReport(report: report, open: open, hasDelivered: hasDelivered)
      output.print(.object(text.json(voice)), text.text(application.alertComposer))
      if let problem = report.problem { StandardError.print(MonitorText.unreachable(problem).text(voice)) }
      if !hasDelivered { StandardError.print(MonitorText.notDelivered.text(voice)) }
      if report.problem != nil || !hasDelivered || !hasWritten { throw ExitCode(1) }
    }
  }
}
