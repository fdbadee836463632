/// The name of a Kafka topic.
public struct TopicName: Sendable, Hashable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Checks that `text` is a legal name: 1...249 of `A-Z a-z 0-9 . _ -`, not `.` or `..` (Kafka, `Topic.validate`).
  /// - Throws: ``NamingProblem``.
  public init(parsing text: String) throws(NamingProblem) {
    let isLegal = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "._-".unicodeScalars.contains(scalar))
    }
    guard isLegal, (1...249).contains(text.count), text != ".", text != ".." else {
      throw .invalidTopic(String(text.prefix(100)))
    }
    description = text
  }
}
