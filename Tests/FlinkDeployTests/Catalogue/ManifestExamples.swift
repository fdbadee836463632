import ModelContextProtocol

@testable import FlinkDeploy

/// Mistakes in manifests, and comments in those that are written.
extension CatalogueGroup {
  static let manifests = [
    CatalogueGroup(
      .error, "ManifestFault", in: "FlinkDeploy/Catalogue/ManifestProblem.swift",
      shared: ["malformed_manifest", "duplicate_pipeline"], faults
    ) { MalformedManifest(file: "m.yaml", [ManifestMistake(path: "pipelines[2]", $0, at: place)]) },
    CatalogueGroup(
      .part, "ManifestFault", in: "FlinkDeploy/Catalogue/ManifestProblem.swift", faults
    ) { MalformedManifest(file: nil, [ManifestMistake(path: "pipelines[2]", $0)]) },
    CatalogueGroup(
      .remedy, "ManifestRemedy", in: "FlinkDeploy/Catalogue/ManifestProblem.swift", for: [.commands],
      [ManifestRemedy.correct, .makeReadable, .split]),
    CatalogueGroup(
      .text, "ManifestNote", in: "FlinkDeploy/Catalogue/ManifestNote.swift", for: [.commands], notes),
    CatalogueGroup(
      .text, "ManifestHelp", in: "FlinkDeploy/Catalogue/ManifestHelp.swift", for: [.commands], ManifestHelp.allCases),
  ]

  private static let place = ManifestPlace(line: 3, column: 5)

  private static let faults: [ManifestFault] = [
    .unreadableFile, .notUTF8, .tooLarge(mostBytes: 1 << 20), .malformedYAML("did not find expected ',' or '}'"),
    .indentedByTab, .controlCharacter(7), .tooManyValues(most: 250_000), .tooDeep(mostLevels: 100),
    .repeatedKey("topic", first: ManifestPlace(line: 1, column: 5)), .repeatedKey("topic", first: nil), .keyNotText,
    .unknownTag("!secret"), .mergeOfOther, .violation(.missing), .problem(AnyProblem(PlanProblem.invalidName("a/b"))),
    .duplicatePipeline(name: "orders", first: 0), .repeatedIdempotencyKey(first: 0),
    .sameRows(topic: "orders", table: "public.orders", first: 0),
    .sameKey(table: "public.orders", key: ["region", "order_id"], first: 0),
  ]

  private static let notes: [ManifestNote] = [
    .header, .nothing, .perhapsDeleted, .version(2, deploymentID: "5e1b7c3a"), .recorded(deploymentID: "5e1b7c3a"),
    .foreign(deploymentID: "5e1b7c3a"), .topicUnknown, .tableUnknown, .expertResources,
    .secretSettings(["s3.secret-key"]), .secretInSQL, .dependencies(["oss://bucket/file.jar"]),
  ]
}
