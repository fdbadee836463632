import AliyunFlink
import Deployments
import JSONCoding

/// The resources that an update adds to those of the running job, compared with what its deployment target has left.
struct UpdateQuota: Sendable {
  private let needed: QuotaCheck
  private let held: ResourceAmount

  /// The needs of an update; nil where it adds nothing, and where a plan says the resources (the expert mode).
  init?(from current: DeploymentSpec, to target: DeploymentSpec) {
    guard let before = QuotaCheck(current), let after = QuotaCheck(target), after.exceeds(before) else { return nil }
    (needed, held) = (after, before.needed)
  }

  /// The resources of which `target` has too little left; nil if the job may fit.
  ///
  /// The share of the job itself counts as free: a restart gives it back first, and a change without a stop keeps it.
  func shortage(in target: DeploymentTarget) -> QuotaShortage? { needed.shortage(in: target, replacing: held) }
}

extension QuotaCheck {
  /// The needs of a job with this specification; nil in the expert mode.
  fileprivate init?(_ spec: DeploymentSpec) {
    if spec.resources["resourceSettingMode"] == "EXPERT" { return nil }
    self.init(spec.resources["basicResourceSetting"]?.object ?? [:], flinkConf: spec.flinkConf)
  }

  /// Whether this job needs more of something than another one.
  fileprivate func exceeds(_ other: QuotaCheck) -> Bool {
    func isMore(_ part: KeyPath<ResourceAmount, Double?>) -> Bool {
      guard let mine = needed[keyPath: part], let others = other.needed[keyPath: part] else { return false }
      return mine > others
    }
    return isMore(\.cpu) || isMore(\.memory)
  }
}

extension UpdatePlanner {
  /// Refuses a plan whose job does not fit into its deployment target; a dry run only warns.
  func checkQuota(of plan: inout UpdatePlan, isDryRun: Bool) async {
    guard let quota = UpdateQuota(from: plan.current, to: plan.target), await runs(plan.reading.deployment.id),
      let name = plan.reading.deployment.document["deploymentTarget"]?["name"]?.string,
      let client = try? application.apiClient()
    else { return }
    let begin = ContinuousClock.now
    var listing = await application.namespace.targets(since: begin, client)
    // Since a remembered list was read, other jobs may have ended.
    if case .success(let targets) = listing.elements, Self.shortage(quota, name, targets) != nil {
      listing = await application.namespace.targets(since: begin, isFresh: true, client)
    }
    switch listing.elements {
    case .success(let targets):
      guard let shortage = Self.shortage(quota, name, targets) else { return }
      if isDryRun {
        plan.notes.append(.plan(.quotaExceeded(shortage)))
      } else {
        plan.refusal = Failure(UpdateProblem.quotaExceeded(shortage))
      }
    case .failure(let error) where error.isCancellation: break
    case .failure(let error): plan.notes.append(.plan(.quotaNotChecked(OperationFailure(error).problem)))
    }
  }

  private static func shortage(
    _ quota: UpdateQuota, _ name: String, _ targets: [DeploymentTarget]
  ) -> QuotaShortage? {
    targets.first { $0.name == name }.flatMap(quota.shortage)
  }

  /// Whether the deployment has a job; without one, an update starts none.
  private func runs(_ deploymentID: String) async -> Bool {
    guard let status = try? await service.report(.deployment(deploymentID)).status else { return true }
    return [.starting, .running].contains(status)
  }
}
