import ArgumentParser
import Deployments
import JSONCoding

/// `flink-deploy recover`.
struct Recover: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finish or undo what an earlier process left in the middle.",
    discussion: "Takes over operations whose process is gone (its lease has expired), and waits until they are over.")

  @Option(help: "Seconds to wait for all of them.") var wait: Double = 600
  @OptionGroup var output: OutputOptions

  func validate() throws { try ArgumentCheck.check(wait: wait) }

  func run() async throws {
    let session = try CommandSession.start()
    try session.requireChangesAllowed()
    try await session.run(output) { application, caller in
      do throws(OperationFailure) {
        let service = try application.deployments()
        let deadline = ContinuousClock.now + .seconds(wait)
        // A process that was killed a moment ago still holds its lease: it is waited for, as long as a lease lasts.
        let patience = ContinuousClock.now + .seconds(min(wait, application.settings.leaseSeconds + 2))
        var outcomes: [JSON] = []
        var isAllOver = true
        while true {
          for operation in try await service.recover() {
            let left = max(.zero, deadline - ContinuousClock.now)
            let snapshot = await service.wait(for: operation, timeout: left) { snapshot in
              caller.onProgress(snapshot.progress.done, snapshot.progress.total, snapshot.message)
            }
            isAllOver = isAllOver && snapshot.operation.state.phase == .done
            outcomes.append([
              "aliyun_job_id": .int(operation.aliyunJobID), "status": .string(snapshot.status.rawValue),
              "message": .string(snapshot.message),
            ])
          }
          let others = try await service.runningCount()
          if others == 0 || !isAllOver || ContinuousClock.now >= patience || Task.isCancelled { break }
          caller.onProgress(
            0, 0, "\(others) operations belong to a process that may be alive; waiting for their leases")
          try? await Task.sleep(for: .milliseconds(200))
        }
        let others = try await service.runningCount()
        isAllOver = isAllOver && others == 0
        var result = ActionResult(isAllOver ? .succeeded : .inProgress)
        result.add("recovered", .array(outcomes))
        result.add("still_running", .int(others))
        return result
      } catch {
        return ActionResult(error)
      }
    }
  }
}
