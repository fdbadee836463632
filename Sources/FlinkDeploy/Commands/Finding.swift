import JSONCoding

/// What `doctor` finds about one system or setting.
struct Finding {
  /// The state of the system or setting, with its mark in the table.
  enum State: String {
    case good = "ok"
    case absent = "--"
    case bad = "!!"
  }

  /// The state.
  var state: State
  /// The system or setting.
  var check: DoctorCheck
  /// What was found.
  var detail: any Worded
  /// What to do about it; nil for nothing.
  var remedy: (any Worded)?

  /// A finding.
  init(_ state: State, _ check: DoctorCheck, _ detail: any Worded, _ remedy: (any Worded)? = nil) {
    self.state = state
    self.check = check
    self.detail = detail
    self.remedy = remedy
  }

  /// A finding that a check failed.
  init(_ check: DoctorCheck, _ failure: Failure) { self.init(.bad, check, failure.problem, failure.remedy) }

  /// The detail and the remedy as sentences.
  func text(_ voice: Voice) -> String {
    let detail = detail.text(voice)
    guard let remedy = remedy?.text(voice), !remedy.isEmpty else { return detail }
    switch voice.language {
    case .english: return detail + (detail.hasSuffix(".") ? " " : ". ") + remedy
    case .chinese: return detail + (detail.hasSuffix("。") ? "" : "。") + remedy
    }
  }

  /// The finding as a JSON object.
  func json(_ voice: Voice) -> JSON {
    [
      "state": .string("\(state)"), "code": .string(check.code), "subject": .string(check.text(voice)),
      "detail": .string(detail.text(voice)), "remedy": .string(remedy?.text(voice) ?? ""),
    ]
  }
}
