import ModelContextProtocol

@testable import FlinkDeploy

/// Texts of commands.
extension CatalogueGroup {
  static let terminal =
    [
      CatalogueGroup(
        .text, "HelpText", in: "FlinkDeploy/Catalogue/HelpText.swift", for: [.commands],
        HelpText.allCases),
      CatalogueGroup(
        .text, "TableLabel", in: "FlinkDeploy/Catalogue/TableLabel.swift", for: [.commands], plain: ["mark"],
        TableLabel.allCases),
      CatalogueGroup(
        .text, "TerminalText", in: "FlinkDeploy/Catalogue/TerminalText.swift", for: [.commands], plain: ["finding"],
        lines),
      CatalogueGroup(
        .error, "UsageProblem", in: "FlinkDeploy/Catalogue/UsageProblem.swift", for: [.commands], usageProblems),
    ] + status

  private static let lines: [TerminalText] = [
    .cancelling, .stopped, .upgraded(from: 3, to: 4), .schemaCurrent(4), .schemaOutdated(3, needed: 4),
    .schemaNewer(5, known: 4),
    .becomes(field: "amount", value: "9.555", result: "9.56"), .failedMessages(failed: "2", total: "200"),
    .failure(count: "2", place: .message("7"), reason: "empty or null"),
    .failure(count: "2", place: .offset("42", partition: "3"), reason: "empty or null"), .moreReasons("4"),
    .moreFields("4"), .finding(place: "2:16", message: "'topic' contains a comma", replacement: nil),
    .finding(place: "2:16", message: "'topic' contains a comma", replacement: "'orders'"),
    .recovered(record: "12", status: "RUNNING", message: "RUNNING"),
    .recovered(record: "12", status: "STARTING", message: "Waiting for the job to run"),
  ]

  private static let usageProblems: [UsageProblem] = [
    .waitOutOfRange(0...86_400), .malformed(flag: "--conf", text: "a", form: "KEY=VALUE"),
    .typeMissing(flag: "--column", text: "created_at::timestamp"),
    .duplicate(flag: "--startup-offset", text: "0=7", key: "0"),
    .unreadableFile(flag: "--samples", path: "/no/such/file"), .notUTF8(flag: "--sql-file", path: "/bin/ls"),
    .twoVersions(flag: "--diff"), .idMissing(flag: "--watch"),
    .invalid(.violations([SchemaViolation(path: "topic", problem: .missing)])),
  ]
}
