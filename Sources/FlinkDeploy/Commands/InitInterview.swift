/// The questions of `init`, one after the other: answers and results of connections in, the next step out.
///
/// With a user at a terminal, a wrong answer is asked again. Otherwise all problems are found before anything connects.
struct InitInterview: Sendable {
  /// What comes next.
  enum Step: Equatable, Sendable {
    /// Ask the user.
    /// - Parameters:
    ///   - former: An answer that an empty line keeps; nil for none.
    ///   - complaint: What is wrong with the last answer; nil for nothing.
    case ask(InitQuestion, former: String?, complaint: InitProblem?)
    /// Connect to the system.
    case examine(InitPart)
    /// Ask the user whether to correct the answers about the system, or to keep them although it does not respond.
    case reconsider(InitPart)
    /// All questions are answered, or ``problems`` say what is wrong.
    case done
  }

  /// What an empty line keeps, if this line does not clear it.
  static let clearing = "-"

  /// The answers so far.
  private(set) var answers: InitAnswers
  /// What is wrong and cannot be asked again.
  private(set) var problems: [InitProblem] = []
  /// The systems that do not respond as they should, and about which no user can be asked again.
  private(set) var failures: [InitPart] = []

  private let connects: Bool
  /// The absolute path of the folder in which relative paths begin; nil if they stay as they are.
  private let folder: String?
  private var canAsk: Bool
  private var given: [InitQuestion: InitAnswers.Answer]
  private var lines: [String]
  private var skipped: Set<InitQuestion> = []
  private var examined: Set<InitPart> = []
  private var formers: [InitQuestion: String]
  /// The system that does not respond, while the user has not decided about the answers.
  private var doubt: InitPart?
  private var complaint: (question: InitQuestion, problem: InitProblem)?
  private var asked: InitQuestion?

  /// An interview.
  /// - Parameters:
  ///   - given: Answers of flags, of the environment and of lines with a name.
  ///   - lines: Answers to the questions that are left, in their order, if no user answers.
  ///   - hasUser: Whether a user at a terminal answers.
  ///   - hasDefaultKeys: Whether Alibaba Cloud's own tools have an AccessKey pair on this machine.
  ///   - connects: Whether answers are checked by a connection.
  ///   - formers: Answers that an empty line of the user keeps.
  ///   - folder: The absolute path of the folder in which relative paths begin; nil if they stay as they are.
  init(
    given: [InitQuestion: InitAnswers.Answer], lines: [String] = [], hasUser: Bool, hasDefaultKeys: Bool,
    connects: Bool, formers: [InitQuestion: String] = [:], folder: String? = nil
  ) {
    self.given = given
    self.lines = lines
    self.connects = connects
    self.folder = folder
    self.formers = hasUser ? formers.filter { !$0.key.isSecret } : [:]
    canAsk = hasUser
    answers = InitAnswers(hasDefaultKeys: hasDefaultKeys)
  }

  /// The flags and lines that no question used, because of the answers to others.
  var unused: [InitQuestion] {
    InitQuestion.allCases.filter { question in
      guard let answer = given[question] ?? answers[question], answers.need(of: question) == .none else { return false }
      return answer.source == .flag || answer.source == .line
    }
  }

  /// The next step.
  mutating func next() -> Step {
    if let doubt { return .reconsider(doubt) }
    // A user learns at once what does not connect. Without one, nothing connects before all answers are well formed.
    let batches = canAsk ? InitPart.allCases.map { [$0] } : [InitPart.allCases]
    for parts in batches {
      var isComplete = false
      while !isComplete {
        for question in parts.flatMap(\.questions) { if let step = step(for: question) { return step } }
        isComplete = isWellFormed(parts)
      }
      if !canAsk { noteSurplus() }
      if !problems.isEmpty { return .done }
      if let part = parts.first(where: needsExamination) { return .examine(part) }
    }
    return .done
  }

  /// Takes the answer to the question that was asked last.
  mutating func answer(_ text: String) {
    guard let question = asked else { return }
    asked = nil
    take(InitAnswers.Answer(value: text, source: .typed), for: question)
  }

  /// Notes that the user answers no more questions.
  mutating func endAnswers() {
    canAsk = false
    complaint = nil
  }

  /// Takes the result of a connection.
  mutating func examined(_ part: InitPart, isGood: Bool) {
    examined.insert(part)
    if isGood { return }
    if canAsk { doubt = part } else { failures.append(part) }
  }

  /// Takes what the user decides about a system that does not respond.
  /// - Parameter keeps: Whether the answers stay; nil if the user answers no more questions.
  mutating func reconsidered(keeps: Bool?) {
    guard let part = doubt else { return }
    doubt = nil
    switch keeps {
    case true?: break
    case false?: askAgain(part)
    case nil: failures.append(part)
    }
  }

  // MARK: Questions

  /// The step that finds an answer to the question; nil if it has one, or needs none.
  private mutating func step(for question: InitQuestion) -> Step? {
    while answers[question] == nil, !skipped.contains(question) {
      let need = answers.need(of: question)
      if need == .none { return nil }
      if let answer = given.removeValue(forKey: question) {
        take(answer, for: question)
        continue
      }
      let problem = complaint.flatMap { $0.question == question ? $0.problem : nil }
      if need == .silent, problem == nil { return nil }
      if canAsk {
        asked = question
        return .ask(question, former: formers[question], complaint: problem)
      }
      if need != .silent, !lines.isEmpty {
        take(InitAnswers.Answer(value: lines.removeFirst(), source: .line), for: question)
        continue
      }
      skip(question, need)
    }
    return nil
  }

  private mutating func take(_ answer: InitAnswers.Answer, for question: InitQuestion) {
    var answer = answer
    complaint = nil
    if !question.isSecret { answer.value = answer.value.trimmed }
    if let choice = question.choices?.first(where: { $0.lowercased() == answer.value.lowercased() }) {
      answer.value = choice
    }
    let need = answers.need(of: question)
    let former = formers.removeValue(forKey: question)
    if answer.value == Self.clearing, former != nil, need != .required { return skip(question, need) }
    if answer.value.isEmpty {
      guard let former else { return skip(question, need) }
      answer.value = former
    }
    // A client starts the server in another folder.
    if question.isPath, let folder, !answer.value.hasPrefix("/") { answer.value = "\(folder)/\(answer.value)" }
    if let problem = answers.problem(with: answer, for: question) { return complain(problem, about: question) }
    answers[question] = answer
  }

  private mutating func skip(_ question: InitQuestion, _ need: InitAnswers.Need) {
    if need == .required { complain(.missing([question]), about: question) } else { skipped.insert(question) }
  }

  private mutating func complain(_ problem: InitProblem, about question: InitQuestion) {
    if canAsk {
      complaint = (question, problem)
      return
    }
    skipped.insert(question)
    if case .missing = problem, let index = problems.firstIndex(where: \.isMissing),
      case .missing(let others) = problems[index]
    {
      problems[index] = .missing(others + [question])
    } else {
      problems.append(problem)
    }
  }

  // MARK: Systems

  /// Checks that the answers about systems fit together; if not, a question that is asked again has no answer afterwards.
  private mutating func isWellFormed(_ parts: [InitPart]) -> Bool {
    guard problems.isEmpty, let error = answers.error else { return true }
    let question = InitQuestion(rawValue: error.variable)
    // Further answers about another system can still follow.
    if let question, !parts.contains(question.part) { return true }
    guard canAsk, let question, answers.need(of: question) != .none else {
      problems.append(.malformed(error))
      return true
    }
    answers[question] = nil
    skipped.remove(question)
    complaint = (question, .malformed(error))
    return false
  }

  private func needsExamination(_ part: InitPart) -> Bool {
    connects && !examined.contains(part) && answers.canReach(part)
  }

  /// Forgets the answers about a system; an empty line keeps those that may be shown.
  private mutating func askAgain(_ part: InitPart) {
    examined.remove(part)
    let questions = part.questions.filter { [.required, .optional].contains(answers.need(of: $0)) }
    for question in questions {
      if !question.isSecret { formers[question] = answers[question]?.value }
      answers[question] = nil
      skipped.remove(question)
    }
  }

  /// Notes what was given and is not used, once.
  private mutating func noteSurplus() {
    if !lines.isEmpty { problems.append(.surplusLines(lines.count)) }
    if problems.isEmpty, !unused.isEmpty { problems.append(.unused(unused)) }
    lines = []
  }
}

extension InitAnswers {
  /// What is wrong with an answer, by its form; nil for nothing.
  fileprivate func problem(with answer: Answer, for question: InitQuestion) -> InitProblem? {
    guard DotEnvWriter.canHold(answer.value) else { return .lineEnd(question) }
    let isVisible = answer.source == .flag || answer.source == .typed
    if question == .databaseURL, isVisible, ConnectionURI(answer.value)?.hasPassword == true {
      return .visiblePassword(question)
    }
    var environment = environment
    environment[question.rawValue] = answer.value
    guard let error = InitAnswers.error(in: environment), error.variable == question.rawValue else { return nil }
    // The lines can be in another order than expected, so that this one can be a secret.
    return answer.source == .line ? .malformedLine(question, error.problem) : .malformed(error)
  }

  /// What is wrong with all answers together; nil for nothing.
  fileprivate var error: SettingsError? { InitAnswers.error(in: environment) }

  private static func error(in environment: [String: String]) -> SettingsError? {
    do throws(SettingsError) {
      _ = try Settings(environment: environment)
      return nil
    } catch {
      return error
    }
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
