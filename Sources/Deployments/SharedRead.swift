/// One read for all who asked before it began.
///
/// The first of them carries it out in its own task; who comes later waits for the next. If the first is cancelled, what
/// its read came to is everybody's, so a reader that minds asks again.
public actor SharedRead<Value: Sendable> {
  private var isReading = false
  /// Resumed with a value of a read, or with nil to carry out the next one.
  private var waiting: [CheckedContinuation<Value?, Never>] = []

  /// Nothing is read yet.
  public init() {}

  /// The value of a read that begins after this was asked.
  /// - Parameter read: Carries it out, told for how many.
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
