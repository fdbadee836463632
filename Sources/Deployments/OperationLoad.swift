/// How many operations are under way, and where; what the account's rate limit is divided by.
public struct OperationLoad: Sendable, Equatable {
  /// Processes at work on operations, by their leases; this one counts too.
  public var processes: Int
  /// Operations of this process.
  public var own: Int
  /// Operations of all processes.
  public var total: Int

  /// How much of the limit is divided evenly, so that one operation beside a thousand does not wait for them.
  private static let evenly = 0.2

  /// A load; by default this process is alone.
  public init(processes: Int = 1, own: Int = 0, total: Int = 0) {
    self.processes = processes
    self.own = own
    self.total = total
  }

  /// This process's share of the limit, 0...1; those of all processes add up to 1.
  ///
  /// By operations, for the most part, so that processes that have fallen behind catch up and all end together.
  public var share: Double {
    if total == 0 { return 1 / Double(processes) }
    return OperationLoad.evenly / Double(processes) + (1 - OperationLoad.evenly) * Double(own) / Double(total)
  }
}
