/// Decides which pipelines of a batch begin, and which are reversed.
///
/// Pure: its caller begins and reverses items, records each change of a stage, and reports how they end.
public struct BatchMachine: Sendable, Equatable {
  /// What becomes of the other items when one fails.
  public enum FailurePolicy: String, Sendable, CaseIterable {
    /// They go on.
    case goOn = "CONTINUE"
    /// Those that have not begun do not begin.
    case stop = "STOP"
    /// The same, and what was done is reversed.
    case rollBackAll = "ROLL_BACK_ALL"
  }

  /// What to do now.
  public enum Step: Sendable, Equatable {
    /// Begin the item at this place.
    case begin(Int)
    /// Reverse what was done for the item at this place.
    case reverse(Int)
  }

  /// The items, in the order of the call.
  public private(set) var items: [BatchItem]
  /// What becomes of the other items when one fails.
  public let policy: FailurePolicy
  /// The largest number of items at the same time.
  public let maxParallel: Int

  /// A batch.
  /// - Parameters:
  ///   - items: The items; their predecessors form no cycle.
  ///   - maxParallel: The largest number of items at the same time, at least 1.
  public init(_ items: [BatchItem], policy: FailurePolicy, maxParallel: Int) {
    self.items = items
    self.policy = policy
    self.maxParallel = max(1, maxParallel)
    settle()
  }

  /// Whether nothing is left to do.
  public var isOver: Bool { items.allSatisfy(\.stage.isSettled) && reversible.isEmpty }

  /// Whether what was done is being reversed, or is about to be.
  public var isReturning: Bool { policy == .rollBackAll && hasFailed }

  /// The items that were active when a process ended: they are continued first.
  public var active: [Step] {
    items.indices.compactMap { index in
      switch items[index].stage {
      case .running: .begin(index)
      case .returning: .reverse(index)
      default: nil
      }
    }
  }

  /// What to begin now, in this order.
  public var next: [Step] {
    let free = maxParallel - items.count { $0.stage.isActive }
    guard free > 0 else { return [] }
    return Array((stopsBeginning ? reversible.map(Step.reverse) : ready.map(Step.begin)).prefix(free))
  }

  /// Notes that the item at `index` begins.
  public mutating func begin(_ index: Int, effect: BatchItem.Effect) {
    items[index].stage = .running
    items[index].effect = effect
  }

  /// Notes how the item at `index` ended.
  public mutating func end(_ index: Int, _ stage: BatchItem.Stage) {
    items[index].stage = stage
    settle()
  }

  /// Notes that what was done for the item at `index` is reversed from now on.
  public mutating func reverse(_ index: Int) { items[index].stage = .returning }

  private var hasFailed: Bool { items.contains { $0.stage == .failed } }
  private var stopsBeginning: Bool { policy != .goOn && hasFailed }

  private var ready: [Int] {
    items.indices.filter { index in
      items[index].stage == .waiting && items[index].predecessors.allSatisfy { items[$0].stage.isSettled }
    }
  }

  /// The items that can be reversed now, the last first: once no item runs, and after those that read what they write.
  private var reversible: [Int] {
    guard isReturning, !items.contains(where: { $0.stage == .running }) else { return [] }
    return items.indices.reversed().filter { index in
      items[index].hasChanged && !items.contains { $0.predecessors.contains(index) && $0.mustReturn }
    }
  }

  /// Leaves those alone that no longer begin.
  private mutating func settle() {
    guard stopsBeginning else { return }
    for index in items.indices where items[index].stage == .waiting { items[index].stage = .notBegun }
  }
}

extension BatchItem {
  /// Whether it is reversed before those that it reads from.
  fileprivate var mustReturn: Bool { hasChanged || stage == .returning }
}
