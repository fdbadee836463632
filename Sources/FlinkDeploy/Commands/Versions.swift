import ArgumentParser
import Deployments
import JSONCoding
import PipelineChanges

/// `flink-deploy versions`.
struct Versions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: HelpText.versions.processText)

  @ArgumentParser.Argument(help: ArgumentHelp(.startID)) var deployment: String
  @Option(parsing: .upToNextOption, help: ArgumentHelp(.versionsDiff)) var diff: [Int] = []
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if !diff.isEmpty, diff.count != 2 { throw ValidationError(.twoVersions(flag: "--diff")) }
  }

  func run() async throws {
    let session = try CommandSession.start()
    do throws(Failure) {
      let id = await Subject(deployment, session.application).deploymentID ?? deployment
      let versions = try await Versions.read(id, session.application)
      diff.isEmpty ? list(versions, session.application.voice) : try show(versions, session.application.voice)
    } catch {
      throw session.exitCode(for: error)
    }
  }

  /// The version to return to if none is named: the newest one before the current one.
  /// - Throws: ``Failure`` if there is none.
  static func previous(of deploymentID: String, _ application: Application) async throws(Failure) -> Int {
    let versions = try await read(deploymentID, application)
    guard let previous = versions.first(where: { $0.status == .previous }) else {
      throw Failure(UpdateProblem.noEarlierVersion)
    }
    return previous.number
  }

  private static func read(
    _ deploymentID: String, _ application: Application
  ) async throws(Failure) -> [DeploymentVersion] {
    let service = try application.deployments()
    do throws(OperationFailure) {
      _ = try await service.requireKnown(.deployment(deploymentID))
      return try await service.versions(ofDeployment: deploymentID)
    } catch { throw Failure(error) }
  }

  private func list(_ versions: [DeploymentVersion], _ voice: Voice) {
    let rows = versions.map { version in
      [
        "\(version.number)", version.createdText, version.status.rawValue, version.summary(voice),
        version.savepointID ?? "", version.record.restoredFrom.map(String.init) ?? "", version.client ?? "",
      ]
    }
    let header: [TableLabel] = [.versionHeader, .time, .statusHeader, .summary, .savepoint, .restoredFrom, .client]
    output.print(.array(versions.map { $0.json(voice) }), TextTable(header, rows, voice).text)
  }

  private func show(_ versions: [DeploymentVersion], _ voice: Voice) throws(Failure) {
    let found = try diff.map { number throws(Failure) in
      guard let version = versions.first(where: { $0.number == number }) else {
        throw Failure(UpdateProblem.unknownVersion(number, available: versions.map(\.number)))
      }
      return version
    }
    let (old, new) = (found[0], found[1])
    let text = UnifiedDiff(
      fromSQL: old.spec.sql, toSQL: new.spec.sql, named: ("version \(old.number)", "version \(new.number)")
    ).text
    let changes = DeploymentSettings.changes(
      from: DeploymentSettings(old.spec), to: DeploymentSettings(new.spec))
    let settings = TextTable(
      [.setting, .from, .to], changes.map { [$0.what, $0.from ?? "", $0.to ?? ""] }, voice)
    output.print(
      ["sql_diff": .string(text), "changes": .array(changes.map(\.json))],
      [text, changes.isEmpty ? "" : settings.text].filter { !$0.isEmpty }.joined(separator: "\n"))
  }
}
