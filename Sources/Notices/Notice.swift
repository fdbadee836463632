/// Something for a user to know, as a value: a case with its parameters.
///
/// Its texts are written by the catalogue of the program that shows it, one file for each domain and language. Parameters
/// are names, numbers and what an outside system said; never sentences of our own.
public protocol Notice: Sendable, Equatable {
  /// The stable name in snake_case that programs compare; by default that of the case.
  var code: String { get }
}

extension Notice {
  /// The name of the case in snake_case.
  public var code: String { snakeCase(caseName(of: self)) }
}

/// The name of an enum's case, without its parameters.
private func caseName(of value: some Any) -> String {
  // Only a case with parameters has a child, which is labelled with its name.
  Mirror(reflecting: value).children.first?.label ?? "\(value)"
}

/// `mayOverflow` as `may_overflow`; letters in a row count as one word: `jobID` is `job_id`.
private func snakeCase(_ name: String) -> String {
  var words = ""
  var before: Character?
  for character in name {
    if character.isUppercase, let before, !before.isUppercase { words.append("_") }
    words += character.lowercased()
    before = character
  }
  return words
}
