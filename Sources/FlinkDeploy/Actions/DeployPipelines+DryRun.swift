import Deployments
import JSONCoding

/// `dry_run`: shows what would become of each pipeline, and changes nothing.
extension DeployPipelines {
  /// The result of a dry run.
  func dryRun(_ arguments: BatchArguments) async -> ActionResult {
    let lookup: BatchLookup
    do throws(Failure) {
      let service = try? application.deployments()
      lookup =
        if let service { try await BatchLookup(arguments.parsed.map(\.name), service) } else { BatchLookup() }
    } catch {
      return ActionResult(error)
    }
    let plan = await BatchPlanner(application: application, caller: caller).plan(arguments, lookup)
    let created = zip(arguments.parsed, plan.items).filter { $0.1.action == .create }.map(\.0)
    let shortage = await BatchQuota(application).shortage(of: created)
    let failed = zip(arguments.parsed, plan.items).filter { $0.1.action.isFailure }
    let failure = failed.first.map { first in
      Failure(
        BatchProblem.pipelinesFailed(
          count: failed.count, total: plan.items.count, first: first.0.name, arguments.onFailure))
    }
    var result = ActionResult(
      failure == nil ? .succeeded : .failed, notes: shortage.map { [.plan(.quotaExceeded($0))] } ?? [],
      nextStep: failure != nil || plan.isUnchanged ? nil : .applyPlan, failure: failure)
    result.add("results", .array(plan.items.map { .object($0.shown) }))
    result.add("counts", plan.counts)
    result.add("plan", plan.figures(of: arguments))
    result.add("plan_digest", .string(plan.digest))
    return result
  }
}
