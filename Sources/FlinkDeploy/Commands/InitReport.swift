import ArgumentParser
import JSONCoding
import Notices

/// The end of `init`: the file, and what the user reads about it.
struct InitReport {
  /// The file.
  let file: WholeFile
  /// The form of the output.
  let output: OutputOptions

  private var voice: Voice { .process }

  /// Writes the file and prints the configuration of clients.
  /// - Parameters:
  ///   - result: The outcome of the dialogue, or why there was none.
  ///   - environment: The variables of the process.
  /// - Throws: `ExitCode` after error messages; then nothing is written.
  func finish(_ result: Result<InitOutcome, InitProblem>, _ environment: [String: String]) throws {
    let outcome: InitOutcome
    switch result {
    case .failure(let problem): throw exitCode(for: [problem])
    case .success(let finished): outcome = finished
    }
    guard outcome.interview.problems.isEmpty else { throw exitCode(for: outcome.interview.problems) }
    guard outcome.interview.failures.isEmpty else {
      if output.json { print(json([], outcome.findings).prettyText) }
      throw ExitCode(1)
    }
    let answers = outcome.interview.answers
    do throws(WholeFile.WriteError) {
      try file.write(answers.fileText(keeping: outcome.kept, voice), replaces: outcome.former != nil)
    } catch {
      throw exitCode(for: [InitProblem(error, file)])
    }
    show(outcome, environment)
  }

  private func show(_ outcome: InitOutcome, _ environment: [String: String]) {
    let answers = outcome.interview.answers
    let path = file.absolutePath ?? file.path
    let block = InitClientBlock(program: InitClientBlock.program, file: path).json
    StandardError.print("\n\(InitText.written(path: path).text(voice))")
    if !outcome.kept.isEmpty { StandardError.print(InitText.kept(outcome.kept.map(\.name)).text(voice)) }
    if !outcome.interview.unused.isEmpty {
      StandardError.print(InitProblem.unused(outcome.interview.unused).text(voice))
    }
    let mixed = answers.mixedSources(environment).map { Failure(CallProblem.mixedSources($0)) }
    for failure in mixed { StandardError.print(failure.text(voice)) }
    let next = InitText.next(
      needsUpgrade: outcome.findings.contains(where: \.needsUpgrade),
      file: file.path == Settings.filePath(environment) ? nil : path)
    StandardError.print(next.text(voice))
    guard output.json else {
      StandardError.print("\n\(InitText.clients.text(voice))")
      return print(block.prettyText)
    }
    var document = JSONObject()
    document["written"] = true
    document["file"] = .string(path)
    document["variables"] = .array(
      (answers.variables.map(\.question.rawValue) + outcome.kept.map(\.name)).map(JSON.string))
    document["findings"] = .array(outcome.findings.map { $0.json(voice) })
    document["warnings"] = .array(mixed.map { .string($0.text(voice)) })
    document["client_configuration"] = block
    print(JSON.object(document).prettyText)
  }

  /// The exit code for problems, after an error message for each.
  private func exitCode(for problems: [InitProblem]) -> ExitCode {
    for problem in problems { StandardError.print(Failure(problem), voice) }
    if output.json { print(json(problems, []).prettyText) }
    return ExitCode(problems.contains(where: \.isUsage) ? 64 : 1)
  }

  private func json(_ problems: [InitProblem], _ findings: [Finding]) -> JSON {
    let problems = problems.map { problem -> JSON in
      [
        "code": .string(problem.code), "message": .string(problem.text(voice)),
        "remedy": .string(problem.remedy.text(voice)),
        "variables": .array(problem.questions.map { .string($0.rawValue) }),
      ]
    }
    return ["written": false, "problems": .array(problems), "findings": .array(findings.map { $0.json(voice) })]
  }
}

extension InitProblem {
  /// The problem that a file cannot be written.
  init(_ error: WholeFile.WriteError, _ file: WholeFile) {
    switch error {
    case .exists: self = .fileExists(path: file.path)
    case .refused(let reason): self = .unwritableFile(path: file.path, reason: reason)
    }
  }
}

extension InitAnswers {
  /// The text of the file, with a heading for each system.
  /// - Parameter others: Variables that no question is about.
  func fileText(keeping others: [DotEnvWriter.Variable] = [], _ voice: Voice) -> String {
    var sections = InitPart.allCases.compactMap { part -> DotEnvWriter.Section? in
      let variables = variables.filter { $0.question.part == part }.map {
        DotEnvWriter.Variable(name: $0.question.rawValue, value: $0.value)
      }
      return variables.isEmpty ? nil : DotEnvWriter.Section(heading: part.check.text(voice), variables: variables)
    }
    if !others.isEmpty {
      sections.append(DotEnvWriter.Section(heading: InitText.others.text(voice), variables: others))
    }
    return DotEnvWriter.text(header: InitText.header.text(voice), sections)
  }

  /// The credentials that are not sent while the process environment has them too, but not their address.
  /// - Parameter environment: The variables of the process.
  func mixedSources(_ environment: [String: String]) -> [MixedSources] {
    guard let settings = try? Settings(environment: environment, dotEnv: self.environment) else { return [] }
    return [.alibabaCloud, .database, .kafka, .hologres].compactMap(settings.mixedSources)
  }
}
