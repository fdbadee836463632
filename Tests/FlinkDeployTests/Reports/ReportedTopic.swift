import FlinkSQL
import JSONCoding
import TestSupport

@testable import FlinkDeploy

/// Dry runs of topics that users have reported, into tables that the test makes.
enum ReportedTopic {
  /// One engine of each family.
  static let engines = ["vvr-8.0.11-flink-1.17", "vvr-11.1-jdk11-flink-1.20"]

  /// The result of a dry run.
  /// - Parameters:
  ///   - messages: The sampled messages, as text.
  ///   - table: The target table.
  ///   - statements: Statements that make the target table.
  ///   - engine: The engine version.
  static func dryRun(
    _ messages: [String], into table: String, _ statements: [String], on engine: String
  ) async throws -> ActionResult {
    let call: JSONObject = [
      "topic": "reported", "hologres_table": .string(table), "dry_run": true, "engine_version": .string(engine),
      "sample_messages": .array(messages.map(JSON.string)),
    ]
    return try await Fixture.with(sharesStore: true, tables: statements) { fixture in
      try await fixture.withApplication { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        return await GenerateAndDeploy(application: application, caller: caller).run(call)
      }
    }
  }
}

extension ActionResult {
  /// The notes about the pipeline.
  var pipelineNotes: [PipelineNote] {
    notes.compactMap { if case .pipeline(let note) = $0 { note } else { nil } }
  }

  /// The columns that no field can be written to, if they are why the call failed.
  var refusedColumns: [RefusedColumn] {
    switch failure?.problem as? PipelineProblem {
    case .missingFields(let columns, _, _), .incompatibleTypes(let columns, _, _): columns
    default: []
    }
  }
}

extension JSONObject {
  /// The generated SQL; empty if there is none.
  var flinkSQL: String { self["flink_sql"]?.string ?? "" }

  /// The verdict on a column.
  func verdict(on column: String) -> String? {
    self["columns"]?.array?.first { $0["column"]?.string == column }?["verdict"]?.string
  }
}
