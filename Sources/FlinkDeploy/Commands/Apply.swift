import ArgumentParser
import FoundationEssentials
import JSONCoding

/// `flink-deploy apply`.
struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: BatchHelp.apply.text(.process), discussion: BatchHelp.applyDiscussion.text(.process))

  @ArgumentParser.Argument(help: ArgumentHelp(BatchHelp.file), completion: .file()) var file: String?
  @Flag(help: ArgumentHelp(BatchHelp.dryRun)) var dryRun = false
  @Option(help: ArgumentHelp(BatchHelp.ifExists), completion: .words(of: .ifExists, Apply.flag)) var ifExists: String?
  @Option(help: ArgumentHelp(BatchHelp.onFailure), completion: .words(of: .onFailure, Apply.flag))
  var onFailure: String?
  @Option(help: ArgumentHelp(BatchHelp.maxParallel)) var maxParallel: Int?
  @Option(help: ArgumentHelp(BatchHelp.planDigest)) var planDigest: String?
  @Flag(help: ArgumentHelp(BatchHelp.schema)) var schema = false
  @Option(help: ArgumentHelp(BatchHelp.ddl), completion: .file()) var ddl: String?
  @Option(help: ArgumentHelp(BatchHelp.wait)) var wait: Double = 3600
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try ArgumentCheck.check(wait: wait)
    if !schema, file == nil { throw ValidationError(.invalid(.notExactlyOne([.pipelines]))) }
    _ = try options()
  }

  func run() async throws {
    if schema { return print(BatchSchema.manifest.document.prettyText) }
    let options = try options()
    let session = try CommandSession.start()
    if !dryRun { try session.requireChangesAllowed() }
    let reviewed = try await reviewed(options, session.application)
    let isUnwritten = Latch()
    try await session.run(output) { [ddl] application, caller in
      let action = DeployPipelines(application: application, caller: caller, queue: nil)
      let result = await action.run(options) { () throws(Failure) in try reviewed.get() }
      if let ddl, !Self.write(statementsOf: result.document(application.voice), to: ddl) {
        isUnwritten.raise()
        StandardError.print(BatchText.statementsNotWritten(path: ddl).text(application.voice))
      }
      return result
    }
    if isUnwritten.isRaised { throw ExitCode(1) }
  }

  /// The batch, or why what exists cannot be compared with it.
  /// - Throws: `ExitCode` 64 after an error message for mistakes in the file.
  private func reviewed(
    _ options: JSONObject, _ application: Application
  ) async throws -> Result<BatchArguments, Failure> {
    do throws(Failure) {
      // Pipelines have digests.
      try SystemLibrary.libcrypto.load()
      let draft = try Manifest(readingFrom: file ?? "-").draft(options, secrets: application.settings.secrets)
      return .success(try await BatchReview(application: application).arguments(of: draft))
    } catch {
      guard error.problem is MalformedManifest else { return .failure(error) }
      StandardError.print(error, application.voice)
      throw ExitCode(64)
    }
  }

  /// The flags as arguments of the tool.
  private func options() throws -> JSONObject {
    var object = JSONObject()
    object[.ifExists] = ifExists.map(Self.word)
    object[.onFailure] = onFailure.map(Self.word)
    object[.maxParallel] = maxParallel.map(JSON.int)
    object[.planDigest] = planDigest.map(JSON.string)
    if dryRun { object[.dryRun] = true }
    object[.waitSeconds] = .number(JSONNumber(wait))
    // The check wants pipelines, which the manifest has.
    object[.pipelines] = [[:]]
    var checked = try ArgumentCheck.canonical(object, of: .deployPipelines)
    checked[.pipelines] = nil
    return checked
  }

  /// A word of the tool as a flag has it: `ROLL_BACK_ALL` is `roll-back-all`.
  private static func flag(_ word: String) -> String { word.lowercased().replacing("_", with: "-") }

  /// A word of a flag as the tool writes it: `roll-back-all` is `ROLL_BACK_ALL`.
  private static func word(_ text: String) -> JSON { .string(text.uppercased().replacing("-", with: "_")) }

  /// Writes the statements that create missing tables and columns.
  /// - Returns: Whether the file could be written.
  private static func write(statementsOf document: JSONObject, to path: String) -> Bool {
    let results = document["results"]?.array ?? []
    var statements: [String] = []
    for statement in results.compactMap({ $0[TableSuggestion.member]?.string }) where !statements.contains(statement) {
      statements.append(statement)
    }
    let text = statements.map { "\($0)\n" }.joined(separator: "\n")
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
      return true
    } catch {
      return false
    }
  }
}

extension ArgumentHelp {
  /// The help of an argument, in the language of the process.
  fileprivate init(_ text: BatchHelp) { self.init(text.text(.process)) }
}
