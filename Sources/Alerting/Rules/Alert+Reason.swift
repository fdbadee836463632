import JobHealth

extension Alert {
  private static let mostWords = 12

  /// What alerts that share a message have in common: rule, severity and cause.
  /// - Parameter isEscalation: Whether it became worse, which is a message for some channels only.
  func reason(isEscalation: Bool) -> String {
    let parts = [isEscalation ? "escalated" : nil, rule.rawValue, severity.rawValue, cause]
    return parts.compactMap(\.self).joined(separator: " ")
  }

  /// The cause, in words that jobs with the same one have in common; nil if none is known, or if it is not the point.
  private var cause: String? {
    guard [.failed, .crashLoop, .restarting].contains(rule) else { return nil }
    if let id = facts.causeID { return id }
    guard let failure = facts.failure else { return facts.platformText.map(general) }
    return ([failure.exception] + (failure.message.map { [general($0)] } ?? [])).joined(separator: " ")
  }

  /// A text without what differs between jobs: what is quoted, and words with digits, hyphens or underscores.
  private func general(_ text: String) -> String {
    var words: [String] = []
    var word = ""
    var quote: Character?
    func end() {
      let isGeneral = word.allSatisfy { $0.isLetter || $0 == "." } && word != facts.deploymentName?.lowercased()
      if isGeneral, word.contains(where: \.isLetter) { words.append(word) }
      word = ""
    }
    for character in text {
      if let closing = quote {
        if character == closing { quote = nil }
      } else if "'\"`".contains(character), word.isEmpty {
        quote = character
      } else if character.isLetter || character.isNumber || "-_.".contains(character) {
        word += character.lowercased()
      } else {
        end()
      }
      if words.count == Self.mostWords { break }
    }
    end()
    return words.prefix(Self.mostWords).joined(separator: " ")
  }
}
