import ArgumentParser
import FoundationEssentials
import JSONCoding
import UnixSignals

/// `flink-deploy init`.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: InitHelp.command.text(.process), discussion: InitHelp.discussion.text(.process))

  /// The exit code after a signal, as a shell shows it for Ctrl-C.
  private static let interrupted = ExitCode(130)

  @OptionGroup var flags: InitFlags
  @Option(name: .customLong("output"), help: ArgumentHelp(InitHelp.output.text(.process)), completion: .file())
  var path: String?
  @Flag(help: ArgumentHelp(InitHelp.overwrite.text(.process))) var overwrite = false
  @Flag(help: ArgumentHelp(InitHelp.noCheck.text(.process))) var noCheck = false
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup, .sigquit)
    let environment = ProcessInfo.processInfo.environment
    let file = WholeFile(path: path ?? Settings.filePath(environment), mode: 0o600)
    let terminal = InitTerminal.isPresent ? InitTerminal() : nil
    let report = InitReport(file: file, output: output)
    let result = await outcome(until: signals) { () async -> Result<InitOutcome, InitProblem> in
      do throws(InitProblem) { return .success(try await interview(terminal, file, environment)) } catch {
        return .failure(error)
      }
    }
    terminal?.restore()
    guard let result else {
      StandardError.print("\n\(InitText.cancelled.text(.process))")
      throw Self.interrupted
    }
    // The signals stay trapped: a file that is half written has no use.
    try withExtendedLifetime(signals) { try report.finish(result, environment) }
  }

  /// Asks and connects.
  /// - Throws: ``InitProblem`` if the file cannot be written, or standard input cannot be read.
  private func interview(
    _ terminal: InitTerminal?, _ file: WholeFile, _ environment: [String: String]
  ) async throws(InitProblem) -> InitOutcome {
    let former = try await former(of: file, terminal)
    let input = terminal == nil ? try InitCommand.input() : try InitInput("")
    let inherited = InitEnvironment(environment)
    var given: [InitQuestion: InitAnswers.Answer] = [:]
    for question in InitQuestion.allCases {
      if let value = flags.answers[question] {
        given[question] = InitAnswers.Answer(value: value, source: .flag)
      } else if let value = input.named[question] {
        given[question] = InitAnswers.Answer(value: value, source: .line)
      } else if let value = inherited.answers[question] {
        given[question] = InitAnswers.Answer(value: value, source: .environment)
      }
    }
    if terminal != nil { StandardError.print(InitText.introduction(path: file.path).text(.process)) }
    let names = InitQuestion.allCases.filter { given[$0]?.source == .environment }.map(\.rawValue)
    if !names.isEmpty { StandardError.print(InitText.fromEnvironment(names).text(.process)) }
    let interview = InitInterview(
      given: given, lines: input.lines, hasUser: terminal != nil, hasDefaultKeys: inherited.hasDefaultKeys,
      connects: !noCheck, formers: former?.answers ?? [:], folder: FileManager.default.currentDirectoryPath)
    let dialogue = InitDialogue(terminal: terminal, environment: environment)
    return await dialogue.lead(InitOutcome(interview: interview, former: former))
  }

  /// What the user allows to be replaced; nil without a file.
  /// - Throws: ``InitProblem`` before any question is asked, if the file cannot be written, or must stay.
  private func former(of file: WholeFile, _ terminal: InitTerminal?) async throws(InitProblem) -> FormerSettings? {
    do throws(WholeFile.WriteError) { try file.checkPath() } catch { throw InitProblem(error, file) }
    if let target = file.linkTarget { throw .link(path: file.path, target: target) }
    guard file.exists else { return nil }
    if !overwrite {
      let question = InitText.replaceQuestion(path: file.path).text(.process)
      guard let answer = await terminal?.ask(question), InitText.agreement.contains(answer.lowercased()) else {
        throw .fileExists(path: file.path)
      }
    }
    return FormerSettings(path: file.path)
  }

  /// The answers of standard input.
  private static func input() throws(InitProblem) -> InitInput {
    guard let bytes = StandardInput.readAll(), let text = String(validating: bytes, as: UTF8.self) else {
      throw .unreadableInput
    }
    return try InitInput(text)
  }

  /// The value of `body`; nil if a signal came before its end.
  private func outcome<Value: Sendable>(
    until signals: UnixSignalsSequence, _ body: @escaping @Sendable () async -> Value
  ) async -> Value? {
    let (values, deliver) = AsyncStream.makeStream(of: Value.self)
    let work = Task {
      deliver.yield(await body())
      deliver.finish()
    }
    defer { work.cancel() }
    return await withTaskGroup(of: Value?.self) { group in
      group.addTask {
        // Not the end of the task: a connection that does not end must not keep the process running.
        for await value in values { return value }
        return nil
      }
      group.addTask {
        for await _ in signals { break }
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}
