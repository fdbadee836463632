/// A verdict with its evidence.
struct Finding: Sendable {
  let verdict: Verdict
  let reasons: [HealthReason]

  /// A finding; evidence that could not be had is left out.
  init(_ verdict: Verdict, _ reasons: [HealthReason?]) {
    self.verdict = verdict
    self.reasons = reasons.compactMap(\.self)
  }
}
