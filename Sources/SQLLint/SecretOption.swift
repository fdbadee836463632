/// Options whose values are secrets, by the names that connectors, file systems and clients have for them.
package enum SecretOption {
  /// How such names end, without what stands between their words.
  private static let endings = [
    "password", "passwd", "pwd", "passphrase", "secret", "secretkey", "accesskey", "accesskeyid", "token", "credential",
    "credentials", "userinfo", "privatekey", "keystorekey", "apikey", "accountkey", "authkey", "encryptkey",
  ]

  /// How an option gives a secret away.
  package enum Exposure {
    /// Its value is one.
    case whole
    /// Its value contains one, among other things.
    case part
  }

  /// How an option gives a secret away; nil when it does not.
  ///
  /// A reference is safe where it is the whole secret: `abc${x}` and `${x:-abc}` give a part of it away.
  /// - Parameters:
  ///   - name: What the option is called.
  ///   - value: Its text.
  package static func exposure(of name: String, _ value: String) -> Exposure? {
    let words = words(of: name)
    if words.hasSuffix("jaasconfig") { return holdsSecret(jaas: value) ? .part : nil }
    if words.hasSuffix("userinfo"), let colon = value.firstIndex(of: ":") {
      return isLiteral(value[value.index(after: colon)...]) ? .part : nil
    }
    if isSecret(name) { return isLiteral(value[...]) ? .whole : nil }
    return holdsSecret(addresses: value) ? .part : nil
  }

  private static func isSecret(_ name: some StringProtocol) -> Bool {
    let words = words(of: name)
    // A bypass is not a secret.
    return endings.contains { words.hasSuffix($0) } || name.split { !$0.isLetter }.last?.lowercased() == "pass"
  }

  private static func words(of name: some StringProtocol) -> String {
    String(name.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) })
  }

  /// Whether the place of a secret is taken by a text, and not by a reference, a switch or a blank to fill in.
  private static func isLiteral(_ text: Substring) -> Bool {
    let isSwitch = ["true", "false"].contains(text.lowercased())
    let isEmpty = text.allSatisfy { "*.".contains($0) } || text.hasPrefix("<") && text.hasSuffix(">")
    return !isSwitch && !isEmpty && !isReference(text.unicodeScalars)
  }

  private static func isReference(_ text: Substring.UnicodeScalarView) -> Bool {
    let name = text.dropFirst(2).dropLast()
    return text.starts(with: ["$", "{"]) && text.last == "}" && !name.isEmpty && name.last != "."
      && name.allSatisfy { $0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0) }
  }

  /// Kafka's client reads words, signs and texts in double quotes there.
  private static func holdsSecret(jaas text: String) -> Bool {
    let tokens = SQLLexer.tokens(of: text).filter { $0.kind != .comment && !$0.isSymbol("\\") }
    return tokens.indices.dropLast(2).contains { index in
      let (key, value) = (tokens[index], tokens[index + 2])
      guard key.kind == .word, tokens[index + 1].isSymbol("="), isSecret(key.text) else { return false }
      // A reference without quotes.
      if value.text == "$" { return false }
      let isText = [.doubleQuoted, .string, .word, .number].contains(value.kind)
      return isText && isLiteral(value.text.hasSuffix("\\") ? value.text.dropLast() : value.text[...])
    }
  }

  /// Of one address, or of several in a list, each with its user and its parameters.
  private static func holdsSecret(addresses text: String) -> Bool {
    text.ranges(of: "://").contains { holdsUser(text[$0.upperBound...]) }
      || text.split { "?&;,".contains($0) || $0.isWhitespace }.contains { parameter in
        guard let sign = parameter.firstIndex(of: "=") else { return false }
        return isSecret(parameter[..<sign]) && isLiteral(parameter[parameter.index(after: sign)...])
      }
  }

  /// - Parameter rest: What stands behind the scheme.
  private static func holdsUser(_ rest: Substring) -> Bool {
    let authority = rest.prefix { !"/?#;,".contains($0) && !$0.isWhitespace }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return false }
    return isLiteral(authority[authority.index(after: colon)..<at])
  }
}
