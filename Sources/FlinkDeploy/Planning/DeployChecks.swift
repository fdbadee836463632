import AliyunFlink
import Deployments
import SQLLint

/// What a deploy needs from its namespace, checked before anything is created: secrets, and room in a queue.
struct DeployChecks: Sendable {
  /// What the checks found.
  struct Findings: Sendable {
    /// What could not be checked, and what may go wrong.
    var notes: [PlanNote] = []
    /// Why the deploy would fail; nil if nothing is known to prevent it.
    var failure: Failure?

    /// Adds a note, unless the list is only missing because the call was cancelled.
    fileprivate mutating func add(_ error: FlinkAPIError, _ note: (OperationProblem) -> PlanNote) {
      if !error.isCancellation { notes.append(note(OperationFailure(error).problem)) }
    }
  }

  /// The lists that the checks use; nil for a list that they do without.
  struct Lists: Sendable {
    fileprivate let variables: SharedList<String>.Listing?
    fileprivate let targets: SharedList<DeploymentTarget>.Listing?
  }

  private let arguments: GenerateAndDeployArguments
  private let target: String?
  private let namespace: NamespaceLists
  private let client: FlinkAPIClient
  private let begin = ContinuousClock.now

  /// Checks of one call, which begins now.
  /// - Throws: ``Failure`` if the settings name no namespace.
  init(_ arguments: GenerateAndDeployArguments, _ application: Application) throws(Failure) {
    self.arguments = arguments
    target = arguments.deploymentTarget ?? application.settings.deploymentTarget
    namespace = application.namespace
    client = try application.apiClient()
  }

  /// Reads the lists, while the plan is made.
  func lists() async -> Lists {
    async let variables = arguments.sql.map(SQLLint.secretNames)?.isEmpty == true ? nil : variables()
    // Without a start, a deploy uses no resources, and it chooses its target itself.
    async let targets = arguments.starts || arguments.isDryRun ? targets() : nil
    return await Lists(variables: variables, targets: targets)
  }

  /// What `lists` say about a deploy of `sql`.
  func findings(in sql: String, _ lists: Lists) async -> Findings {
    var findings = Findings()
    await checkSecrets(of: sql, lists, &findings)
    await checkTarget(lists, &findings)
    return findings
  }

  /// What the namespace says about the secrets of `sql`, and nothing else.
  func secretFindings(in sql: String) async -> Findings {
    await findings(in: sql, Lists(variables: await variables(), targets: nil))
  }

  private func checkSecrets(of sql: String, _ lists: Lists, _ findings: inout Findings) async {
    let check = SecretCheck(names: SQLLint.secretNames(in: sql))
    guard !check.names.isEmpty, var listing = lists.variables else { return }
    // A secret that a remembered list lacks may have been created since.
    if case .success(let variables) = listing.elements, !check.missing(from: variables).isEmpty {
      listing = await self.variables(isFresh: true)
    }
    switch listing.elements {
    case .success(let variables):
      let missing = check.missing(from: variables)
      if !missing.isEmpty { findings.failure = Failure(PlanProblem.missingSecret(missing)) }
    case .failure(let error): findings.add(error, PlanNote.secretsNotChecked)
    }
  }

  private func checkTarget(_ lists: Lists, _ findings: inout Findings) async {
    guard var listing = lists.targets else { return }
    if case .success(let targets) = listing.elements, !isGood(targets) {
      listing = await self.targets(isFresh: true)
    }
    switch listing.elements {
    case .success(let targets): check(targets, &findings)
    case .failure(let error): findings.add(error, PlanNote.quotaNotChecked)
    }
  }

  private func check(_ targets: [DeploymentTarget], _ findings: inout Findings) {
    switch DeployChoice.deploymentTarget(target, from: targets.map(\.name)) {
    case .refused(let problem):
      // A deploy refuses it itself, so that its record names the failure.
      if arguments.isDryRun, findings.failure == nil { findings.failure = Failure(problem) }
    case .chosen(let name):
      guard arguments.starts, let shortage = shortage(in: name, of: targets) else { return }
      if arguments.isDryRun {
        findings.notes.append(.quotaExceeded(shortage))
      } else if findings.failure == nil {
        findings.failure = Failure(PlanProblem.quotaExceeded(shortage))
      }
    }
  }

  /// Whether `targets` have the one of the call, with room for its job.
  private func isGood(_ targets: [DeploymentTarget]) -> Bool {
    guard case .chosen(let name) = DeployChoice.deploymentTarget(target, from: targets.map(\.name)) else {
      return false
    }
    return !arguments.starts || shortage(in: name, of: targets) == nil
  }

  private func shortage(in name: String, of targets: [DeploymentTarget]) -> QuotaShortage? {
    let check = QuotaCheck(arguments.resources, flinkConf: arguments.flinkConf)
    return targets.first { $0.name == name }.flatMap(check.shortage)
  }

  private func variables(isFresh: Bool = false) async -> SharedList<String>.Listing {
    await namespace.variables(since: begin, isFresh: isFresh, client)
  }

  private func targets(isFresh: Bool = false) async -> SharedList<DeploymentTarget>.Listing {
    await namespace.targets(since: begin, isFresh: isFresh, client)
  }
}
