/// Carries out the steps of an interview: asks at the terminal, and connects to systems.
struct InitDialogue: Sendable {
  /// The terminal of the user; nil without one.
  let terminal: InitTerminal?
  /// The variables of the process.
  let environment: [String: String]

  private var voice: Voice { .process }

  /// Leads the interview to its end; the outcome counts for nothing if the task is cancelled.
  func lead(_ beginning: InitOutcome) async -> InitOutcome {
    var outcome = beginning
    var heading: InitPart?
    while !Task.isCancelled {
      switch outcome.interview.next() {
      case .ask(let question, let former, let complaint):
        if heading != question.part { StandardError.print("\n\(question.part.check.text(voice))") }
        heading = question.part
        if let complaint { StandardError.print("  \(complaint.reply(voice))") }
        let isOptional = outcome.interview.answers.need(of: question) == .optional
        let prompt = InitText.prompt(question, former: former, isOptional: isOptional)
        let answer = await terminal?.ask("  \(prompt.text(voice))", isHidden: question.isSecret)
        if let answer { outcome.interview.answer(answer) } else { outcome.interview.endAnswers() }
      case .examine(let part):
        StandardError.print("  \(InitText.checking(part.check).text(voice))")
        let findings = await InitExamination(part, outcome.interview.answers, environment: environment).findings()
        show(findings, of: part, outcome.interview.answers)
        outcome.findings = outcome.findings.filter { !part.checks.contains($0.check) } + findings
        outcome.interview.examined(part, isGood: findings.allSatisfy(\.isGoodAnswer))
      case .reconsider(let part):
        let answer = await terminal?.ask("  \(InitText.reconsider(part.check).text(voice))")
        outcome.interview.reconsidered(keeps: answer.map { InitText.keeping.contains($0.lowercased()) })
      case .done: return outcome
      }
    }
    return outcome
  }

  private func show(_ findings: [Finding], of part: InitPart, _ answers: InitAnswers) {
    for finding in findings { StandardError.print("  \(finding.state.rawValue)  \(finding.text(voice))") }
    guard terminal == nil, !findings.allSatisfy(\.isGoodAnswer) else { return }
    let names = part.questions.filter { answers.need(of: $0) != .none }.map(\.name)
    StandardError.print("  \(InitText.settings(names).text(voice))")
  }
}

extension InitProblem {
  /// The problem with a typed answer, and how to correct it.
  fileprivate func reply(_ voice: Voice) -> String { isMissing ? text(voice) : Failure(self).text(voice) }
}
