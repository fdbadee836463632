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

  func run() async throws {
    try await CommandSession.start().run(output) { application, caller in
      do throws(OperationFailure) {
        let service = try application.deployments()
        let operations = try await service.recover()
        var outcomes: [JSON] = []
        var isAllOver = true
        let deadline = ContinuousClock.now + .seconds(wait)
        for operation in operations {
          let left = max(.zero, deadline - ContinuousClock.now)
          let snapshot = await service.wait(for: operation, timeout: left) { snapshot in
            caller.onProgress(snapshot.progress.done, snapshot.progress.total, snapshot.message)
          }
          isAllOver = isAllOver && snapshot.outcome != .inProgress
          outcomes.append([
            "aliyun_job_id": .int(operation.aliyunJobID), "status": .string(snapshot.status.rawValue),
            "message": .string(snapshot.message),
          ])
        }
        var result = ActionResult(isAllOver ? .succeeded : .inProgress)
        result.add("recovered", .array(outcomes))
        return result
      } catch {
        return ActionResult(error)
      }
    }
  }
}
