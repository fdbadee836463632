import AliyunFlink
import Synchronization

/// A cloud in which many operations that wait at once are answered from one list, instead of by one request each.
///
/// Nobody is answered from a list that was begun before it asked.
final class SharedReads: Cloud {
  /// What a list of all deployments tells about tickets and jobs.
  private struct Overview: Sendable {
    var deploymentIDByDraft: [String: String] = [:]
    var jobCounts: [String: [JobState: Int]] = [:]

    init(_ deployments: [DeploymentSummary]) {
      for deployment in deployments {
        if let draftID = deployment.draftID { deploymentIDByDraft[draftID] = deployment.id }
        jobCounts[deployment.id] = deployment.jobCounts
      }
    }
  }

  /// Fewer are asked about one by one, which tells more.
  private static let fewestSharing = 4

  private let cloud: any Cloud
  private let engines = SharedRead<RemoteReply>()
  private let targets = SharedRead<RemoteReply>()
  private let drafts = SharedRead<RemoteReply>()
  private let overview = SharedRead<Overview?>()
  /// Requests that the last list took.
  private let pageCount = Atomic(0)
  /// How many are being asked about one by one.
  private let alone = Atomic(0)

  init(_ cloud: any Cloud) { self.cloud = cloud }

  func reply(to call: RemoteCall) async -> RemoteReply {
    switch call {
    case .listEngines: await engines.value { _ in await cloud.reply(to: call) }
    case .listTargets: await targets.value { _ in await cloud.reply(to: call) }
    case .findDraft(let name): await draft(name, call)
    case .readTicket(_, let draftID, mayBeShared: true):
      await answer(call) { overview in
        overview.deploymentIDByDraft[draftID].map { .ticketResult(DeployTicketResult(deployedAs: $0)) } ?? .unchanged
      }
    case .awaitJob(_, let deploymentID, let seen):
      await answer(call) { overview in
        guard let counts = overview.jobCounts[deploymentID] else { return nil }
        if counts[seen, default: 0] > 0 { return .unchanged }
        // Of the only job there is; whatever else it has become, the job itself tells best.
        return counts[.running] == 1 && counts.values.reduce(0, +) == 1 ? .jobState(.running) : nil
      }
    default: await cloud.reply(to: call)
    }
  }

  // Not inlined, nor the next: their variables would be part of what every waiting operation holds.
  @inline(never)
  private func draft(_ name: String, _ call: RemoteCall) async -> RemoteReply {
    let reply = await drafts.value { askers in await cloud.reply(to: askers > 1 ? .listDrafts : call) }
    guard case .drafts(let all) = reply.answer else { return reply }
    return RemoteReply(.draft(all.first { $0.name == name }))
  }

  /// What the list of all deployments says, when enough ask at once and it says something; else what `call` says.
  @inline(never)
  private func answer(_ call: RemoteCall, _ look: (Overview) -> RemoteAnswer?) async -> RemoteReply {
    let shared = await overview.value { askers -> Overview? in
      let waiting = askers + alone.load(ordering: .relaxed)
      guard waiting >= max(SharedReads.fewestSharing, pageCount.load(ordering: .relaxed)),
        case .summaries(let all) = await cloud.reply(to: .listDeployments).answer
      else { return nil }
      pageCount.store(all.count / pageSize + 1, ordering: .relaxed)
      return Overview(all)
    }
    if let shared, let answer = look(shared) { return RemoteReply(answer) }
    alone.add(1, ordering: .relaxed)
    defer { alone.subtract(1, ordering: .relaxed) }
    return await cloud.reply(to: call)
  }
}
