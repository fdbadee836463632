import AliyunFlink
import Synchronization

/// Lists of deployments that answer many waiting callers, read at most every half second.
///
/// While few callers wait, each asks for itself: a single request tells more than a list.
final class SharedOverview: Sendable {
  /// What a list says to a caller.
  enum Look: Sendable {
    /// Too few callers wait, or the lists do not cover this one: the caller must ask for itself.
    case alone
    /// The list could not be read this time.
    case unknown
    /// The list does not have the deployment, or has it in this state.
    case seen(DeploymentSummary?)
  }

  /// Which deployments are listed.
  enum Scope: Sendable {
    /// Those that the callers' operations created; callers are known by their markers.
    case ofMarkers
    /// Those of the namespace; callers are known by their deployments.
    case ofNamespace
  }

  /// The lists of one read.
  private struct Lists: Sendable {
    var byID: [String: DeploymentSummary] = [:]
    var byDraft: [String: DeploymentSummary] = [:]
    let isComplete: Bool

    init(_ deployments: [DeploymentSummary], isComplete: Bool) {
      self.isComplete = isComplete
      for deployment in deployments {
        byID[deployment.id] = deployment
        if let draftID = deployment.draftID { byDraft[draftID] = deployment }
      }
    }
  }

  /// A caller that waits for a list, or will come again after a pause.
  private struct Presence {
    var count = 0
    var left = ContinuousClock.now

    var isCurrent: Bool { count > 0 || ContinuousClock.now - left < SharedOverview.longestPause }
  }

  private enum Answer: Sendable {
    case alone, unknown
    case lists(Lists, asked: Set<String>)
  }

  /// The least number of callers that share lists.
  static let fewestSharing = 20
  private static let interval = Duration.milliseconds(500)
  /// Callers that ask for themselves pause in between.
  private static let longestPause = Duration.milliseconds(1500)

  private let cloud: any Cloud
  private let clock: any Clock<Duration>
  private let scope: Scope
  private let reads = SharedRead<Answer>()
  private let presences = Mutex<[String: Presence]>([:])
  private let lastRead = Mutex<ContinuousClock.Instant?>(nil)

  /// An overview that has read nothing yet.
  init(_ cloud: any Cloud, _ scope: Scope, clock: any Clock<Duration>) {
    self.cloud = cloud
    self.scope = scope
    self.clock = clock
  }

  /// What the next list says of a deployment.
  /// - Parameters:
  ///   - caller: The marker or the deployment that the caller is known by.
  ///   - id: The ID of the deployment or of its draft.
  func next(for caller: String, _ id: String) async -> Look {
    presences.withLock { $0[caller, default: Presence()].count += 1 }
    defer { leave(caller) }
    guard callers >= SharedOverview.fewestSharing else { return .alone }
    switch await reads.value({ _ in await self.read() }) {
    case .alone: return .alone
    case .unknown: return .unknown
    case .lists(let lists, let asked):
      let summary = lists.byID[id] ?? lists.byDraft[id]
      return summary == nil && !(lists.isComplete && asked.contains(caller)) ? .alone : .seen(summary)
    }
  }

  /// The number of callers that wait, or waited at the last read.
  var callers: Int { presences.withLock { $0.count } }

  /// The callers that wait; forgets the others.
  private func currentCallers() -> [String] {
    presences.withLock { presences in
      presences = presences.filter(\.value.isCurrent)
      return Array(presences.keys)
    }
  }

  private func leave(_ caller: String) {
    presences.withLock { presences in
      presences[caller]?.count -= 1
      presences[caller]?.left = .now
    }
  }

  private func read() async -> Answer {
    if let last = lastRead.withLock({ $0 }) {
      try? await clock.sleep(for: last + SharedOverview.interval - ContinuousClock.now)
    }
    lastRead.withLock { $0 = .now }
    let callers = currentCallers()
    guard callers.count >= SharedOverview.fewestSharing else { return .alone }
    switch await lists(for: callers) {
    case .success(let lists): return .lists(lists, asked: Set(callers))
    case .failure(let error): return error.isRetryable ? .unknown : .alone
    }
  }

  private func lists(for callers: [String]) async -> Result<Lists, FlinkAPIError> {
    switch scope {
    case .ofMarkers:
      let calls = stride(from: 0, to: callers.count, by: pageSize).map { start in
        RemoteCall.listDeployments(markers: Array(callers[start..<min(start + pageSize, callers.count)]))
      }
      return await summaries(calls).map { Lists($0, isComplete: true) }
    case .ofNamespace:
      var all: [DeploymentSummary] = []
      // A list of many other deployments would cost more than it saves.
      for page in 1...max(1, callers.count / SharedOverview.fewestSharing) {
        switch await summaries([.listAllDeployments(page: page)]) {
        case .failure(let error): return .failure(error)
        case .success(let found):
          all += found
          if found.count < pageSize { return .success(Lists(all, isComplete: true)) }
        }
      }
      return .success(Lists(all, isComplete: false))
    }
  }

  private func summaries(_ calls: [RemoteCall]) async -> Result<[DeploymentSummary], FlinkAPIError> {
    await withTaskGroup(of: RemoteAnswer.self) { group in
      for call in calls { group.addTask { [cloud] in await cloud.perform(call) } }
      var all: [DeploymentSummary] = []
      for await answer in group {
        switch answer {
        case .summaries(let found): all += found
        case .failed(let error): return .failure(error)
        default: break
        }
      }
      return .success(all)
    }
  }
}
