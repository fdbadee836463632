import Deployments
import ModelContextProtocol

extension Prompt {
  /// Guides a model from the verdict on a job to its cause and to what can be done.
  /// - Parameter application: Completes the IDs of recorded deployments.
  static func diagnoseJob(_ application: Application) -> Prompt {
    Prompt(
      name: "diagnose_job", title: "Diagnose a job",
      description: "Finds out whether the job of a deployment writes its messages to the table, and why if not.",
      arguments: [
        Argument(
          name: "deployment_id", title: "Deployment", description: "Deployment ID.", isRequired: true,
          completions: { await deploymentIDs($0, application) })
      ]
    ) { diagnosis(of: $0["deployment_id"] ?? "") }
  }

  private static func deploymentIDs(_ prefix: String, _ application: Application) async -> [String] {
    let service = try? application.deployments()
    let records = (try? await service?.jobs()) ?? []
    let ids = Set(records.compactMap(\.deploymentID)).filter { $0.hasPrefix(prefix) }
    return ids.sorted()
  }

  private static func diagnosis(of deploymentID: String) -> String {
    """
    Find out whether the job of the deployment "\(deploymentID)" writes its messages to the table.

    1. Call get_job_status with deployment_id "\(deploymentID)" and observe_seconds 15. The status RUNNING is not success: \
    health.verdict decides. Read health.reasons, health.last_exception and health.arrival as its evidence.
    2. Continue by the verdict:
       - FLOWING or IDLE: the job is well. Show me the rates, pending_records and arrival. If arrival.arrived is false, \
    tell me which row is missing.
       - STARTING: call get_job_status once more with observe_seconds 30.
       - LAGGING: compare records_in_per_second with pending_records. If recommendation has a parallelism, show it to me \
    with its reason. If parallelism equals topic_partitions, the topic needs more partitions.
       - BACKPRESSURED: the table takes rows more slowly than they arrive. Show me busy_percent, pending_records and the \
    recommendation, and ask me about the load of Hologres.
       - NOT_WRITING: nothing gets through. Ask me to check that the table exists, is not locked and accepts the rows, and \
    to run the doctor command.
       - CRASH_LOOP: last_exception has the root cause. If a reason names a topic, partition and offset, the job cannot \
    read that message: name the column that needs another type. Otherwise look for missing secrets, wrong passwords and \
    missing tables in the message.
       - NOT_RUNNING: read status and failure. If the job was stopped on purpose, ask me before you start it.
       - UNKNOWN: the evidence is missing or contradicts itself. Do not call the job healthy. Call get_job_status with \
    observe_seconds 30. If the verdict stays UNKNOWN, tell me which evidence is missing.
    3. Show me the verdict, since when it stands, its evidence, the most likely cause, and next_step. Do not stop, start or \
    deploy anything without asking me.
    """
  }
}
