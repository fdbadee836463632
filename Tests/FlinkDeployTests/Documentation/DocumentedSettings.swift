/// The settings that the documentation lists.
enum DocumentedSettings {
  /// The variables in the first columns of the tables.
  static func names() throws -> Set<String> {
    let page = try SourceCases.text("Sources/FlinkDeploy/Documentation.docc/Settings.md")
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    return Set(rows.flatMap { $0.split(separator: "|")[0].matches(of: /`([A-Z][A-Z0-9_]+)`/).map { String($0.1) } })
  }
}
