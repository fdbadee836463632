import ArgumentParser
import Deployments
import JSONCoding

/// `flink-deploy recover`.
struct Recover: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: HelpText.recover.processText, discussion: HelpText.recoverDiscussion.processText)

  @Option(help: ArgumentHelp(.waitForRecovery)) var wait: Double = 600
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    let session = try CommandSession.start()
    try session.requireChangesAllowed()
    try await session.run(output) { [wait] application, caller in
      await Recovery(application: application, caller: caller, wait: wait).run()
    }
  }
}
