import FlinkSQL
import PipelineTypes

/// Finds pipelines of a batch that would write the same rows.
///
/// Two pipelines do so if they write the messages of one topic to one table, or columns of one table by its primary key.
struct WriteConflicts {
  /// A pipeline that writes rows.
  struct Writer {
    /// Its number in the batch, from 0.
    let index: Int
    /// The place of its table, such as `pipelines[2].hologres_table`.
    let path: String
    let arguments: GenerateAndDeployArguments
    /// The tables that it does not write yet: only with them can it be wrong, since what runs already stays.
    let begins: Set<TableName>
  }

  /// The tables that several pipelines write, in any order.
  let tables: Set<TableName>
  private let writers: [Writer]

  /// The conflicts among pipelines whose SQL is generated.
  init(_ writers: [Writer]) {
    let counts = writers.flatMap(\.arguments.tables).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let shared = Set(counts.filter { $0.value > 1 }.keys)
    tables = shared
    self.writers = writers.filter { !shared.isDisjoint(with: $0.arguments.tables) }
  }

  /// The mistakes of the pipelines that begin to write what another one writes, in the order of the batch.
  /// - Parameter targets: ``tables`` as the database has them, those that could be read.
  func mistakes(_ targets: [TableName: TargetTable]) -> [ManifestMistake] {
    let groups = Dictionary(
      uniqueKeysWithValues: tables.map { table in
        let writers = writers.filter { $0.arguments.tables.contains(table) }
        return (table, WritersOfTable(writers, table, targets[table]))
      })
    return writers.flatMap { writer in
      writer.arguments.tables.filter(writer.begins.contains).compactMap { groups[$0]?.mistake(of: writer) }
    }
  }
}

/// The pipelines of a batch that write one table.
private struct WritersOfTable {
  private let writers: [WriteConflicts.Writer]
  private let table: TableName
  /// The columns of the primary key; empty if there is none, or if it is not known.
  private let key: [String]
  /// The columns that each pipeline writes apart from those of the key; none for one whose messages decide.
  private let columns: [Int: Set<String>]

  init(_ writers: [WriteConflicts.Writer], _ table: TableName, _ target: TargetTable?) {
    let key = target?.primaryKey ?? []
    (self.writers, self.table, self.key) = (writers, table, key)
    var columns: [Int: Set<String>] = [:]
    if let target, !key.isEmpty { for writer in writers { columns[writer.index] = Self.columns(writer, target) } }
    self.columns = columns
  }

  /// What is wrong with a pipeline that begins to write the table; nil if nothing is.
  func mistake(of writer: WriteConflicts.Writer) -> ManifestMistake? {
    for other in writers where other.index != writer.index {
      // Of two that begin, the first one is right.
      if other.begins.contains(table), other.index > writer.index { continue }
      if let fault = fault(writer, other) { return ManifestMistake(path: writer.path, fault) }
    }
    return nil
  }

  private func fault(_ writer: WriteConflicts.Writer, _ other: WriteConflicts.Writer) -> ManifestFault? {
    let topic = writer.arguments.topic
    if topic == other.arguments.topic {
      return .sameRows(topic: topic.description, table: table.description, first: other.index)
    }
    if key.isEmpty { return nil }
    if let own = columns[writer.index], let others = columns[other.index], own.isDisjoint(with: others) { return nil }
    return .sameKey(table: table.description, key: key, first: other.index)
  }

  private static func columns(_ writer: WriteConflicts.Writer, _ target: TargetTable) -> Set<String>? {
    guard let columns = writer.arguments.columns, let schema = try? MessageSchema(columns: columns),
      let plan = try? TablePlan(target.name, target, schema, .assumed)
    else { return nil }
    return Set(plan.mapping.columns.map(\.name)).subtracting(target.primaryKey)
  }
}
