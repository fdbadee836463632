import Deployments
import JSONCoding

/// Brings one pipeline of a batch about, or reverses it; each step is an operation of the journal, or joins one.
struct BatchItemRunner {
  /// The longest wait for one operation before it is asked for again.
  private static let patience = 3600
  private static let shortestPause = Duration.milliseconds(250)
  private static let longestPause = Duration.seconds(2)

  let application: Application
  let service: DeploymentService
  let lookups: BatchLookups
  let policy: BatchArguments.ExistingPolicy
  /// The client that began the batch.
  let client: String?
  /// Called with the progress of the item.
  let onProgress: ProgressHandler

  /// The client of the item's operations, which never cancels them: a batch goes on if its caller stops waiting.
  private var caller: Caller { Caller(client: client, hasCancelled: { false }, onProgress: onProgress) }

  private var comparison: BatchComparison { BatchComparison(application: application, caller: caller) }

  /// What the batch records of an item, and its result.
  typealias End = (effect: BatchItem.Effect, stage: BatchItem.Stage, result: RecordedResult)

  /// Brings the pipeline about.
  /// - Parameters:
  ///   - object: Its arguments.
  ///   - arguments: The same, parsed.
  ///   - effect: What an earlier process has recorded; nil if the item begins now.
  ///   - begins: Records what the batch does before it does it; false if it must not.
  /// - Returns: How it ended; nil if this task was cancelled, or the batch belongs to another process.
  func run(
    _ object: JSONObject, _ arguments: GenerateAndDeployArguments, recorded effect: BatchItem.Effect?,
    begins: (BatchItem.Effect) async -> Bool
  ) async -> End? {
    var effect = effect
    var pause = Self.shortestPause
    while !Task.isCancelled {
      let decision: BatchLookup.Decision
      let lookup: BatchLookup
      do throws(Failure) {
        lookup = try await lookups.current()
        decision = lookup.decision(object, arguments, policy)
      } catch {
        return (effect ?? .none, .failed, RecordedResult(ActionResult(error, deploymentName: arguments.name)))
      }
      var result: ActionResult?
      switch decision {
      case .unchanged(let known), .kept(let known):
        let result = RecordedResult(ActionResult(.succeeded, lookup.identity(of: known), notes: decision.notes))
        // What an earlier process of the batch has created is not what was there before.
        return (effect ?? .none, effect == .creates ? .succeeded : .unchanged, result)
      case .await: break
      case .foreign(let deployment):
        let result = await comparison.result(of: object, with: deployment)
        return (effect ?? .none, result.failure == nil ? .unchanged : .failed, RecordedResult(result))
      case .create(let joined):
        // What another call has begun is not reversed by this one.
        let own: BatchItem.Effect = joined == nil ? .creates : .none
        if effect == nil, await !begins(own) { return nil }
        effect = effect ?? own
        result = await deploy(object)
        if let result, let end = end(of: result, effect ?? own) { return end }
      case .update(let known, let id):
        let change = Self.updateArguments(object, known, deploymentID: id)
        if effect == nil, await comparison.isUnchanged(change) {
          return (.none, .unchanged, RecordedResult(ActionResult(.succeeded, lookup.identity(of: known))))
        }
        // Created by an earlier process of this batch: there is nothing to change.
        if effect == .creates {
          return (.creates, .succeeded, RecordedResult(ActionResult(.succeeded, lookup.identity(of: known))))
        }
        let before = BatchItem.Effect.updates(from: known.version ?? 1)
        if effect == nil, await !begins(before) { return nil }
        effect = effect ?? before
        result = await UpdateJob(application: application, caller: caller).run(change)
        if let result, let end = end(of: result, effect ?? before) { return end }
      }
      await lookups.expire()
      // Another operation holds the deployment, or this one takes long.
      if result?.outcome != .inProgress { try? await Task.sleep(for: pause) }
      pause = min(pause * 2, Self.longestPause)
    }
    return nil
  }

  private func deploy(_ object: JSONObject) async -> ActionResult {
    var object = object
    object[.waitSeconds] = .int(Self.patience)
    return await GenerateAndDeploy(application: application, caller: caller).run(object)
  }

  /// How an item ended with `result`; nil if its operation has not ended, or could not begin yet.
  private func end(of result: ActionResult, _ effect: BatchItem.Effect) -> End? {
    let recorded = RecordedResult(result)
    switch result.outcome {
    case .inProgress: return nil
    case .succeeded:
      // An update that changed nothing leaves the version that was there.
      if case .updates(let version) = effect, recorded.form["version"]?.int == version {
        return (.none, .unchanged, recorded)
      }
      return (effect, .succeeded, recorded)
    case .failed:
      let isHeld = result.failure?.code == "conflict" && result.failure?.problem.isRetryable == true
      return isHeld || Task.isCancelled ? nil : (effect, .failed, recorded)
    }
  }

  /// The arguments of `update_job` for a pipeline that exists.
  /// - Parameter known: What the store has of it; nil for a deployment that flink-deploy did not create.
  static func updateArguments(
    _ object: JSONObject, _ known: KnownPipeline?, deploymentID: String
  ) -> JSONObject {
    var change = UpdateArguments.kept(object)
    change[.sampleMessages] = object[.sampleMessages]
    // The batch says all of what describes the pipeline; settings that it leaves out stay.
    for argument in UpdateArguments.describing where change[argument] == nil && known?.arguments[argument] != nil {
      change[argument] = .null
    }
    change[.deploymentID] = .string(deploymentID)
    change[.waitUntil] = object[.waitUntil]
    change[.waitSeconds] = .int(patience)
    return change
  }

  // MARK: Reversal

  /// Reverses what was done.
  /// - Parameter result: The result of the item.
  /// - Returns: The stage and the result; nil if this task was cancelled.
  func reverse(_ effect: BatchItem.Effect, _ result: JSON) async -> End? {
    var isReturned: Bool?
    switch effect {
    case .none: isReturned = true
    case .creates: isReturned = await delete(recordID: result[Argument.aliyunJobID.rawValue]?.int)
    case .updates(let version):
      isReturned = await `return`(result[Argument.deploymentID.rawValue]?.string, to: version)
    }
    guard let isReturned, !Task.isCancelled else { return nil }
    let problem: BatchProblem = isReturned ? .returned : .notReturned
    let identity = ActionResult.Identity(
      status: isReturned && effect == .creates ? .rolledBack : nil, deploymentID: result["deployment_id"]?.string,
      jobID: result["job_id"]?.string, aliyunJobID: result["aliyun_job_id"]?.int,
      sqlRecordID: result["sql_record_id"]?.int, deploymentName: result["deployment_name"]?.string)
    return (
      effect, isReturned ? .returned : .left,
      RecordedResult(ActionResult(.failed, identity, failure: Failure(problem, isRolledBack: isReturned)))
    )
  }

  private func delete(recordID: Int?) async -> Bool? {
    guard let recordID else { return false }
    while !Task.isCancelled {
      do throws(OperationFailure) {
        guard let operation = try await service.rollBack(deployOnRecord: recordID) else { return false }
        let report: @Sendable (OperationSnapshot) -> Void = { [onProgress, voice = application.voice] in
          onProgress($0.progress.done, $0.progress.total, $0.report.text(voice))
        }
        let snapshot = await service.wait(for: operation, timeout: .seconds(Self.patience), onProgress: report)
        if case .failed(let failure) = snapshot.outcome { return failure.isRolledBack == true }
        if snapshot.outcome == .succeeded { return false }
      } catch {
        guard error.isRetryable else { return false }
        try? await Task.sleep(for: Self.longestPause)
      }
    }
    return nil
  }

  private func `return`(_ deploymentID: String?, to version: Int) async -> Bool? {
    guard let deploymentID else { return false }
    var change: JSONObject = [
      "deployment_id": .string(deploymentID), "version": .int(version), "wait_until": "RUNNING",
      "wait_seconds": .int(Self.patience),
    ]
    while !Task.isCancelled {
      let result = await UpdateJob(application: application, caller: caller).run(change)
      switch result.outcome {
      case .succeeded: return true
      case .inProgress: break
      case .failed where result.failure?.code == "incompatible_state" && change[.state] == nil:
        change[.state] = .string(UpdateArguments.State.version.rawValue)
      case .failed where result.failure?.code == "conflict" && result.failure?.problem.isRetryable == true:
        try? await Task.sleep(for: Self.longestPause)
      case .failed: return Task.isCancelled ? nil : false
      }
    }
    return nil
  }
}
