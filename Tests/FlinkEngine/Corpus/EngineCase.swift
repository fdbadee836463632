import JSONCoding

/// A question for an engine, and what its answer must be.
protocol EngineCase {
  /// An ID, unique among the cases of the engine.
  var id: String { get }
  /// The question, encoded for the harness.
  var request: JSON { get }
  /// What is wrong with the answer; nil if nothing is.
  func problem(with answer: JSON, _ tally: inout Tally) -> Problem?
}

/// What is wrong with an answer.
enum Problem {
  /// The engine rejects a statement or message that it must accept.
  case refused(String)
  /// The engine and this project have different results.
  case difference(String)

  /// The engine's own error about a script that must run; nil if it ran.
  init?(of answer: JSON, _ sql: String) {
    if let refusal = answer["refused"]?.string {
      self = .refused("\(refusal)\n\(sql)")
    } else if let death = answer["died"]?.string {
      self = .refused("the job fails: \(death)\n\(sql)")
    } else {
      return nil
    }
  }
}
