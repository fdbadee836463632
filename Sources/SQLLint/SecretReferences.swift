extension SQLLint {
  /// The secrets that `sql` refers to as `${secret_values.NAME}`, each once; comments are left out.
  public static func secretNames(in sql: String) -> [String] {
    // A hint is an option, though it is written as a comment.
    let tokens = SQLLexer.tokens(of: sql).filter { $0.kind != .comment || $0.text.hasPrefix("/*+") }
    var names: [String] = []
    // Outside quotes, a reference is several tokens.
    var rest = tokens.map(\.text).joined()[...]
    while let start = rest.firstRange(of: "${secret_values.") {
      rest = rest[start.upperBound...]
      let name = String(rest.prefix { $0.isLetter || $0.isNumber || "_-.".contains($0) })
      if !name.isEmpty, rest.dropFirst(name.count).first == "}", !names.contains(name) { names.append(name) }
    }
    return names
  }
}
