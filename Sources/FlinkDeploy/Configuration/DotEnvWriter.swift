/// Writes the text of a `.env` file, which ``DotEnv/parse(_:)`` and a POSIX shell read back exactly.
enum DotEnvWriter {
  /// Variables under one heading.
  struct Section: Equatable {
    /// The heading; nil for none.
    var heading: String?
    /// The variables in the order of their lines.
    var variables: [Variable]
  }

  /// A variable with its value.
  struct Variable: Equatable {
    var name: String
    var value: String
  }

  /// Whether one line can hold the value: it has no line end and no U+0000.
  static func canHold(_ value: String) -> Bool { !value.unicodeScalars.contains { $0 == "\n" || $0 == "\0" } }

  /// The text of the file.
  /// - Parameters:
  ///   - header: The comment at the top.
  ///   - sections: The variables; each value must be one that a line can hold.
  static func text(header: String, _ sections: [Section]) -> String {
    let blocks = sections.map { section in
      let heading = section.heading.map { ["# \($0)"] } ?? []
      return heading + section.variables.map { "\($0.name)=\(quoted($0.value))" }
    }
    return ([["# \(header)"]] + blocks).map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  /// The value with quotes, where it needs them.
  static func quoted(_ value: String) -> String {
    let scalars = value.unicodeScalars
    if !scalars.isEmpty, scalars.allSatisfy(isPlain) { return value }
    if !scalars.contains("'") { return "'\(value)'" }
    if !scalars.contains(where: { "\"$`\\!".unicodeScalars.contains($0) }) { return "\"\(value)\"" }
    // A single quote cannot be inside single quotes: it gets double quotes of its own, as in a shell.
    var text = "'"
    for scalar in scalars {
      if scalar == "'" { text += "'\"'\"'" } else { text.unicodeScalars.append(scalar) }
    }
    return text + "'"
  }

  /// Whether the character means the same with and without quotes.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/", ":", ",", "@", "+", "%": true
    default: false
    }
  }
}
