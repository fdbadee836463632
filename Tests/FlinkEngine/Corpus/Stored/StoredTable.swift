#if KafkaSampling
  import FlinkSQL
  import JSONCoding
  import PipelineTypes
  import Postgres

  /// A target table, and beside it a table of all rows that the sink gets.
  ///
  /// The database itself converts what is expected to the types of the columns, and compares.
  struct StoredTable {
    /// A row that the sink gets.
    struct Change {
      /// The index of its message.
      let message: Int
      /// The partition of the message.
      let partition: Int
      /// Whether it withdraws a row.
      let isDeletion: Bool
      /// The values in the order of the sink's columns, as the harness writes them.
      let values: [JSON]
    }

    private let table: TargetTable
    private let mapping: ColumnMapping
    private let name: String
    private let expected: String
    private let removesNullCharacters: Bool
    private let database: PostgresClient

    /// Creates both tables.
    /// - Throws: `PostgresError` if the database refuses.
    init(
      _ table: TargetTable, _ mapping: ColumnMapping, in schema: String, removesNullCharacters: Bool,
      _ database: PostgresClient
    ) async throws {
      (self.table, self.mapping, self.database) = (table, mapping, database)
      self.removesNullCharacters = removesNullCharacters
      name = "\(schema).\(StoredTable.quoted(table.name.table))"
      expected = "\(schema).\(StoredTable.quoted("expected \(table.name.table)"))"
      let columns = table.columns.map { "\(StoredTable.quoted($0.name)) \($0.databaseType)" }
      let required = table.columns.filter { !$0.isNullable }.map { "alter \(StoredTable.quoted($0.name)) set not null" }
      let key = table.primaryKey.isEmpty ? [] : ["add primary key (\(keys))"]
      try await database.query("create table \(name) (\(columns.joined(separator: ", ")))")
      let changes = required + key
      if !changes.isEmpty { try await database.query("alter table \(name) \(changes.joined(separator: ", "))") }
      let own = ["number int", "message int", "partition int", "is_deletion boolean"]
      try await database.query("create table \(expected) (\((own + columns).joined(separator: ", ")))")
      // An index refuses long keys.
      if !key.isEmpty { try await database.query("create index on \(expected) (\(keys))") }
    }

    private static func quoted(_ name: String) -> String { "\"\(SQLText.doubled("\"", in: name))\"" }

    private static func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }

    private var keys: String { StoredTable.list(table.primaryKey) }

    /// Adds the rows that the sink gets.
    /// - Returns: The messages with a row that the database refuses.
    func expect(_ changes: [Change]) async -> Set<Int> {
      let types = mapping.columns.map { column in
        table.columns.first { $0.name.isSameName(as: column.name) }
          .map { StoredValue(type: column.type, column: $0, removesNullCharacters: removesNullCharacters) }
      }
      let columns = "number, message, partition, is_deletion, \(StoredTable.list(mapping.columns.map(\.name)))"
      var refused: Set<Int> = []
      for (number, change) in changes.enumerated() {
        // Only the key of a deletion matters.
        let values = zip(types, change.values).map { type, value in
          let isKey = table.primaryKey.containsName(type?.column.name ?? "")
          return type?.expression(change.isDeletion && !isKey ? .null : value)
        }
        let row = ["\(number)", "\(change.message)", "\(change.partition)", "\(change.isDeletion)"]
        let all = (row + values.compactMap(\.self)).joined(separator: ", ")
        do {
          if values.contains(nil) || values.count != mapping.columns.count { throw CorpusError(message: "not a value") }
          try await database.query("insert into \(expected) (\(columns)) values (\(all))")
        } catch {
          refused.insert(change.message)
        }
      }
      return refused
    }

    /// Forgets the rows of messages that are not sent.
    func forget(_ messages: Set<Int>) async throws {
      if messages.isEmpty { return }
      let list = messages.map(String.init).joined(separator: ", ")
      try await database.query("delete from \(expected) where message in (\(list))")
    }

    /// The number of rows in the table.
    func rows() async throws -> Int {
      try await database.query("select count(*) as value from \(name)").first?.requiredInt("value") ?? 0
    }

    /// The number of columns that are written.
    var columnCount: Int { mapping.columns.count }

    /// How the rows differ from the expected ones; nil if they do not.
    func difference() async throws -> String? {
      let row = "row(\(StoredTable.list(table.columns.map(\.name))))::text as r"
      let sides: (written: String, possible: String, unwritten: String)
      if table.primaryKey.isEmpty {
        let rows = "select \(row) from \(expected)"
        sides = ("select \(row) from \(name) except all \(rows)", rows, "\(rows) except all select \(row) from \(name)")
      } else {
        // Messages keep their order only within a partition, so the last one of each can be the last one.
        let last = """
          select * from (select distinct on (\(keys), partition) * from \(expected) \
          order by \(keys), partition, number desc) each where not is_deletion
          """
        let rows = "select \(row) from (\(last)) possible"
        sides = (
          "select \(row) from \(name) except \(rows)", rows,
          """
          select \(row) from (select distinct on (\(keys)) * from (\(last)) possible) wanted \
          where not exists (select from \(name) where (\(keys)) = (\(wantedKeys)))
          """
        )
      }
      let extra = try await texts(sides.written)
      let missing = try await texts(sides.unwritten)
      if extra.isEmpty, missing.isEmpty { return nil }
      let all = try await texts(sides.possible).prefix(20)
      return "table \(table.name): unexpected \(extra), missing \(missing), expected were \(all)"
    }

    private var wantedKeys: String {
      table.primaryKey.map { "wanted.\(StoredTable.quoted($0))" }.joined(separator: ", ")
    }

    private func texts(_ query: String) async throws -> [String] {
      try await database.query("select r from (\(query)) rows").map { try $0.requiredString("r") }
    }
  }
#endif
