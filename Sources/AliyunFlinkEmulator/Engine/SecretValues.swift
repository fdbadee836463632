/// The places in a script that name a variable of the namespace, as `${secret_values.NAME}`.
struct SecretValues: Sendable {
  /// The script with the values.
  private(set) var script = ""
  /// The values that are in the script now.
  private(set) var values: Set<String> = []
  /// The names of variables that do not exist, each once.
  private(set) var missing: [String] = []

  /// Replaces the variables of `script` by `values`.
  init(_ script: String, _ values: (String) -> String?) {
    var rest = script[...]
    while let start = rest.firstRange(of: "${secret_values.") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      self.script += rest[..<start.lowerBound]
      let name = String(rest[start.upperBound..<end])
      if let value = values(name) {
        self.script += value
        self.values.insert(value)
      } else {
        if !missing.contains(name) { missing.append(name) }
        self.script += rest[start.lowerBound...end]
      }
      rest = rest[rest.index(after: end)...]
    }
    self.script += rest
  }
}
