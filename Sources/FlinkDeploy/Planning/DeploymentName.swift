import Hashing
import PipelineTypes

/// Names of deployments.
enum DeploymentName {
  private static let maximumLength = 64

  /// The given name, or one made of topic and tables: the same for each order of the tables, and different for others.
  /// - Throws: ``Failure`` for a name that the console could not show.
  static func make(given: String?, topic: TopicName, tables: [TableName]) throws(Failure) -> String {
    guard let given else { return name(topic, tables.sorted()) }
    // By scalars: a slash with an accent is another character for Swift, and still a slash for others.
    let scalars = given.unicodeScalars
    let isGood =
      scalars.allSatisfy { !$0.isLineBreak && $0 != "/" && $0 != "\0" } && !scalars.contains("${".unicodeScalars)
    guard isGood, given.first?.isWhitespace == false, given.last?.isWhitespace == false else {
      throw Failure(PlanProblem.invalidName(given))
    }
    return given
  }

  private static func name(_ topic: TopicName, _ tables: [TableName]) -> String {
    let plain = "\(topic)-to-\(tables.map { "\($0.schema)-\($0.table)" }.joined(separator: "-and-"))"
    let clean = String(plain.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" })
    // Without a dash in the last two parts there is one way to take a name apart.
    let isClear = tables.count == 1 && !tables.contains { $0.schema.contains("-") || $0.table.contains("-") }
    if isClear, clean == plain, clean.count <= maximumLength { return clean }
    // What was replaced or cut off would make two pipelines one: a digest keeps them apart.
    let whole = ([topic.description] + tables.flatMap { [$0.schema, $0.table] }).joined(separator: "\0")
    return "\(clean.prefix(maximumLength - 9))-\(SHA256.hex(whole).prefix(8))"
  }
}

extension Unicode.Scalar {
  fileprivate var isLineBreak: Bool { Character(self).isNewline }
}
