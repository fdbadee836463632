import JSONCoding

/// Something that an engine is asked, and what its answer must be.
protocol EngineCase {
  /// Unlike that of any other case of the engine.
  var id: String { get }
  /// The question, as the harness takes it.
  var request: JSON { get }
  /// What is wrong with the answer; nil when nothing is.
  func problem(with answer: JSON, _ tally: inout Tally) -> Problem?
}

/// What is wrong with an answer.
enum Problem {
  /// The engine does not take what it must take.
  case refused(String)
  /// It says something else than this project.
  case difference(String)

  /// What the engine itself says to be wrong with a script that must run; nil when it ran.
  init?(of answer: JSON, _ sql: String) {
    if let refusal = answer["refused"]?.string {
      self = .refused("\(refusal)\n\(sql)")
    } else if let death = answer["died"]?.string {
      self = .refused("the job dies: \(death)\n\(sql)")
    } else {
      return nil
    }
  }
}
