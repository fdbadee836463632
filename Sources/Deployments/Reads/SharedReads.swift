import AliyunFlink
import Synchronization

/// A cloud that answers many waiting operations from one list, not with one request for each.
///
/// A list never answers a call that came after the list was requested.
final class SharedReads: Cloud {
  /// The tickets and jobs that a list of deployments shows.
  private struct Overview: Sendable {
    var deploymentIDByDraft: [String: String] = [:]
    var jobCounts: [String: [JobState: Int]] = [:]
    /// The markers that it was requested for.
    let asked: Set<String>

    init(_ deployments: [DeploymentSummary], asked: Set<String>) {
      self.asked = asked
      for deployment in deployments {
        if let draftID = deployment.draftID { deploymentIDByDraft[draftID] = deployment.id }
        jobCounts[deployment.id] = deployment.jobCounts
      }
    }
  }

  /// The least number of operations that share a list; single requests tell more.
  private static let fewestSharing = 3

  private let cloud: any Cloud
  private let engines = SharedRead<RemoteReply>()
  private let targets = SharedRead<RemoteReply>()
  private let drafts = SharedRead<RemoteReply>()
  private let overview = SharedRead<Overview?>()
  /// The markers of the operations that wait for an answer.
  private let waiting = Mutex<Set<String>>([])

  /// A cloud that asks `cloud`.
  init(_ cloud: any Cloud) { self.cloud = cloud }

  /// The answer to `call`, or its part of a list.
  func reply(to call: RemoteCall) async -> RemoteReply {
    switch call {
    case .listEngines: await engines.value { _ in await cloud.reply(to: call) }
    case .listTargets: await targets.value { _ in await cloud.reply(to: call) }
    case .findDraft(let name): await draft(name, call)
    case .readTicket(_, let draftID, let marker, mayBeShared: true):
      await answer(call, marker) { overview in
        overview.deploymentIDByDraft[draftID].map { .ticketResult(DeployTicketResult(deployedAs: $0)) } ?? .unchanged
      }
    case .awaitJob(_, let deploymentID, let marker, let seen):
      await answer(call, marker) { overview in
        guard let counts = overview.jobCounts[deploymentID] else { return nil }
        if counts[seen, default: 0] > 0 { return .unchanged }
        // Only if it is the only job. For any other state, the job itself tells best.
        return counts[.running] == 1 && counts.values.reduce(0, +) == 1 ? .jobState(.running) : nil
      }
    default: await cloud.reply(to: call)
    }
  }

  // Not inlined, like the next function: otherwise every waiting operation would hold their variables.
  @inline(never)
  private func draft(_ name: String, _ call: RemoteCall) async -> RemoteReply {
    let reply = await drafts.value { askers in await cloud.reply(to: askers > 1 ? .listDrafts : call) }
    guard case .drafts(let all) = reply.answer else { return reply }
    return RemoteReply(.draft(all.first { $0.name == name }))
  }

  /// The answer from the shared list, if enough operations wait and the list has one; else the answer to `call`.
  @inline(never)
  private func answer(
    _ call: RemoteCall, _ marker: String, _ look: (Overview) -> RemoteAnswer?
  ) async -> RemoteReply {
    waiting.withLock { _ = $0.insert(marker) }
    defer { waiting.withLock { _ = $0.remove(marker) } }
    let shared = await overview.value { _ -> Overview? in
      // Operations beyond the first page ask for themselves.
      let markers = waiting.withLock { Array($0.prefix(pageSize)) }
      guard markers.count >= SharedReads.fewestSharing,
        case .summaries(let found) = await cloud.reply(to: .listDeployments(markers: markers)).answer
      else { return nil }
      return Overview(found, asked: Set(markers))
    }
    if let shared, shared.asked.contains(marker), let answer = look(shared) { return RemoteReply(answer) }
    return await cloud.reply(to: call)
  }
}
