import AliyunFlink

/// A cloud that answers many waiting operations from one list, not with one request for each.
///
/// A list never answers a call that came after the list was requested.
final class SharedReads: Cloud {
  private let cloud: any Cloud
  private let engines = SharedRead<RemoteReply>()
  private let targets = SharedRead<RemoteReply>()
  private let drafts = SharedRead<RemoteReply>()
  private let overview: SharedOverview

  /// A cloud that asks `cloud`.
  init(_ cloud: any Cloud, clock: any Clock<Duration>) {
    self.cloud = cloud
    overview = SharedOverview(cloud, .ofMarkers, clock: clock)
  }

  /// The answer to `call`, or its part of a list.
  func reply(to call: RemoteCall) async -> RemoteReply {
    switch call {
    case .listEngines: await engines.value { _ in await cloud.reply(to: call) }
    case .listTargets: await targets.value { _ in await cloud.reply(to: call) }
    case .findDraft(let name): await draft(name, call)
    case .readTicket(_, let draftID, let marker, mayBeShared: true):
      await answer(call, marker, draftID) { deployment in
        deployment.map { .ticketResult(DeployTicketResult(deployedAs: $0.id)) } ?? .unchanged
      }
    case .awaitJob(_, let deploymentID, let marker, let seen):
      await answer(call, marker, deploymentID) { $0?.answer(toCallerThatSaw: seen) }
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
    _ call: RemoteCall, _ marker: String, _ id: String, _ look: (DeploymentSummary?) -> RemoteAnswer?
  ) async -> RemoteReply {
    switch await overview.next(for: marker, id) {
    case .alone: break
    case .unknown: return RemoteReply(.unchanged)
    case .seen(let deployment): if let answer = look(deployment) { return RemoteReply(answer) }
    }
    return await cloud.reply(to: call)
  }
}

extension DeploymentSummary {
  /// The answer to a caller whose job was last in the state `seen`; nil if only the job itself can tell.
  fileprivate func answer(toCallerThatSaw seen: JobState) -> RemoteAnswer? {
    if jobCounts[seen, default: 0] > 0 { return .unchanged }
    return jobCounts[.running] == 1 && jobCounts.values.reduce(0, +) == 1 ? .jobState(.running) : nil
  }
}
