import Deployments
import JSONCoding

/// Implements `recover`: continues operations of processes that have ended, and waits for their end.
struct Recovery {
  let application: Application
  let caller: Caller
  /// How long to wait for all operations, in seconds.
  let wait: Double

  /// Runs the action.
  func run() async -> ActionResult {
    do throws(Failure) {
      let service = try application.deployments()
      do throws(OperationFailure) { return try await recover(service) } catch { throw Failure(error) }
    } catch {
      return ActionResult(error)
    }
  }

  private func recover(_ service: DeploymentService) async throws(OperationFailure) -> ActionResult {
    let deadline = ContinuousClock.now + .seconds(wait)
    // A process that was killed a moment ago still has its leases, so wait until they expire.
    let patience = ContinuousClock.now + .seconds(min(wait, application.settings.leaseSeconds + 2))
    let voice = application.voice
    var recovered: [OperationSnapshot] = []
    let batches = BatchRecovery(application: application, caller: caller)
    var others = 0
    while true {
      let openBatches = try await batches.run(until: deadline)
      for operation in try await service.recover() {
        let left = max(.zero, deadline - ContinuousClock.now)
        let snapshot = await service.wait(for: operation, timeout: left) { [caller] in
          caller.onProgress($0.progress.done, $0.progress.total, $0.report.text(voice))
        }
        recovered.append(snapshot)
      }
      others = try await service.runningCount() + openBatches
      if others == 0 || !recovered.allSatisfy(\.isOver) || ContinuousClock.now >= patience || Task.isCancelled { break }
      caller.onProgress(0, 0, ProgressText.waitingForLeases(others).text(voice))
      try? await Task.sleep(for: .milliseconds(200))
    }
    var result = ActionResult(others == 0 && recovered.allSatisfy(\.isOver) ? .succeeded : .inProgress)
    result.add("recovered") { [recovered] voice in .array(recovered.map { $0.json(voice) }) }
    result.add("still_running", .int(others))
    return result
  }
}

extension OperationSnapshot {
  /// Whether the operation has ended.
  fileprivate var isOver: Bool { operation.state.phase == .done }

  /// The element of `recovered` in the result.
  fileprivate func json(_ voice: Voice) -> JSON {
    [
      "aliyun_job_id": .int(operation.aliyunJobID), "status": .string(status.rawValue),
      "message": .string(report.text(voice)),
    ]
  }
}
