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
    writers.flatMap { writer in
      writer.arguments.tables.filter(writer.begins.contains).compactMap { table -> ManifestMistake? in
        for other in writers where other.index != writer.index && other.arguments.tables.contains(table) {
          // Of two that begin, the first one is right.
          if other.begins.contains(table), other.index > writer.index { continue }
          if let fault = Self.fault(writer, other, table, targets[table]) {
            return ManifestMistake(path: writer.path, fault)
          }
        }
        return nil
      }
    }
  }

  private static func fault(
    _ writer: Writer, _ other: Writer, _ table: TableName, _ target: TargetTable?
  ) -> ManifestFault? {
    let topic = writer.arguments.topic
    if topic == other.arguments.topic {
      return .sameRows(topic: topic.description, table: table.description, first: other.index)
    }
    guard let target, !target.primaryKey.isEmpty else { return nil }
    if let own = columns(writer, target), let others = columns(other, target), own.isDisjoint(with: others) {
      return nil
    }
    return .sameKey(table: table.description, key: target.primaryKey, first: other.index)
  }

  /// The columns that a pipeline writes apart from those of the key; nil if that depends on its messages.
  private static func columns(_ writer: Writer, _ target: TargetTable) -> Set<String>? {
    guard let columns = writer.arguments.columns, let schema = try? MessageSchema(columns: columns),
      let plan = try? TablePlan(target.name, target, schema, .assumed)
    else { return nil }
    return Set(plan.mapping.columns.map(\.name)).subtracting(target.primaryKey)
  }
}
