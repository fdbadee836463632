import Postgres
import Sandbox

/// Databases in place of Hologres, each created once for all tests with the same tables.
actor TargetDatabases {
  private var made: [[String]: Task<String, any Error>] = [:]

  func database(_ tables: [String], _ server: PrivatePostgres) async throws -> String {
    if let task = made[tables] { return try await task.value }
    let name = "target_\(made.count)"
    let task = Task {
      try await server.createDatabase(name)
      let client = server.client(database: name, connections: 1)
      for table in tables { try await client.query(table) }
      return name
    }
    made[tables] = task
    return try await task.value
  }
}
