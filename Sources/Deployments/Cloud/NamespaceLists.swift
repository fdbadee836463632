public import AliyunFlink

/// What the namespace has that a deploy is compared with, for all calls.
public final class NamespaceLists: Sendable {
  /// A call only waits for a list, and continues without it.
  private static let patience = Duration.seconds(5)

  private let variableNames = SharedList<String>()
  private let deploymentTargets = SharedList<DeploymentTarget>()

  /// Lists that were not read yet.
  public init() {}

  /// The deployment targets of the namespace, if they were listed seconds ago.
  public var recentTargets: [DeploymentTarget]? { deploymentTargets.recent }

  /// The deployment targets of the namespace.
  /// - Parameters:
  ///   - begin: When the call began.
  ///   - isFresh: Whether the list must have been requested since.
  ///   - client: Requests the list.
  public func targets(
    since begin: ContinuousClock.Instant, isFresh: Bool = false, _ client: FlinkAPIClient
  ) async -> SharedList<DeploymentTarget>.Listing {
    await deploymentTargets.listing(since: begin, isFresh: isFresh) { () async throws(FlinkAPIError) in
      try await client.call(.listDeploymentTargets, within: NamespaceLists.patience)
    }
  }

  /// The names of the variables of the namespace, all pages.
  /// - Parameters:
  ///   - begin: When the call began.
  ///   - isFresh: Whether the list must have been requested since.
  ///   - client: Requests the list.
  public func variables(
    since begin: ContinuousClock.Instant, isFresh: Bool = false, _ client: FlinkAPIClient
  ) async -> SharedList<String>.Listing {
    await variableNames.listing(since: begin, isFresh: isFresh) { () async throws(FlinkAPIError) in
      let deadline = ContinuousClock.now + NamespaceLists.patience
      var names: Set<String> = []
      for index in 1... {
        let page = try await client.call(.listVariables(page: index), within: deadline - .now)
        let known = names.count
        names.formUnion(page)
        // A page without a new name is one that was read before.
        if page.count < pageSize || names.count == known { break }
      }
      return Array(names)
    }
  }
}
