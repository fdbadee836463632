import Deployments
import JSONCoding

/// The result of a batch: one small result for each pipeline, and how many there are of each outcome.
struct BatchResult {
  /// The members of a result that a batch leaves out: `generate_and_deploy` with `dry_run` shows them for one pipeline.
  private static let large = ["columns", "flink_sql", "sql_diff", "additional_dependencies"]

  let arguments: BatchArguments
  let voice: Voice

  /// A result without what would make two hundred of them too large.
  static func small(_ document: JSONObject) -> JSONObject {
    let isFailed = document["outcome"] == "failed"
    return JSONObject(
      document.members.filter { member in
        !large.contains(member.key) && (isFailed || !["dry_parse", "findings"].contains(member.key))
      }.map { ($0.key, $0.value) })
  }

  /// The result as the items stand.
  /// - Parameters:
  ///   - known: What the store has of the deployments, for items in progress.
  ///   - taskID: The ID of the batch's task.
  func result(
    _ items: [StoredBatch.Item], isOver: Bool, known: [String: KnownPipeline], taskID: String?
  ) -> ActionResult {
    let documents = zip(arguments.parsed, items).map { pipeline, item in
      document(item, of: pipeline.name, known[pipeline.name])
    }
    let failed = zip(arguments.parsed, items).filter { $0.1.stage.isFailure }
    let outcome: ActionResult.Outcome = isOver ? (failed.isEmpty ? .succeeded : .failed) : .inProgress
    let first = failed.first { $0.1.stage == .failed } ?? failed.first
    let failure = first.map { first in
      Failure(
        BatchProblem.pipelinesFailed(count: failed.count, total: items.count, first: first.0.name, arguments.onFailure),
        isRolledBack: arguments.onFailure == .rollBackAll && items.contains { $0.stage == .returned }
          ? !items.contains { $0.stage == .left } : nil)
    }
    var result = ActionResult(
      outcome, nextStep: isOver ? nil : .awaitBatch, failure: isOver ? failure : nil, taskID: taskID)
    result.add("results", .array(documents.map(JSON.object)))
    result.add("counts", BatchResult.counts(items))
    return result
  }

  /// The number of pipelines of each outcome.
  static func counts(_ items: [StoredBatch.Item]) -> JSON {
    [
      "succeeded": .int(items.count { $0.stage == .succeeded }),
      "unchanged": .int(items.count { $0.stage == .unchanged }), "failed": .int(items.count { $0.stage.isFailure }),
      "in_progress": .int(items.count { !$0.stage.isEnd }),
    ]
  }

  private func document(_ item: StoredBatch.Item, of name: String, _ known: KnownPipeline?) -> JSONObject {
    var document =
      if item.stage.isEnd, let recorded = RecordedResult(item.result) {
        recorded.document(voice)
      } else {
        unfinished(item, of: name, known)
      }
    document["action"] = .string(item.action)
    return document
  }

  private func unfinished(_ item: StoredBatch.Item, of name: String, _ known: KnownPipeline?) -> JSONObject {
    if item.stage == .notBegun {
      return ActionResult(Failure(BatchProblem.notBegun), deploymentName: name).document(voice)
    }
    let isBegun = item.stage != .waiting
    let identity = ActionResult.Identity(
      status: isBegun ? known?.status : nil, deploymentID: known?.deploymentID, jobID: isBegun ? known?.jobID : nil,
      aliyunJobID: isBegun ? known?.aliyunJobID : nil, sqlRecordID: isBegun ? known?.sqlRecordID : nil,
      deploymentName: name)
    let next = isBegun ? known?.aliyunJobID.map(NextStep.awaitRecord) : nil
    return ActionResult(.inProgress, identity, nextStep: next).document(voice)
  }
}

extension BatchItem.Stage {
  /// Whether the pipeline is not as wanted, for good.
  var isFailure: Bool {
    switch self {
    case .failed, .notBegun, .returned, .left: true
    case .waiting, .running, .returning, .succeeded, .unchanged: false
    }
  }
}

extension StoredBatch.Item {
  /// What the batch does to the deployment, as results name it.
  fileprivate var action: String {
    switch (stage, effect) {
    case (.unchanged, _): "unchanged"
    case (.waiting, _), (.notBegun, _): "none"
    case (.succeeded, .none): "adopt"
    case (_, .creates): "create"
    case (_, .updates): "update"
    case (_, .none): "none"
    }
  }
}
