import AliyunFlink
import Deployments
import JSONCoding

/// Plans all pipelines of a batch, many at the same time; nothing is changed.
struct BatchPlanner: Sendable {
  /// The number of pipelines that are planned at the same time.
  private static let atOnce = 32

  let application: Application
  let caller: Caller

  /// The plan of a batch.
  /// - Parameter lookup: What exists.
  func plan(_ arguments: BatchArguments, _ lookup: BatchLookup) async -> BatchPlan {
    let total = arguments.parsed.count
    var items = [BatchPlan.Item?](repeating: nil, count: total)
    await withTaskGroup(of: (Int, BatchPlan.Item).self) { group in
      var next = 0
      func add() {
        guard next < total else { return }
        let place = next
        next += 1
        group.addTask { (place, await item(place, arguments, lookup)) }
      }
      for _ in 0..<Self.atOnce { add() }
      var done = 0
      while let (place, item) = await group.next() {
        items[place] = item
        done += 1
        caller.onProgress(
          Double(done), Double(total), BatchText.planned(done: done, total: total).text(application.voice))
        add()
      }
    }
    return BatchPlan(items.compactMap { $0 }, of: arguments)
  }

  private func item(_ place: Int, _ arguments: BatchArguments, _ lookup: BatchLookup) async -> BatchPlan.Item {
    let (object, pipeline) = (arguments.pipelines[place], arguments.parsed[place])
    let decision = lookup.decision(object, pipeline, arguments.ifExists)
    switch decision {
    case .unchanged(let known), .kept(let known):
      let result = ActionResult(.succeeded, lookup.identity(of: known), notes: decision.notes)
      return BatchPlan.Item(
        action: .unchanged, document: result.document(application.voice),
        digest: "\(known.deploymentID ?? "") \(known.version ?? 0)")
    case .create(let known?), .await(let known):
      return BatchPlan.Item(
        action: .adopt, document: ActionResult(.succeeded, lookup.identity(of: known)).document(application.voice),
        digest: known.digest)
    case .create(nil): return await creation(object)
    case .foreign(let deployment):
      let result = await BatchComparison(application: application, caller: quietly).result(of: object, with: deployment)
      return BatchPlan.Item(
        action: result.failure == nil ? .unchanged : .refused, document: result.document(application.voice),
        digest: deployment.id)
    case .update(let known, let id):
      return await update(BatchItemRunner.updateArguments(object, known, deploymentID: id), known)
    }
  }

  /// A caller without progress of its own: that of the whole plan is shown.
  private var quietly: Caller { Caller(client: caller.client, hasCancelled: caller.hasCancelled) { _, _, _ in } }

  private func creation(_ object: JSONObject) async -> BatchPlan.Item {
    var object = object
    object[.dryRun] = true
    let result = await GenerateAndDeploy(application: application, caller: quietly).run(object)
    return item(result.failure == nil ? .create : .refused, result)
  }

  private func update(_ change: JSONObject, _ known: KnownPipeline) async -> BatchPlan.Item {
    var change = change
    change[.dryRun] = true
    let result = await UpdateJob(application: application, caller: quietly).run(change)
    let isUnchanged = result.notes.contains(.update(.unchanged))
    let action: BatchPlan.Action =
      switch result.failure?.code {
      case UpdateProblem.draftEdited.code?: .drifted
      case .some: .refused
      case nil where isUnchanged: .unchanged
      case nil: known.version == nil ? .adopt : .update
      }
    return item(action, result)
  }

  private func item(_ action: BatchPlan.Action, _ result: ActionResult) -> BatchPlan.Item {
    var document = result.document(application.voice)
    // The batch is applied as a whole.
    document["next_step"] = .null
    return BatchPlan.Item(
      action: action, document: BatchResult.small(document),
      digest: document["plan_digest"]?.string ?? result.failure?.code ?? "")
  }
}
