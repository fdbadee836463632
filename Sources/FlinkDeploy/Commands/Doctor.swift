import ArgumentParser
import JSONCoding

/// `flink-deploy doctor`.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: HelpText.doctor.processText)

  @OptionGroup var output: OutputOptions

  func run() async throws {
    let application = try CommandSession.start().application
    let voice = application.voice
    let findings = await Examination(application: application).findings()
    let rows = findings.map { [$0.state.rawValue, $0.check.text(voice), $0.text(voice)] }
    output.print(
      .array(findings.map { $0.json(voice) }), TextTable([.mark, .check, .finding], rows, voice).text)
    if findings.contains(where: { $0.state == .bad }) { throw ExitCode(1) }
  }
}
