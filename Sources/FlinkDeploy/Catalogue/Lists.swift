/// Lists in sentences, never cut without a word.
extension Collection<String> {
  private static var longest: Int { 10 }

  /// The first ten of these names in quotes, and how many more there are.
  func quoted(_ language: Language) -> String { map { "'\($0)'" }.abridged(language) }

  /// The first ten of them, and how many more there are.
  func abridged(_ language: Language) -> String {
    let rest = count - Self.longest
    switch language {
    case .english: return prefix(Self.longest).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    case .chinese: return prefix(Self.longest).joined(separator: "、") + (rest > 0 ? " 等共 \(count) 项" : "")
    }
  }
}

/// `1 message`, `2 messages`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
