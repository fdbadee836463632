import Deployments
import Hashing
import JSONCoding

/// Implements `deploy_pipelines`.
struct DeployPipelines {
  let application: Application
  let caller: Caller
  /// Carries batches out after their calls have ended; nil in a command, which carries its own batch out.
  let queue: BatchQueue?

  /// Runs the action.
  func run(_ object: JSONObject) async -> ActionResult {
    await run(object) { () async throws(Failure) in
      try object.requireNoNullCharacters()
      let draft = BatchDraft(object, secrets: application.settings.secrets)
      return try await BatchReview(application: application).arguments(of: draft)
    }
  }

  /// Runs the action.
  /// - Parameters:
  ///   - object: The arguments for the audit.
  ///   - parse: Makes the arguments, or says what is wrong with them.
  func run(_ object: JSONObject, _ parse: () async throws(Failure) -> BatchArguments) async -> ActionResult {
    let result = await perform(parse)
    application.audit(result, of: .deployPipelines, client: caller.client, object)
    return result
  }

  private func perform(_ parse: () async throws(Failure) -> BatchArguments) async -> ActionResult {
    do throws(Failure) {
      let arguments = try await parse()
      _ = try arguments.predecessors()
      if arguments.isDryRun { return await dryRun(arguments) }
      let service = try application.deployments()
      return try await apply(arguments, service, service.batches)
    } catch {
      return ActionResult(error)
    }
  }

  private func apply(
    _ arguments: BatchArguments, _ service: DeploymentService, _ store: any BatchStore
  ) async throws(Failure) -> ActionResult {
    do throws(StoreError) {
      // The same call joins its batch, whatever its plan is by now.
      if let running = try await store.runningBatch(digest: arguments.digest) {
        return await wait(for: running, isOwned: false, arguments, service, store)
      }
    } catch { throw Failure(OperationFailure(error)) }
    try await checkBeforeBeginning(arguments, service)
    do throws(StoreError) {
      let (batch, isNew) = try await store.begin(
        NewBatch(
          digest: arguments.digest, arguments: arguments.json.withoutNullCharacters,
          names: arguments.parsed.map(\.name), client: caller.client,
          taskID: OperationTask.id(ofMarker: randomHexadecimal(bytes: 16))))
      return await wait(for: batch, isOwned: isNew, arguments, service, store)
    } catch { throw Failure(OperationFailure(error)) }
  }

  /// Checks the plan and the quota before anything is done.
  /// - Throws: ``Failure`` if the plan is another one than the caller saw, or its deployments cannot fit.
  private func checkBeforeBeginning(
    _ arguments: BatchArguments, _ service: DeploymentService
  ) async throws(Failure) {
    let lookup = try await BatchLookup(arguments.parsed.map(\.name), service)
    let created = zip(arguments.pipelines, arguments.parsed).filter { object, pipeline in
      if case .create(nil) = lookup.decision(object, pipeline, arguments.ifExists) { true } else { false }
    }.map(\.1)
    if let shortage = await BatchQuota(application).shortage(of: created) {
      throw Failure(PlanProblem.quotaExceeded(shortage))
    }
    guard let digest = arguments.planDigest else { return }
    let plan = await BatchPlanner(application: application, caller: caller).plan(arguments, lookup)
    // The same call after its success finds nothing to do.
    if plan.digest != digest, !plan.isUnchanged { throw Failure(UpdateProblem.planChanged) }
  }

  // MARK: Waiting

  /// Waits for a batch, and carries it out if this process owns it.
  private func wait(
    for batch: StoredBatch, isOwned: Bool, _ arguments: BatchArguments, _ service: DeploymentService,
    _ store: any BatchStore
  ) async -> ActionResult {
    let deadline = ContinuousClock.now + arguments.wait
    var items = batch.items
    var isOver = batch.isOver
    if isOwned {
      let last = await follow(batch, arguments, until: deadline)
      (items, isOver) = (last.items, last.isOver)
    } else if let monitor = queue?.monitor(of: batch.id) {
      let last = await follow(monitor, until: deadline)
      (items, isOver) = (last.items, last.isOver)
    }
    // Another process carries it out, or has taken it over.
    var pause = Duration.milliseconds(100)
    while !isOver, ContinuousClock.now < deadline, !Task.isCancelled {
      try? await Task.sleep(for: min(pause, deadline - .now))
      pause = min(pause * 2, .seconds(1))
      if let taken = try? await store.takeOverExpiredBatches(only: batch.id).first {
        let last = await follow(taken, arguments, until: deadline)
        (items, isOver) = (last.items, last.isOver)
      } else if let found = try? await store.batch(batch.id) {
        (items, isOver) = (found.items, found.isOver)
        report(items, of: arguments)
      }
    }
    let known = isOver ? [] : (try? await store.knownPipelines(arguments.parsed.map(\.name))) ?? []
    return BatchResult(arguments: arguments, voice: application.voice).result(
      items, isOver: isOver, known: Dictionary(known.map { ($0.name, $0) }) { _, last in last }, taskID: batch.taskID)
  }

  /// Carries out a batch that this process owns: in the server as long as needed, in a command until `deadline`.
  private func follow(
    _ batch: StoredBatch, _ arguments: BatchArguments, until deadline: ContinuousClock.Instant
  ) async -> BatchSnapshot {
    if let queue { return await follow(queue.drive(batch, names: arguments.parsed.map(\.name)), until: deadline) }
    let monitor = BatchMonitor(batch.items, names: arguments.parsed.map(\.name))
    // Ends with this scope.
    async let _: Void = BatchDriver(application: application).drive(batch, monitor)
    return await follow(monitor, until: deadline)
  }

  private func follow(_ monitor: BatchMonitor, until deadline: ContinuousClock.Instant) async -> BatchSnapshot {
    let (snapshots, end) = monitor.snapshots()
    // Ends with this scope.
    async let _: Void = {
      try? await Task.sleep(until: deadline, clock: .continuous)
      end.finish()
    }()
    for await snapshot in snapshots {
      if let message = snapshot.message {
        caller.onProgress(snapshot.done, Double(snapshot.items.count), message.text(application.voice))
      }
      if snapshot.isOver { break }
    }
    return monitor.latest
  }

  private func report(_ items: [StoredBatch.Item], of arguments: BatchArguments) {
    let text = BatchText.progress(of: items, names: arguments.parsed.map(\.name), application.voice)
    caller.onProgress(
      Double(items.count { $0.stage.isEnd }), Double(items.count), text.text(application.voice))
  }
}
