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
    ) { [voice = application.voice] in
      PromptText.diagnoseJob(deploymentID: $0["deployment_id"] ?? "").text(voice)
    }
  }

  private static func deploymentIDs(_ prefix: String, _ application: Application) async -> [String] {
    let service = try? application.deployments()
    let records = (try? await service?.jobs()) ?? []
    let ids = Set(records.compactMap(\.deploymentID)).filter { $0.hasPrefix(prefix) }
    return ids.sorted()
  }
}
