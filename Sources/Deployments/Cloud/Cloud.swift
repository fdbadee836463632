/// Alibaba Cloud, as the domain sees it.
public protocol Cloud: Sendable {
  /// Carries out `call`; an error is an answer, too.
  func reply(to call: RemoteCall) async -> RemoteReply

  /// Limits the calls to a share of the rate limit, 0...1.
  func keep(toShare share: Double)
}

extension Cloud {
  /// Does nothing, since the cloud has no limit.
  public func keep(toShare share: Double) {}

  /// Carries out `call` and returns the answer without its request ID.
  func perform(_ call: RemoteCall) async -> RemoteAnswer { await reply(to: call).answer }
}
