import DeploymentStore
import Deployments
import Foundation
import JSONCoding
import Postgres
import Sandbox
import TestSupport

/// A database with the store of an earlier schema version, from a committed dump.
///
/// To add one after a new migration, apply all steps to an empty database, insert typical rows, and commit the output of
/// `pg_dump --inserts --no-owner --no-privileges` without comments, `SET` and lines that begin with a backslash.
struct EarlierStore: Sendable {
  /// The database.
  let client: PostgresClient
  /// The connection URI.
  let uri: String

  /// Runs `body` with a store of a version, in a database that is removed afterwards.
  /// - Parameter version: The schema version; nil for an empty database.
  static func with<Value>(
    version: Int?, _ body: (EarlierStore) async throws -> Value
  ) async throws -> Value {
    let server = try await Fixture.sharedPostgres
    let name = "upgrade_\(UUID().uuidString.lowercased())"
    try await server.createDatabase(name)
    let store = EarlierStore(client: server.client(database: name, connections: 4), uri: server.uri(database: name))
    if let version { try await store.client.query(try dump(version)) }
    let result: Result<Value, any Error>
    do { result = .success(try await body(store)) } catch { result = .failure(error) }
    try await server.client(database: "postgres", connections: 1).query("drop database \"\(name)\" with (force)")
    return try result.get()
  }

  private static func dump(_ version: Int) throws -> String {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Stores/version-\(version).sql")
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// The store of the workspace in the dump, for a process of this name.
  func store(of owner: String) -> PostgresOperationStore {
    PostgresOperationStore(
      client: client,
      scope: .init(workspaceID: "a14bd5d90a0000", namespace: "default-namespace", owner: owner))
  }

  /// All rows by their table, each as JSON; the record of the migrations is left out.
  func rows() async throws -> [String: [JSON]] {
    let tables = try await client.query(
      """
      select table_name::text as name from information_schema.tables
      where table_schema = 'public' and table_name <> 'flink_deploy_migrations'
      """)
    var rows: [String: [JSON]] = [:]
    for table in tables {
      let name = try table.requiredString("name")
      // Both keys of a table are its first columns.
      let found = try await client.query("select to_jsonb(t)::text as line from \(name) t order by t")
      rows[name] = try found.map { try JSON.parse(try $0.requiredString("line")) }
    }
    return rows
  }

  /// The columns, indexes and constraints, each as a line.
  func schema() async throws -> [String] {
    let found = try await client.query(
      """
      select format('column %s.%s %s %s null:%s default:%s identity:%s', table_name, column_name, ordinal_position,
        data_type, is_nullable, column_default, identity_generation) as line
      from information_schema.columns where table_schema = 'public'
      union all
      select indexdef from pg_indexes where schemaname = 'public'
      union all
      select format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace
      order by 1
      """)
    return try found.map { try $0.requiredString("line") }
  }
}
