/// The message of an exception in one line, without what does not help to find the cause.
struct ExceptionMessage {
  /// The message.
  let text: String

  /// Lines after which nothing helps, by their beginning.
  private static let ends = ["Was expecting one of"]
  /// Lines of a driver or a parser that do not help, by their beginning.
  ///
  /// A row is data of the user, and long.
  private static let noise = [
    "Position:", "Where:", "Internal Position:", "Internal Query:", "Location:", "Server SQLState:", "at [Source",
    "Detail: Failing row contains",
  ]
  /// What stands before a whole Kafka message, which is data of the user.
  private static let quotes = ["deserialize JSON '", "JSON message '", "JSON message is '"]

  /// A message.
  /// - Parameters:
  ///   - lines: Its lines.
  ///   - isOfHologresClient: Whether an exception of the Hologres client has it.
  init(_ lines: [Substring], ofHologresClient isOfHologresClient: Bool = false) {
    // A row of a failed batch can be large.
    var lines = lines.prefix(40).map { $0.prefix(20_000) }
    Self.dropBatch(&lines)
    if isOfHologresClient { Self.dropRecord(&lines) }
    var kept: [Substring] = []
    for line in lines {
      let line = line.drop { $0 == " " }
      if Self.ends.contains(where: line.hasPrefix) { break }
      if line.isEmpty || Self.noise.contains(where: line.hasPrefix) { continue }
      kept.append(line)
    }
    text = Self.withoutQuote(String(kept.joined(separator: " ").prefix(4_000)).trimmingSpaces)
  }

  /// Keeps of the message of a failed batch what the database said: the rest is the statement with its values.
  private static func dropBatch(_ lines: inout [Substring]) {
    guard lines.first?.hasPrefix("Batch entry ") == true else { return }
    if let index = lines.firstIndex(where: { $0.contains(" was aborted: ") }),
      let begin = lines[index].firstRange(of: " was aborted: ")?.upperBound
    {
      lines[index] = lines[index][begin...]
      lines.removeFirst(index)
    }
    for index in lines.indices {
      if let end = lines[index].firstRange(of: "Call getNextException")?.lowerBound {
        lines[index] = lines[index][..<end]
      }
    }
  }

  /// Keeps of the message of the Hologres client what the database said, without the record and the client's code.
  private static func dropRecord(_ lines: inout [Substring]) {
    if let index = lines.firstIndex(where: { $0.contains(",first err:") }),
      let begin = lines[index].firstRange(of: ",first err:")?.upperBound
    {
      lines[index] = lines[index][begin...]
      lines.removeFirst(index)
    }
    guard let first = lines.first, first.hasPrefix("["), let end = first.firstIndex(of: "]") else { return }
    lines[0] = first[first.index(after: end)...]
  }

  private static func withoutQuote(_ text: String) -> String {
    for quote in quotes {
      if let begin = text.firstRange(of: quote)?.upperBound { return text[..<begin] + "…'" }
    }
    return text
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
