import Alerting
import Deployments
import Synchronization

/// Takes and renews the lead among the monitors of a namespace; only the one that leads judges and delivers.
final class Leadership: Sendable {
  /// The pause after the store did not answer.
  private static let retryPause = Duration.seconds(1)
  /// The shortest pause while another monitor leads.
  private static let shortestPause = Duration.milliseconds(50)
  /// How long the end of the lead may take to be written.
  private static let grace = Duration.milliseconds(250)

  private let store: any AlertStore<StoreError>
  private let lease: Duration
  private let outages: OutageLog
  private let state = Mutex((lead: CourierLead?.none, isFollowing: false))
  /// Rings when the lead comes or goes.
  let bell = Bell()

  /// A lead that is not taken yet.
  /// - Parameter lease: How long a lead lasts without renewal.
  init(_ store: any AlertStore<StoreError>, lease: Duration, outages: OutageLog) {
    self.store = store
    self.lease = lease
    self.outages = outages
  }

  /// The lead of this process; nil while another one leads, and when the lease can have expired.
  var current: CourierLead? { state.withLock { $0.lead }.flatMap { $0.left > .zero ? $0 : nil } }

  /// Whether another monitor was seen to lead.
  var isFollowing: Bool { state.withLock { $0.isFollowing } }

  /// Takes and renews the lead until the task is cancelled.
  /// - Parameter wake: Called when this process begins to lead.
  func keep(_ wake: @Sendable () -> Void) async {
    while !Task.isCancelled {
      let pause = await take(wake)
      try? await Task.sleep(for: pause)
    }
  }

  /// Ends the lead, so that another monitor can take it at once; for a short time only.
  func release() async {
    guard let lead = replace(nil, isFollowing: false) else { return }
    // Tasks of their own, since this one may be cancelled. A lead that is not released expires.
    let work = Task { [store] in try? await store.releaseLead(lead.fence) }
    let timer = Task {
      try? await Task.sleep(for: Leadership.grace)
      work.cancel()
    }
    await work.value
    timer.cancel()
  }

  /// Takes or renews the lead once.
  /// - Returns: The time until the next attempt.
  private func take(_ wake: () -> Void) async -> Duration {
    let begin = ContinuousClock.now
    do throws(StoreError) {
      let answer = try await store.takeLead()
      outages.noteSuccess(of: .database, since: begin)
      switch answer {
      case .leads(let fence):
        let lead = CourierLead(fence: fence, end: begin + lease)
        if replace(lead, isFollowing: false)?.fence != fence {
          bell.ring()
          wake()
        }
        return lease / 3
      case .follows(let rest):
        if replace(nil, isFollowing: true) != nil { bell.ring() }
        return min(max(rest, Leadership.shortestPause), lease / 3)
      }
    } catch {
      if !Task.isCancelled { outages.noteFailure(of: .database, since: begin, "\(error)") }
      return min(Leadership.retryPause, lease / 3)
    }
  }

  /// Replaces the lead, and returns the one before.
  private func replace(_ lead: CourierLead?, isFollowing: Bool) -> CourierLead? {
    state.withLock { state in
      defer { state = (lead, isFollowing) }
      return state.lead
    }
  }
}
