/// One read for all callers that asked before it began.
///
/// The first caller carries it out in its own task; later callers wait for the next read. If the first caller is
/// cancelled, all of them get the result of its read, so a caller that needs another one must ask again.
public actor SharedRead<Value: Sendable> {
  private var isReading = false
  /// Resumed with a value of a read, or with nil to carry out the next one.
  private var waiting: [CheckedContinuation<Value?, Never>] = []

  /// A shared read that nothing has begun yet.
  public init() {}

  /// The value of a read that begins after this call.
  /// - Parameter read: Carries out the read; receives the number of callers.
  public func value(_ read: @Sendable (_ askers: Int) async -> Value) async -> Value {
    if isReading, let value = await withCheckedContinuation({ waiting.append($0) }) { return value }
    isReading = true
    let others = waiting
    waiting = []
    let value = await read(others.count + 1)
    for other in others { other.resume(returning: value) }
    if waiting.isEmpty {
      isReading = false
    } else {
      waiting.removeFirst().resume(returning: nil)
    }
    return value
  }
}
