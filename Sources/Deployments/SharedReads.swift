import AliyunFlink
import Synchronization

/// A cloud in which many operations that wait at once are answered from one list, instead of by one request each.
///
/// Nobody is answered from a list that was begun before it asked.
final class SharedReads: Cloud {
  /// What a list of deployments tells about tickets and jobs.
  private struct Overview: Sendable {
    var deploymentIDByDraft: [String: String] = [:]
    var jobCounts: [String: [JobState: Int]] = [:]
    /// Whom it was made for.
    let asked: Set<String>

    init(_ deployments: [DeploymentSummary], asked: Set<String>) {
      self.asked = asked
      for deployment in deployments {
        if let draftID = deployment.draftID { deploymentIDByDraft[draftID] = deployment.id }
        jobCounts[deployment.id] = deployment.jobCounts
      }
    }
  }

  /// Fewer are asked about one by one, which tells more.
  private static let fewestSharing = 3

  private let cloud: any Cloud
  private let engines = SharedRead<RemoteReply>()
  private let targets = SharedRead<RemoteReply>()
  private let drafts = SharedRead<RemoteReply>()
  private let overview = SharedRead<Overview?>()
  /// Markers of the operations that wait for an answer.
  private let waiting = Mutex<Set<String>>([])

  init(_ cloud: any Cloud) { self.cloud = cloud }

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

  /// What the list of the operations' deployments says, when enough wait and it says something; else what `call` says.
  @inline(never)
  private func answer(
    _ call: RemoteCall, _ marker: String, _ look: (Overview) -> RemoteAnswer?
  ) async -> RemoteReply {
    waiting.withLock { _ = $0.insert(marker) }
    defer { waiting.withLock { _ = $0.remove(marker) } }
    let shared = await overview.value { _ -> Overview? in
      // What is beyond a page asks for itself.
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
