/// A pipeline of a batch, as far as the order and the policies depend on it.
public struct BatchItem: Sendable, Equatable {
  /// Where it stands.
  public enum Stage: String, Sendable, CaseIterable {
    /// It waits for its turn.
    case waiting
    /// Its operation is under way, or about to begin.
    case running
    /// It was created or updated.
    case succeeded
    /// It was as wanted before.
    case unchanged
    /// It failed; what its operation had done is rolled back by the operation itself.
    case failed
    /// The policy left it alone.
    case notBegun
    /// What was done is being reversed.
    case returning
    /// What was done is reversed.
    case returned
    /// What was done could not be reversed.
    case left

    /// Whether nothing more happens to it without another item.
    var isSettled: Bool { self != .waiting && self != .running && self != .returning }
    /// Whether it occupies a place of those that run at the same time.
    var isActive: Bool { self == .running || self == .returning }
  }

  /// What the batch does to the deployment.
  public enum Effect: Sendable, Equatable {
    /// Nothing.
    case none
    /// It creates the deployment.
    case creates
    /// It changes the deployment, which had this version.
    case updates(from: Int)
  }

  /// The name of the deployment.
  public let name: String
  /// The places of the items that must be over before this one begins.
  public let predecessors: Set<Int>
  /// Where it stands.
  public internal(set) var stage: Stage
  /// What the batch does to the deployment; known once it is running.
  public internal(set) var effect: Effect

  /// An item.
  /// - Parameter predecessors: The places of the items that must be over before this one begins.
  public init(name: String, predecessors: Set<Int> = [], stage: Stage = .waiting, effect: Effect = .none) {
    self.name = name
    self.predecessors = predecessors
    self.stage = stage
    self.effect = effect
  }

  /// Whether the batch has changed something that can be reversed.
  var hasChanged: Bool { stage == .succeeded && effect != .none }
}
