/// Why no statement can be made of what was given, and what to pass instead.
public struct SQLGenerationError: Error, Sendable, CustomStringConvertible {
  /// A word for programs, such as `invalid_topic`.
  public let code: String
  /// What is wrong with what.
  public let message: String
  /// What to do, as one sentence.
  public let remedy: String

  /// An error.
  /// - Parameters:
  ///   - code: For programs: lower case and underscores.
  ///   - message: What is wrong with what.
  ///   - remedy: What to do.
  public init(code: String, message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  /// One line for a person.
  public var description: String { "\(message). \(remedy)" }
}
