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
  @Option(help: ArgumentHelp(.state), completion: .words(of: .state) { $0 == Update.ofVersion ? nil : $0 })
  var state: String?
  @Option(help: ArgumentHelp(.restart), completion: .words(of: .restart)) var restart: String?
  @OptionGroup var change: ChangeFlags
  @OptionGroup var output: OutputOptions

  /// The state of an earlier version belongs to that version, to which `rollback` returns.
  private static let ofVersion = UpdateArguments.State.version.rawValue

  func validate() throws {
    try ArgumentCheck.check(wait: change.wait)
    guard let state, state.uppercased() == Self.ofVersion else { return }
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
