@testable import FlinkDeploy

/// Mistakes in the rules file of alerts.
extension CatalogueGroup {
  static let alertRules = [
    CatalogueGroup(
      .error, "AlertRulesProblem", in: "FlinkDeploy/Catalogue/AlertRulesProblem.swift", problems
    ) { problem in
      let place = AlertRulesMistake.Place(line: 3, column: 5)
      return MalformedAlertRules(path: "/etc/rules.yaml", mistakes: [AlertRulesMistake(place, problem)])
    },
    CatalogueGroup(
      .remedy, "AlertRulesRemedy", in: "FlinkDeploy/Catalogue/AlertRulesProblem.swift",
      [AlertRulesRemedy.correct, .makeReadable]),
  ]

  private static let problems: [AlertRulesProblem] =
    [
      .unreadableFile, .notUTF8, .malformedYAML("did not find expected ',' or '}'"),
      .unknownKey("for_second", of: "lagging", nearest: "for_seconds", known: []),
      .unknownKey("lines", of: nil, nearest: nil, known: ["rules", "silence"]),
      .unknownRule("laging", nearest: "lagging"), .unknownRule("slow", nearest: nil), .repeatedKey("idle"),
      .missingKey("name"), .notOfDeployments("platform_unreachable"),
      .wrongForm(key: nil, .list, expected: .mapping), .wrongForm(key: "until", .mapping, expected: .time),
      .wrongForm(key: "readings", .text(""), expected: .wholeNumber),
      .outOfRange(key: "readings", 1, lowest: 2, highest: 20),
      .unknownChoice(key: "severity", .text("urgent"), choices: ["warning", "critical"]),
    ]
    + AlertRulesProblem.Form.allCases.map { .wrongForm(key: "enabled", .text("maybe"), expected: $0) }
}
