/// Reads typed values from environment variables; an empty variable counts as not set.
struct SettingsReader {
  /// The environment variables.
  let environment: [String: String]

  /// Text; nil if it is not set.
  /// - Throws: ``SettingsError`` for a placeholder and for blanks at the ends.
  func string(_ name: String) throws(SettingsError) -> String? {
    guard let text = environment[name], !text.isEmpty else { return nil }
    if text.first?.isWhitespace == true || text.last?.isWhitespace == true { throw SettingsError(name, .outerBlanks) }
    let isSecret = Settings.isSecret(name)
    if isSecret ? Placeholder.isWhole(text) : Placeholder.isPart(of: text) { throw SettingsError(name, .placeholder) }
    return text
  }

  /// Seconds, with fractions.
  func seconds(_ name: String, default standard: Double, _ allowed: ClosedRange<Double>) throws(SettingsError) -> Double
  {
    guard let text = try string(name) else { return standard }
    guard let value = Double(text), allowed.contains(value) else {
      throw SettingsError(
        name,
        .invalidSeconds(text, lowest: allowed.lowerBound, highest: allowed.upperBound, standard: standard))
    }
    return value
  }

  /// One of these choices; nil if it is not set.
  func choice(_ name: String, _ choices: [String]) throws(SettingsError) -> String? {
    guard let text = try string(name) else { return nil }
    guard choices.contains(text) else { throw SettingsError(name, .invalidChoice(text, choices: choices)) }
    return text
  }

  /// One of the cases of `Choice`, by its raw value; nil if it is not set.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, of _: Choice.Type
  ) throws(SettingsError) -> Choice? {
    try choice(name, Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
  }

  /// `host:port`, or several with commas between them; nil if it is not set.
  func hostAndPort(_ name: String, allowsSeveral: Bool = false) throws(SettingsError) -> String? {
    guard let text = try string(name) else { return nil }
    let parts = allowsSeveral ? text.split(separator: ",", omittingEmptySubsequences: false) : [text[...]]
    for part in parts {
      let colon = part.lastIndex(of: ":")
      let port = colon.flatMap { Int(part[part.index(after: $0)...]) }
      let isGood = colon.map { $0 > part.startIndex } == true && port.map { (1...65535).contains($0) } == true
      if !isGood || part.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "'" }) {
        throw SettingsError(name, .invalidAddress(text))
      }
    }
    return text
  }

  /// The name of a namespace variable (secret), or a default.
  func secretName(_ name: String, default standard: String) throws(SettingsError) -> String {
    try secretName(name) ?? standard
  }

  /// The name of a namespace variable (secret); nil if it is not set.
  func secretName(_ name: String) throws(SettingsError) -> String? {
    guard let text = try string(name) else { return nil }
    guard text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else {
      throw SettingsError(name, .invalidSecretName)
    }
    return text
  }
}
