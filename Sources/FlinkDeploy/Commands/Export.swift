import ArgumentParser
import JSONCoding

/// `flink-deploy export`.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: ManifestHelp.export.text(.process), discussion: ManifestHelp.exportDiscussion.text(.process))

  @ArgumentParser.Argument(help: ArgumentHelp(ManifestHelp.exportDeployments.text(.process)))
  var deployments: [String] = []
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let session = try CommandSession.start()
    let export: ManifestExport
    do throws(Failure) {
      let reader = try ExportReader(session.application)
      export = deployments.isEmpty ? try await reader.all() : try await reader.named(deployments)
    } catch {
      throw session.exitCode(for: error)
    }
    let text = export.text(session.application.voice)
    // The text ends with a line end already.
    output.print(export.json, String(text.dropLast()))
  }
}
