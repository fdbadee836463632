import AliyunFlink

/// A cloud in which many operations that wait at once are answered from one list, instead of by one request each.
///
/// Nobody is answered from a list that was begun before it asked.
struct SharedReads: Cloud {
  /// What a list of all deployments tells about tickets and jobs.
  private struct Overview: Sendable {
    var deploymentIDByDraft: [String: String] = [:]
    var jobCounts: [String: [JobState: Int]] = [:]
    /// Requests that the list took.
    let pageCount: Int

    init(_ deployments: [Deployment]) {
      pageCount = deployments.count / pageSize + 1
      for deployment in deployments {
        if let draftID = deployment.draftID { deploymentIDByDraft[draftID] = deployment.id }
        jobCounts[deployment.id] = deployment.jobCounts
      }
    }
  }

  /// What came of one round: the overview, unless asking one by one was cheaper.
  private struct Round: Sendable {
    var overview: Overview?
    /// Requests that the last list took.
    var pageCount: Int
  }

  /// Fewer are asked about one by one, which tells more.
  private static let fewestSharing = 4

  private let cloud: any Cloud
  private let engines = SharedRead<RemoteReply>()
  private let targets = SharedRead<RemoteReply>()
  private let drafts = SharedRead<RemoteReply>()
  private let overview = SharedRead<Round>()

  init(_ cloud: any Cloud) { self.cloud = cloud }

  func reply(to call: RemoteCall) async -> RemoteReply {
    switch call {
    case .listEngines: await engines.value { _, _ in await cloud.reply(to: call) }
    case .listTargets: await targets.value { _, _ in await cloud.reply(to: call) }
    case .findDraft(let name): await draft(name, call)
    case .readTicket(_, let draftID, mayBeShared: true):
      await answer(call) { overview in
        overview.deploymentIDByDraft[draftID].map { .ticketResult(DeployTicketResult(deployedAs: $0)) } ?? .unchanged
      }
    case .awaitJob(_, let deploymentID, let seen):
      await answer(call) { overview in
        // Whatever else it has become, the job itself tells best.
        overview.jobCounts[deploymentID]?[seen, default: 0] ?? 0 > 0 ? .unchanged : nil
      }
    default: await cloud.reply(to: call)
    }
  }

  private func draft(_ name: String, _ call: RemoteCall) async -> RemoteReply {
    let reply = await drafts.value { askers, _ in await cloud.reply(to: askers > 1 ? .listDrafts : call) }
    guard case .drafts(let all) = reply.answer else { return reply }
    return RemoteReply(.draft(all.first { $0.name == name }))
  }

  /// What the list of all deployments says, when enough ask at once and it says something; else what `call` says.
  private func answer(_ call: RemoteCall, _ look: (Overview) -> RemoteAnswer?) async -> RemoteReply {
    let round = await overview.value { askers, last in
      let pageCount = last?.pageCount ?? 0
      guard askers >= max(SharedReads.fewestSharing, pageCount),
        case .deployments(let all) = await cloud.reply(to: .listDeployments).answer
      else { return Round(pageCount: pageCount) }
      let overview = Overview(all)
      return Round(overview: overview, pageCount: overview.pageCount)
    }
    if let shared = round.overview, let answer = look(shared) { return RemoteReply(answer) }
    return await cloud.reply(to: call)
  }
}

/// One read for all who asked before it began.
///
/// The first of them carries it out in its own task; who comes later waits for the next.
actor SharedRead<Value: Sendable> {
  private var isReading = false
  /// Resumed with a value of a read, or with nil to carry out the next one.
  private var waiting: [CheckedContinuation<Value?, Never>] = []
  private var last: Value?

  /// The value of a read that begins after this was asked.
  /// - Parameter read: Carries it out, told how many asked and what came of the one before.
  func value(_ read: (_ askers: Int, _ last: Value?) async -> Value) async -> Value {
    if isReading, let value = await withCheckedContinuation({ waiting.append($0) }) { return value }
    isReading = true
    let others = waiting
    waiting = []
    let value = await read(others.count + 1, last)
    last = value
    for other in others { other.resume(returning: value) }
    if waiting.isEmpty {
      isReading = false
    } else {
      waiting.removeFirst().resume(returning: nil)
    }
    return value
  }
}
