import Synchronization

/// Carries out what the platform wants of the engine, and tells the platform what the engine shows.
///
/// Runs in one task: each command in a child task, so that a long stop does not hold up a start.
struct EngineRunner: Sendable {
  /// The engine.
  let engine: any JobEngine
  /// The commands of the platform.
  let commands: AsyncStream<EngineCommand>
  /// Tells the platform.
  let report: @Sendable (EngineEvent) -> Void
  /// The IDs of the jobs to look at.
  let activeJobs: @Sendable () -> Set<String>

  private static let interval = Duration.milliseconds(250)

  /// Works until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await observe() }
      for await command in commands { group.addTask { await perform(command) } }
      group.cancelAll()
    }
  }

  private func observe() async {
    while !Task.isCancelled {
      let ids = activeJobs()
      if !ids.isEmpty, let jobs = try? await engine.jobs(ids) { report(.observed(jobs)) }
      try? await Task.sleep(for: EngineRunner.interval)
    }
  }

  private func perform(_ command: EngineCommand) async {
    do throws(EngineFailure) {
      switch command {
      case .validate(let ticketID, let sql): report(.validated(ticketID: ticketID, try await engine.problem(in: sql)))
      case .start(_, var submission, let restoration):
        submission.restoresFrom = await location(restoration)
        try await engine.submit(submission)
      case .stop(let jobID, let savepointID, let drains):
        let location = try await engine.stop(Platform.engineID(jobID), drains: drains)
        report(.savepointCompleted(savepointID: savepointID, location: location))
      case .cancel(let jobID): try await engine.cancel(Platform.engineID(jobID))
      case .savepoint(let savepointID, let jobID):
        let location = try await engine.savepoint(of: Platform.engineID(jobID))
        report(.savepointCompleted(savepointID: savepointID, location: location))
      case .deleteSavepoint(let location): await engine.deleteSavepoint(at: location)
      case .rescale(let updateID, let jobID, let parallelism):
        try await engine.rescale(Platform.engineID(jobID), to: parallelism)
        report(.rescaled(updateID: updateID, problem: nil))
      }
    } catch {
      report(command.failed(error))
    }
  }

  private func location(_ restoration: Restoration) async -> String? {
    switch restoration {
    case .none: return nil
    case .savepoint(let savepoint): return savepoint.location
    case .latest(let jobID, let savepoint):
      let candidates = [savepoint, await engine.latestCheckpoint(of: jobID)].compactMap(\.self)
      return candidates.max { $0.triggeredAt < $1.triggeredAt }?.location
    }
  }
}

extension EngineCommand {
  /// What the platform must know when the engine could not do it.
  fileprivate func failed(_ failure: EngineFailure) -> EngineEvent {
    switch self {
    case .validate(let ticketID, _): .validated(ticketID: ticketID, SQLError(failure.message))
    case .start(let jobID, _, _): .refused(jobID: jobID, failure.message)
    case .stop(_, let savepointID, _), .savepoint(let savepointID, _):
      .savepointFailed(savepointID: savepointID, failure.message)
    // What the job does then is seen anyway.
    case .cancel, .deleteSavepoint: .observed([:])
    case .rescale(let updateID, _, _): .rescaled(updateID: updateID, problem: failure.message)
    }
  }
}
