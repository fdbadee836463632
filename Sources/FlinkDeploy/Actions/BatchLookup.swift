import AliyunFlink
import Deployments
import JSONCoding

/// What exists of the pipelines of a batch, read once for all of them.
struct BatchLookup: Sendable {
  /// What becomes of one pipeline.
  enum Decision: Sendable {
    /// It is created, or its deploy in progress is joined.
    case create(KnownPipeline?)
    /// Its deployment is compared with what is wanted, and changed.
    case update(KnownPipeline, deploymentID: String)
    /// Its deployment is as wanted.
    case unchanged(KnownPipeline)
    /// Its deployment has other arguments, and stays as it is.
    case kept(KnownPipeline)
    /// Another operation holds its deployment.
    case await(KnownPipeline)
    /// A deployment that flink-deploy did not create has its name: the pipeline is unchanged or refused.
    case foreign(DeploymentSummary)

    /// What users should know of it.
    var notes: [ResultNote] {
      if case .kept = self { [.call(.kept)] } else { [] }
    }
  }

  /// What the store has, by name.
  private let known: [String: KnownPipeline]
  /// What Alibaba Cloud has, by ID; nil if it cannot be listed.
  private let deployments: [String: DeploymentSummary]?
  /// The deployments that flink-deploy did not create, by name.
  private let foreign: [String: DeploymentSummary]

  /// Reads what exists: one query, and then one list, which has each deployment that the query found.
  /// - Throws: ``Failure`` if the store cannot be read.
  init(_ names: [String], _ service: DeploymentService) async throws(Failure) {
    let recorded: [String: KnownPipeline]
    do throws(StoreError) {
      let found = try await service.batches.knownPipelines(names)
      recorded = Dictionary(found.map { ($0.name, $0) }) { _, last in last }
    } catch { throw Failure(OperationFailure(error)) }
    // The list says nothing of deployments that are being created.
    let isListed = names.contains { recorded[$0].map { $0.deploymentID != nil && !$0.isDeploying } ?? true }
    let listed = isListed ? try? await service.deployments() : [:]
    // What an operation of flink-deploy has left behind is not as wanted, even if it looks so.
    let others = (listed ?? [:]).values.filter { $0.labels[OperationMachine.label] == nil }
    (known, deployments) = (recorded, listed)
    foreign = Dictionary(others.map { ($0.name, $0) }) { first, _ in first }
  }

  /// A lookup that found nothing.
  init() { (known, deployments, foreign) = ([:], nil, [:]) }

  /// What becomes of a pipeline.
  /// - Parameters:
  ///   - object: Its arguments.
  ///   - arguments: The same, parsed.
  func decision(
    _ object: JSONObject, _ arguments: GenerateAndDeployArguments, _ policy: BatchArguments.ExistingPolicy
  ) -> Decision {
    guard let known = known[arguments.name] else {
      return foreign[arguments.name].map(Decision.foreign) ?? .create(nil)
    }
    let isSame = known.digest == arguments.digest || Self.isInForce(object, known)
    if known.isDeploying { return isSame ? .create(known) : .await(known) }
    guard let id = known.deploymentID, deployments.map({ $0[id] != nil }) ?? true else { return .create(nil) }
    switch policy {
    case .update: return .update(known, deploymentID: id)
    case .keep: return isSame ? .unchanged(known) : .kept(known)
    }
  }

  /// Whether the arguments are those of the version in force, after updates of the deployment.
  private static func isInForce(_ object: JSONObject, _ known: KnownPipeline) -> Bool {
    func digest(_ object: JSONObject) -> String? {
      var object = object
      object[.name] = .string(known.name)
      return (try? GenerateAndDeployArguments(object))?.digest
    }
    let wanted = digest(UpdateArguments.kept(object))
    return wanted != nil && wanted == digest(known.arguments)
  }

  /// The status and the IDs of a deployment that exists.
  func identity(of known: KnownPipeline) -> ActionResult.Identity {
    ActionResult.Identity(
      status: status(of: known), deploymentID: known.deploymentID, jobID: known.jobID, aliyunJobID: known.aliyunJobID,
      sqlRecordID: known.sqlRecordID, deploymentName: known.name)
  }

  private func status(of known: KnownPipeline) -> OperationStatus? {
    known.deploymentID.flatMap { deployments?[$0]?.activeStatus } ?? known.status
  }
}

extension DeploymentSummary {
  /// The status and the IDs of a deployment that the store does not have.
  var identity: ActionResult.Identity {
    ActionResult.Identity(status: activeStatus ?? .deployed, deploymentID: id, deploymentName: name)
  }

  /// The status of the job that is active; nil without one.
  fileprivate var activeStatus: OperationStatus? {
    let active: [JobState] = [.running, .starting, .cancelling]
    return active.first { jobCounts[$0, default: 0] > 0 }.map { OperationStatus($0) }
  }
}

/// Lookups of a batch, read again when they are old: many pipelines begin at the same time.
actor BatchLookups {
  private static let lifetime = Duration.seconds(2)

  private let names: [String]
  private let service: DeploymentService
  private let read = SharedRead<Result<BatchLookup, Failure>>()
  private var latest: (lookup: BatchLookup, end: ContinuousClock.Instant)?

  /// Lookups of the pipelines with these names.
  init(_ names: [String], _ service: DeploymentService) { (self.names, self.service) = (names, service) }

  /// What exists, as it was at most two seconds ago.
  /// - Throws: ``Failure`` if the store cannot be read.
  func current() async throws(Failure) -> BatchLookup {
    if let latest, latest.end > .now { return latest.lookup }
    let result = await read.value { [names, service] _ in
      await Result { () async throws(Failure) in try await BatchLookup(names, service) }
    }
    let lookup = try result.get()
    latest = (lookup, .now + BatchLookups.lifetime)
    return lookup
  }

  /// Forgets what was read, because something has changed.
  func expire() { latest = nil }
}
