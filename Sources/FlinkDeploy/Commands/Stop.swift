import ArgumentParser
import JSONCoding

/// `flink-deploy stop`.
struct Stop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: HelpText.stop.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.stopID)) var id: String
  @Option(help: ArgumentHelp(.stopStrategy), completion: .words(of: .stopStrategy)) var stopStrategy: String?
  @Option(help: ArgumentHelp(.waitForStop)) var wait: Double = 600
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    var arguments = JSONObject()
    arguments[.stopStrategy] = stopStrategy.map(JSON.string)
    arguments[.waitSeconds] = .number(JSONNumber(wait))
    arguments = try ArgumentCheck.canonical(arguments, of: .stopJob)
    let session = try CommandSession.start()
    try session.requireChangesAllowed()
    try await session.run(output) { [arguments, id] application, caller in
      var arguments = arguments
      let subject = await Subject(id, application)
      arguments[subject.argument] = .string(subject.id)
      return await StopJob(application: application, caller: caller).run(arguments)
    }
  }
}
