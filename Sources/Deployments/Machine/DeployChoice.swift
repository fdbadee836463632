public import AliyunFlink

/// The engine version or the deployment target (queue) of a deploy: the wanted one if Alibaba Cloud has it, else a default.
public enum DeployChoice: Sendable, Equatable {
  case chosen(String)
  case refused(OperationProblem)

  /// The engine version of a deploy; a list that is empty refuses none.
  public static func engineVersion(_ wanted: String?, from engines: EngineVersions) -> DeployChoice {
    guard let wanted else {
      return engines.standard.map(DeployChoice.chosen) ?? .refused(.noEngine)
    }
    return engines.versions.isEmpty || engines.versions.contains(wanted)
      ? .chosen(wanted) : .refused(.unknownEngineVersion(wanted, available: engines.versions))
  }

  /// The deployment target (queue) of a deploy; a list that is empty refuses none.
  public static func deploymentTarget(_ wanted: String?, from targets: [String]) -> DeployChoice {
    guard let wanted else { return targets.first.map(DeployChoice.chosen) ?? .refused(.noDeploymentTarget) }
    return targets.isEmpty || targets.contains(wanted)
      ? .chosen(wanted) : .refused(.unknownDeploymentTarget(wanted, available: targets))
  }
}
