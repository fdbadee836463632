import ArgumentParser
import JSONCoding

/// `flink-deploy deploy`.
struct Deploy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: HelpText.deploy.processText, discussion: HelpText.deployDiscussion.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.topic)) var topic: String
  @ArgumentParser.Argument(help: ArgumentHelp(.table)) var table: String
  @OptionGroup var pipeline: PipelineFlags
  @Option(help: ArgumentHelp(.deploymentName)) var name: String?
  @Option(help: ArgumentHelp(.deploymentTarget)) var deploymentTarget: String?
  @Option(help: ArgumentHelp(.idempotencyKey)) var idempotencyKey: String?
  @Flag(help: ArgumentHelp(.noStart)) var noStart = false
  @Flag(help: ArgumentHelp(.dryRun)) var dryRun = false
  @Option(help: ArgumentHelp(.planDigest)) var planDigest: String?
  @Option(help: ArgumentHelp(.waitForRunning)) var wait: Double = 600
  @Option(help: ArgumentHelp(.waitUntil), completion: .words(of: .waitUntil)) var waitUntil: String?
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    let arguments = try ArgumentCheck.canonical(try arguments(), of: .generateAndDeploy)
    let session = try CommandSession.start()
    if !dryRun { try session.requireChangesAllowed() }
    try await session.run(output) { application, caller in
      await GenerateAndDeploy(application: application, caller: caller).run(arguments)
    }
  }

  /// The command line as the arguments of the tool.
  private func arguments() throws -> JSONObject {
    var object = JSONObject()
    object[.topic] = .string(topic)
    object[.hologresTable] = .string(table)
    object[.name] = name.map(JSON.string)
    object = try pipeline.arguments(addedTo: object)
    object[.deploymentTarget] = deploymentTarget.map(JSON.string)
    object[.idempotencyKey] = idempotencyKey.map(JSON.string)
    object[.planDigest] = planDigest.map(JSON.string)
    if noStart { object[.start] = false }
    if dryRun { object[.dryRun] = true }
    object[.waitSeconds] = .number(JSONNumber(wait))
    object[.waitUntil] = waitUntil.map(JSON.string)
    return object
  }
}
