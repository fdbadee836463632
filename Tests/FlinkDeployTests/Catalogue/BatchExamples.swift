@testable import FlinkDeploy

/// Texts of batches.
extension CatalogueGroup {
  static let batches = [
    CatalogueGroup(
      .error, "BatchProblem", in: "FlinkDeploy/Catalogue/BatchProblem.swift",
      [
        BatchProblem.cycle(["orders-copy", "copy-orders"]),
        .pipelinesFailed(count: 2, total: 50, first: "orders", .goOn),
        .pipelinesFailed(count: 50, total: 50, first: "orders", .rollBackAll),
        .notBegun, .returned, .notReturned,
      ]),
    CatalogueGroup(
      .remedy, "BatchRemedy", in: "FlinkDeploy/Catalogue/BatchProblem.swift",
      [
        BatchRemedy.separate, .correctFailed(.goOn), .correctFailed(.rollBackAll), .repeatAll, .checkDeployment,
      ]),
    CatalogueGroup(
      .text, "BatchText", in: "FlinkDeploy/Catalogue/BatchText.swift",
      [
        BatchText.progress(done: 3, total: 50, name: "orders", message: "RUNNING"), .done(50, total: 50),
        .planned(done: 3, total: 50), .waits, .runs, .returns, .statementsNotWritten(path: "tables.sql"),
      ]),
    CatalogueGroup(
      .text, "BatchHelp", in: "FlinkDeploy/Catalogue/BatchHelp.swift", for: [.commands], BatchHelp.allCases),
  ]
}
