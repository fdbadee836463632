import Deployments
import JSONCoding
import PipelineTypes

/// Compares the pipelines of a batch with each other, beside what exists.
struct BatchReview {
  let application: Application

  /// The batch, if nothing is wrong with it; nothing is read unless several pipelines write one table.
  /// - Throws: ``Failure`` that lists all mistakes of all pipelines, or says that the store cannot be read.
  func arguments(of draft: BatchDraft) async throws(Failure) -> BatchArguments {
    let pipelines = draft.pipelines.filter(\.isComparable)
    let candidates = conflicts(pipelines, draft.ifExists, BatchLookup())
    guard !candidates.tables.isEmpty else { return try draft.arguments() }
    var targets: [TableName: TargetTable] = [:]
    for table in candidates.tables { targets[table] = await target(table) }
    guard !candidates.mistakes(targets).isEmpty else { return try draft.arguments() }
    // What runs already is not refused.
    guard let service = try? application.deployments() else {
      return try draft.arguments(candidates.mistakes(targets))
    }
    let lookup: BatchLookup
    do throws(Failure) { lookup = try await BatchLookup(pipelines.map(\.arguments.name), service) } catch {
      // Other mistakes can be corrected meanwhile.
      _ = try draft.arguments()
      throw error
    }
    return try draft.arguments(conflicts(pipelines, draft.ifExists, lookup).mistakes(targets))
  }

  private func conflicts(
    _ pipelines: [BatchCheck.Pipeline], _ policy: BatchArguments.ExistingPolicy, _ lookup: BatchLookup
  ) -> WriteConflicts {
    WriteConflicts(
      pipelines.map { pipeline in
        let decision = lookup.decision(pipeline.object, pipeline.arguments, policy)
        return WriteConflicts.Writer(
          index: pipeline.index, path: pipeline.path, arguments: pipeline.arguments,
          begins: Self.begun(by: pipeline.arguments, decision))
      })
  }

  /// The tables that a pipeline does not write yet.
  private static func begun(
    by arguments: GenerateAndDeployArguments, _ decision: BatchLookup.Decision
  ) -> Set<TableName> {
    switch decision {
    case .create(nil): Set(arguments.tables)
    case .update(let known, _): Set(arguments.tables).subtracting(written(by: known, arguments))
    case .create, .unchanged, .kept, .await, .foreign: []
    }
  }

  /// The tables that a deployment writes from the topic of `arguments`; all of them if its arguments are not known.
  private static func written(by known: KnownPipeline, _ arguments: GenerateAndDeployArguments) -> [TableName] {
    var object = known.arguments
    object[.name] = .string(known.name)
    guard let current = try? GenerateAndDeployArguments(object), current.sql == nil else { return arguments.tables }
    return current.topic == arguments.topic ? current.tables : []
  }

  /// The table as the database has it; nil if it cannot be read, which the plan of its pipelines says.
  private func target(_ name: TableName) async -> TargetTable? {
    guard let catalog = try? application.catalog else { return nil }
    return (try? await application.sources.table(name, in: catalog)) ?? nil
  }
}
