import JSONCoding
import Postgres
import Sandbox
import TestSupport

@testable import FlinkDeploy

/// A database of a test's own that lacks the tables of its calls.
struct MissingTarget: Sendable {
  /// Stands for the procedure of Hologres, and checks that the table has this name.
  private static let procedure = """
    create table properties (table_name text, property text, value text);
    create procedure set_table_property(name text, property text, value text) language sql
      as 'insert into properties values ($1::regclass::text, $2, $3)';
    """

  /// The cloud and the store.
  let fixture: Fixture
  /// The application that plans.
  let application: Application

  /// Runs `body` with an empty database.
  /// - Parameters:
  ///   - name: What distinguishes the database from those of other tests.
  ///   - tables: Statements that make the tables that exist.
  static func with<Value: Sendable>(
    _ name: String, tables: [String] = [], _ body: @escaping @Sendable (MissingTarget) async throws -> Value
  ) async throws -> Value {
    try await Fixture.with(sharesStore: true, tables: ["select '\(name)'", procedure] + tables) { fixture in
      try await fixture.withApplication { application in
        try await body(MissingTarget(fixture: fixture, application: application))
      }
    }
  }

  /// Calls `generate_and_deploy`.
  func deploy(_ messages: [String], into table: String, _ changes: JSONObject = [:]) async -> ActionResult {
    var call: JSONObject = [
      "topic": "suggested", "hologres_table": .string(table), "wait_seconds": 30,
      "sample_messages": .array(messages.map(JSON.string)),
    ]
    for member in changes.members { call[member.key] = member.value.isNull ? nil : member.value }
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
    return await GenerateAndDeploy(application: application, caller: caller).run(call)
  }

  /// Calls `generate_and_deploy` as a dry run.
  func dryRun(_ messages: [String], into table: String, _ changes: JSONObject = [:]) async -> JSONObject {
    var changes = changes
    changes["dry_run"] = true
    return await deploy(messages, into: table, changes).document
  }

  /// Runs statements in the database.
  @discardableResult
  func run(_ statements: String) async throws -> [PostgresRow] {
    try await fixture.postgres.client(database: fixture.targetDatabase, connections: 1).query(statements)
  }

  /// The properties that were set, such as `orders orientation column`.
  func properties() async throws -> [String] {
    try await run("select table_name || ' ' || property || ' ' || value as line from properties order by property desc")
      .map { try $0.requiredString("line") }
  }
}

extension JSONObject {
  /// The suggested statements; nil for none.
  var suggestedDDL: String? { self["suggested_ddl"]?.string }

  /// The columns whose values do not all arrive as they are.
  var lossyColumns: [String] {
    (self["columns"]?.array ?? []).filter { ["lossy", "impossible"].contains($0["verdict"]?.string) }
      .compactMap { $0["column"]?.string }
  }
}
