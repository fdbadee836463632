/// The numbers of operations in progress, by which the processes divide the account's rate limit.
public struct OperationLoad: Sendable, Equatable {
  /// The processes that own operations, this one included.
  public var processes: Int
  /// The operations of this process.
  public var own: Int
  /// The operations of all processes.
  public var total: Int

  /// The part of the limit that is divided evenly, so that one operation does not wait for a thousand others.
  private static let evenly = 0.2

  /// A load; by default this process is alone.
  public init(processes: Int = 1, own: Int = 0, total: Int = 0) {
    self.processes = processes
    self.own = own
    self.total = total
  }

  /// The share of this process in the limit, 0...1; the shares of all processes add up to 1.
  ///
  /// Most of it depends on the number of operations, so that all processes end at about the same time.
  public var share: Double {
    if total == 0 { return 1 / Double(processes) }
    return OperationLoad.evenly / Double(processes) + (1 - OperationLoad.evenly) * Double(own) / Double(total)
  }
}
