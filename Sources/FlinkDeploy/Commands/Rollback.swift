import ArgumentParser
import JSONCoding

/// `flink-deploy rollback`.
struct Rollback: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: HelpText.rollback.processText, discussion: HelpText.rollbackDiscussion.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.startID)) var deployment: String
  @Option(help: ArgumentHelp(.rollbackTo)) var to: Int?
  @Flag(help: ArgumentHelp(.withStateOfVersion)) var withStateOfVersion = false
  @OptionGroup var change: ChangeFlags
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: change.wait) }

  func run() async throws {
    var arguments = JSONObject()
    arguments[.deploymentID] = .string(deployment)
    arguments[.version] = to.map(JSON.int)
    if withStateOfVersion { arguments[.state] = .string(UpdateArguments.State.version.rawValue) }
    try await change.run(arguments, output, returns: true)
  }
}
