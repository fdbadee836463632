import ArgumentParser

extension ArgumentHelp {
  /// The help of an argument, in the language of the process.
  init(_ text: HelpText) { self.init(text.text(.process)) }
}

extension HelpText {
  /// The text in the language of the process.
  var processText: String { text(.process) }
}

extension ValidationError {
  /// A usage error, in the language of the process.
  init(_ problem: UsageProblem) { self.init(problem.text(.process)) }
}
