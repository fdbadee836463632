import ArgumentParser
import JSONCoding

/// `flink-deploy start`.
struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: HelpText.start.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.startID)) var id: String
  @Option(help: ArgumentHelp(.restoreStrategy), completion: .words(of: .restoreStrategy)) var restoreStrategy: String?
  @Option(help: ArgumentHelp(.savepointID)) var savepointID: String?
  @Option(help: ArgumentHelp(.waitForRunning)) var wait: Double = 600
  @Option(help: ArgumentHelp(.waitUntil), completion: .words(of: .waitUntil)) var waitUntil: String?
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    var arguments = JSONObject()
    arguments[.deploymentID] = .string(id)
    arguments[.restoreStrategy] = restoreStrategy.map(JSON.string)
    arguments[.savepointID] = savepointID.map(JSON.string)
    arguments[.waitSeconds] = .number(JSONNumber(wait))
    arguments[.waitUntil] = waitUntil.map(JSON.string)
    arguments = try ArgumentCheck.canonical(arguments, of: .startJob)
    let session = try CommandSession.start()
    try session.requireChangesAllowed()
    try await session.run(output) { [arguments, id] application, caller in
      var arguments = arguments
      let subject = await Subject(id, application)
      arguments[.deploymentID] = .string(subject.deploymentID ?? id)
      return await StartJob(application: application, caller: caller).run(arguments)
    }
  }
}
