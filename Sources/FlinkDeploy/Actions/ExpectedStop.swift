import AliyunFlink
import Deployments
import JSONCoding

/// Whether an update stops the job, and how long the last stop and start of the deployment took.
struct ExpectedStop: Sendable {
  /// Whether the job stops.
  let stopsJob: Bool
  /// What the journal knows; empty if it cannot be read.
  let durations: JobDurations

  /// What `plan` would do; a job whose state cannot be read counts as running.
  init(_ plan: UpdatePlan, _ service: DeploymentService) async {
    let id = plan.reading.deployment.id
    durations = (try? await service.durations(ofDeployment: id)) ?? JobDurations()
    guard !plan.isUnchanged, plan.way == .restart else {
      stopsJob = false
      return
    }
    let status = try? await service.report(.deployment(id)).status
    stopsJob = status.map { [.starting, .running].contains($0) } ?? true
  }

  /// The members of a dry run's result.
  var members: [(String, JSON)] {
    [
      ("stops_job", .bool(stopsJob)), ("last_stop_seconds", ExpectedStop.seconds(durations.stop)),
      ("last_start_seconds", ExpectedStop.seconds(durations.start)),
    ]
  }

  private static func seconds(_ value: Double?) -> JSON { value.map { .number(JSONNumber($0)) } ?? .null }
}
