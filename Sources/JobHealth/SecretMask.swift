/// Hides secrets in texts of outside systems: an exception can quote the options of a connection.
public enum SecretMask {
  private static let mask = "***"

  /// The text with `***` in place of passwords, access keys, tokens, JAAS configurations and user information of URLs.
  public static func mask(_ text: String) -> String {
    var text = text
    // Searching by a regular expression is slow, and few texts hold a secret.
    if text.contains("LoginModule") {
      text.replace(/(LoginModule\s+(?:required|requisite|sufficient|optional))\b[^;]*/) { "\($0.1) \(mask)" }
    }
    if text.contains("://") { text.replace(/:\/\/[^\s\/@"']+(?:@[^\s\/@"']+)*@/, with: "://\(mask)@") }
    if text.contains("LTAI") { text.replace(/LTAI[A-Za-z0-9]{8,}/, with: mask) }
    if text.contains("STS.") { text.replace(/STS\.[A-Za-z0-9]{8,}/, with: mask) }
    return withoutValues(of: text)
  }

  /// The text without the values of secret settings: `password=x`, `'password' = 'x y'`, `"accessKeySecret":"x"`.
  private static func withoutValues(of text: String) -> String {
    guard text.contains("=") || text.contains(":") else { return text }
    let characters = Array(text)
    var masked = ""
    var index = 0
    while index < characters.count {
      let character = characters[index]
      masked.append(character)
      index += 1
      guard let separator = Separator(rawValue: character),
        separator.ends(name(before: index - 1, in: characters))
      else { continue }
      while index < characters.count, characters[index] == " " {
        masked.append(" ")
        index += 1
      }
      let end = endOfValue(at: index, in: characters, isHeader: separator == .colon)
      if end > index { masked += mask }
      index = end
    }
    return masked
  }

  /// The name of the setting whose separator is at an index, without quotes; empty if there is none.
  private static func name(before index: Int, in characters: [Character]) -> String {
    let before = characters[max(0, index - 80)..<index].reversed()
    let name = before.drop { " \"'`".contains($0) }
      .prefix { $0.isLetter || $0.isNumber || "._-".contains($0) }
    return String(name.reversed())
  }

  /// The end of a value: of a quoted text, else of a word; a header can have the name of a scheme before the value.
  private static func endOfValue(at begin: Int, in characters: [Character], isHeader: Bool) -> Int {
    guard begin < characters.count else { return begin }
    let quote = characters[begin]
    if quote == "\"" || quote == "'" {
      let end = characters[(begin + 1)...].firstIndex(of: quote)
      return end.map { $0 + 1 } ?? characters.count
    }
    let word = characters[begin...].firstIndex { $0.isWhitespace || ",;&)}]\"'".contains($0) } ?? characters.count
    let isScheme = isHeader && ["Basic", "Bearer"].contains(String(characters[begin..<word]))
    return isScheme && word < characters.count
      ? endOfValue(at: word + 1, in: characters, isHeader: false) : word
  }

  /// What stands between the name of a setting and its value.
  private enum Separator: Character {
    case equals = "="
    case colon = ":"

    private static let secrets = [
      "password", "passwd", "pwd", "passphrase", "secret", "accesskey", "accesskeyid", "accesstoken", "authtoken",
      "securitytoken", "apikey", "secretkey", "privatekey", "credential", "credentials", "authorization",
    ]

    /// Whether a setting of this name is a secret.
    ///
    /// A colon also ends words of sentences.
    func ends(_ name: String) -> Bool {
      let name = name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != "." }
      if name.isEmpty { return false }
      return switch self {
      case .equals: Self.secrets.contains { name.contains($0) } || name.hasSuffix("token") || name == "signature"
      case .colon: Self.secrets.contains { name.hasSuffix($0) }
      }
    }
  }
}
