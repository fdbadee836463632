@testable import FlinkDeploy

/// Texts of `init`.
extension CatalogueGroup {
  static let initialization = [
    CatalogueGroup(
      .text, "InitQuestion", in: "FlinkDeploy/Commands/InitQuestion.swift", for: [.commands], InitQuestion.allCases),
    CatalogueGroup(
      .text, "InitHelp", in: "FlinkDeploy/Catalogue/InitHelp.swift", for: [.commands], InitHelp.allCases),
    CatalogueGroup(.text, "InitText", in: "FlinkDeploy/Catalogue/InitText.swift", for: [.commands], initTexts),
    CatalogueGroup(
      .error, "InitProblem", in: "FlinkDeploy/Catalogue/InitProblem.swift", for: [.commands], initProblems),
    CatalogueGroup(
      .remedy, "InitRemedy", in: "FlinkDeploy/Catalogue/InitProblem.swift", for: [.commands],
      [
        InitRemedy.answer, .removeLineEnd, .hidePassword, .leaveOut, .nameLines, .removeVariables, .encodeInput,
        .overwrite, .chooseFile,
      ]),
  ]

  private static let initTexts: [InitText] = [
    .introduction(path: ".env"), .fromEnvironment(["ALIYUN_REGION", "PGPASSWORD"]),
    .prompt(.region, former: nil, isOptional: false), .prompt(.accessKeySecret, former: nil, isOptional: false),
    .prompt(.kafkaServers, former: "kafka:9092", isOptional: true),
    .prompt(.hologresDatabase, former: "shop", isOptional: false), .replaceQuestion(path: ".env"),
    .reconsider(.database), .kept(["FLINK_DEPLOY_READ_ONLY"]), .others,
    .checking(.kafka),
    .settings([InitQuestion.kafkaServers.name, InitQuestion.kafkaPassword.name]), .written(path: "/srv/.env"), .clients,
    .next(needsUpgrade: true, file: nil), .next(needsUpgrade: false, file: "/srv/other.env"), .cancelled, .header,
  ]

  private static let initProblems: [InitProblem] = [
    .missing([.region, .accessKeySecret]),
    .malformed(SettingsError("ALIYUN_REGION", .invalidRegion("cn hangzhou"))),
    .malformedLine(.region, .invalidRegion("secret")), .lineEnd(.namespace), .visiblePassword(.databaseURL),
    .unused([.kafkaUsername]), .surplusLines(1), .surplusLines(2), .unknownVariables(["FLINK_DEPLOY_ALERTS"]),
    .malformedInput(.lineWithoutEquals(2)), .unreadableInput, .fileExists(path: ".env"),
    .link(path: ".env", target: "/srv/flink.env"),
    .unwritableFile(path: "/etc/flink-deploy/.env", reason: "Permission denied"),
  ]
}
