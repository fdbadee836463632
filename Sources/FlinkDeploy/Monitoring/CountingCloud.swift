import Deployments
import Synchronization

/// A cloud that counts its calls.
final class CountingCloud: Cloud {
  private let cloud: any Cloud
  private let count = Mutex(0)

  /// A cloud that asks `cloud`.
  init(_ cloud: any Cloud) { self.cloud = cloud }

  /// The calls so far.
  var calls: Int { count.withLock { $0 } }

  /// Carries out `call`.
  func reply(to call: RemoteCall) async -> RemoteReply {
    count.withLock { $0 += 1 }
    return await cloud.reply(to: call)
  }

  /// Limits the calls to a share of the rate limit, 0...1.
  func keep(toShare share: Double) { cloud.keep(toShare: share) }
}
