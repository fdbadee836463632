import Deployments

/// A setting whose value cannot be used; fatal at start, since guessing instead could touch the wrong data.
public struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The environment variable, or the file.
  public let variable: String
  /// What is wrong with it.
  public let problem: String
  /// What to write instead.
  public let remedy: String

  /// One line for a person.
  public var description: String { "\(variable) \(problem). \(remedy)." }
}

/// Reads typed values from environment variables; an empty variable counts as not set.
struct SettingsReader {
  let environment: [String: String]

  func string(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Seconds, fractions allowed.
  func seconds(_ name: String, default standard: Double, _ allowed: ClosedRange<Double>) throws(SettingsError) -> Double
  {
    guard let text = string(name) else { return standard }
    guard let value = Double(text), allowed.contains(value) else {
      throw SettingsError(
        variable: name,
        problem: "is '\(text)', which is no number of seconds from \(allowed.lowerBound) to \(allowed.upperBound)",
        remedy: "Set it to a number such as \(standard)")
    }
    return value
  }

  func choice(_ name: String, _ choices: [String]) throws(SettingsError) -> String? {
    guard let text = string(name) else { return nil }
    guard choices.contains(text) else {
      throw SettingsError(
        variable: name, problem: "is '\(text)'", remedy: "Set it to one of \(choices.joined(separator: ", "))")
    }
    return text
  }

  /// One of the cases of `Choice`, by its raw value.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, of _: Choice.Type
  ) throws(SettingsError) -> Choice? {
    try choice(name, Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
  }

  /// `host:port`, several with commas in between when allowed.
  func hostAndPort(_ name: String, allowsSeveral: Bool = false) throws(SettingsError) -> String? {
    guard let text = string(name) else { return nil }
    let parts = allowsSeveral ? text.split(separator: ",", omittingEmptySubsequences: false) : [text[...]]
    for part in parts {
      let colon = part.lastIndex(of: ":")
      let port = colon.flatMap { Int(part[part.index(after: $0)...]) }
      let isGood = colon.map { $0 > part.startIndex } == true && port.map { (1...65535).contains($0) } == true
      if !isGood || part.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "'" }) {
        throw SettingsError(variable: name, problem: "is '\(text)'", remedy: "Write it as host:port")
      }
    }
    return text
  }

  /// The name of a secret or variable of the platform.
  func secretName(_ name: String, default standard: String) throws(SettingsError) -> String {
    try secretName(name) ?? standard
  }

  /// The name of a secret or variable of the platform; nil when it is not set.
  func secretName(_ name: String) throws(SettingsError) -> String? {
    guard let text = string(name) else { return nil }
    guard text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else {
      throw SettingsError(
        variable: name, problem: "is not the name of a platform secret",
        remedy: "Set it to the secret's name, not to its value: letters, digits, underscores, dashes")
    }
    return text
  }
}
