/// What the dialogue of `init` ends with.
struct InitOutcome: Sendable {
  /// The interview, with its answers and problems.
  var interview: InitInterview
  /// What was found about each system, in the order of the connections.
  var findings: [Finding] = []
  /// The file that is replaced; nil if a file that has appeared since must stay.
  let former: FormerSettings?

  /// An interview that begins.
  init(interview: InitInterview, former: FormerSettings?) {
    self.interview = interview
    self.former = former
  }

  /// What the new file keeps of the former one.
  var kept: [DotEnvWriter.Variable] { former?.others ?? [] }
}
