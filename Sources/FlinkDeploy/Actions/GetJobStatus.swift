import Deployments
import FoundationEssentials
import JSONCoding

/// Implements `get_job_status`.
struct GetJobStatus {
  /// The members of this result beside those of every result.
  enum ResultKey: String, CaseIterable {
    case restarts
    case healthScore = "health_score"
    case failure
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case asOf = "as_of"
    case stale
    case health
  }

  let application: Application
  let caller: Caller

  /// Runs the action.
  func run(_ arguments: JSONObject) async -> ActionResult {
    var result = await perform(arguments)
    result.echo(arguments)
    return result
  }

  private func perform(_ arguments: JSONObject) async -> ActionResult {
    let selector: JobSelector
    let service: DeploymentService
    do throws(Failure) {
      try arguments.requireNoNullCharacters()
      selector = try GetJobStatus.selector(arguments)
      service = try application.deployments()
    } catch {
      return ActionResult(error)
    }
    let named = arguments[.waitFor]?.array?.compactMap { $0.string.flatMap(OperationStatus.init) }
    let wanted = named.map(Set.init) ?? Set(OperationStatus.allCases.filter { $0.isFinal || $0 == .running })
    let timeout = Duration.seconds(arguments[.waitSeconds]?.double ?? 0)
    let polls = Counter()
    do throws(OperationFailure) {
      let report = try await service.report(selector, waitingFor: wanted, timeout: timeout) {
        [caller, voice = application.voice] report in
        let text = ProgressText.status(report.status, report.running?.report)
        caller.onProgress(polls.next(), 0, text.text(voice))
      }
      var result = ActionResult(report, hasReached: named == nil || wanted.contains(report.status))
      let observed = Duration.seconds(arguments[.observeSeconds]?.double ?? 0)
      let topics = TopicEndsReader(
        application: application, service: service, sqlRecordID: report.record?.sqlRecordID)
      result.add(
        await service.health(
          of: report, observing: observed, ends: { await topics.read() },
          now: { Int(Date.now.timeIntervalSince1970 * 1000) }))
      return result
    } catch {
      return ActionResult(Failure(error))
    }
  }

  private static func selector(_ arguments: JSONObject) throws(Failure) -> JobSelector {
    let selectors = [
      arguments[.aliyunJobID]?.int.map(JobSelector.aliyunJob), arguments[.jobID]?.string.map(JobSelector.job),
      arguments[.deploymentID]?.string.map(JobSelector.deployment),
    ].compactMap { $0 }
    guard let selector = selectors.first, selectors.count == 1 else {
      throw Failure(ArgumentProblem.notExactlyOne([.jobID, .deploymentID, .aliyunJobID]))
    }
    return selector
  }
}
