import ArgumentParser
import JSONCoding

/// `flink-deploy update`.
struct Update: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: HelpText.update.processText, discussion: HelpText.updateDiscussion.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.startID)) var deployment: String
  @Option(help: ArgumentHelp(.updateTopic)) var topic: String?
  @Option(help: ArgumentHelp(.updateTable)) var table: String?
  @OptionGroup var pipeline: PipelineFlags
  @Option(help: ArgumentHelp(.state)) var state: String?
  @Option(help: ArgumentHelp(.restart)) var restart: String?
  @OptionGroup var change: ChangeFlags
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try ArgumentCheck.check(wait: change.wait)
    // The state of an earlier version belongs to that version, to which rollback returns.
    guard let state, state.uppercased() == UpdateArguments.State.version.rawValue else { return }
    throw ValidationError(
      .malformed(flag: Argument.state.name(.commands), text: state, form: "KEEP, OFFSETS, DISCARD"))
  }

  func run() async throws {
    var arguments = JSONObject()
    arguments[.deploymentID] = .string(deployment)
    arguments[.topic] = topic.map(JSON.string)
    arguments[.hologresTable] = table.map(JSON.string)
    arguments = try pipeline.arguments(addedTo: arguments)
    arguments[.state] = state.map(JSON.string)
    arguments[.restart] = restart.map(JSON.string)
    try await change.run(arguments, output)
  }
}
