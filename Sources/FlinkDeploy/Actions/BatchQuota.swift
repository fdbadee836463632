import AliyunFlink
import Deployments

/// The resources that new deployments need in sum, compared with what their deployment targets have left.
struct BatchQuota: Sendable {
  private let application: Application

  /// A check with the lists of `application`.
  init(_ application: Application) { self.application = application }

  /// The first deployment target that has too little left for `pipelines`; nil if all may fit, or if that is not known.
  func shortage(of pipelines: [GenerateAndDeployArguments]) async -> QuotaShortage? {
    let starting = pipelines.filter(\.starts)
    guard !starting.isEmpty, let client = try? application.apiClient(),
      case .success(let targets) = await application.namespace.targets(since: .now, client).elements
    else { return nil }
    for target in targets {
      let amounts = starting.filter { name(of: $0, in: targets) == target.name }.map {
        QuotaCheck($0.resources, flinkConf: $0.flinkConf).needed
      }
      let lacks = [
        Self.lack(.cpu, amounts.map(\.cpu), target.quota.limit.cpu, target.quota.used.cpu),
        Self.lack(.memory, amounts.map(\.memory), target.quota.limit.memory, target.quota.used.memory),
      ].compactMap { $0 }
      if !lacks.isEmpty { return QuotaShortage(target: target.name, lacks: lacks) }
    }
    return nil
  }

  private func name(of pipeline: GenerateAndDeployArguments, in targets: [DeploymentTarget]) -> String? {
    let wanted = pipeline.deploymentTarget ?? application.settings.deploymentTarget
    guard case .chosen(let name) = DeployChoice.deploymentTarget(wanted, from: targets.map(\.name)) else { return nil }
    return name
  }

  private static func lack(
    _ resource: QuotaShortage.Resource, _ needs: [Double?], _ limit: Double?, _ used: Double?
  ) -> QuotaShortage.Lack? {
    // A limit of zero is a member that was not set; a need that is not known counts as none.
    guard let limit, limit > 0 else { return nil }
    let (needed, free) = (needs.compactMap { $0 }.reduce(0, +), max(0, limit - (used ?? 0)))
    return needed > free ? .init(resource: resource, needed: needed, free: free, limit: limit) : nil
  }
}
