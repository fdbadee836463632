extension Collection<String> {
  /// The first ten of these names, each in quotes, and how many more there are.
  package var listed: String { lazy.map { "'\($0)'" }.abridged }

  /// The first ten of them, and how many more there are.
  package var abridged: String {
    let rest = count - 10
    return prefix(10).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
