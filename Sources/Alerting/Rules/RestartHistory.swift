/// The restarts of a job that were seen lately.
///
/// Windows of two readings can overlap. What they have in common is counted once, so the sum may be too low, but is never
/// too high.
struct RestartHistory: Sendable, Equatable {
  /// Restarts between two times, in milliseconds since 1970.
  private struct Window: Sendable, Equatable {
    var begin: Int
    var end: Int
    var count: Int
  }

  /// Larger counts count as this one, so that no sum overflows.
  private static let most = 1_000_000

  private var windows: [Window] = []

  /// Whether no restart is remembered.
  var isEmpty: Bool { windows.isEmpty }

  /// When the oldest restart happened at the earliest, in milliseconds since 1970.
  var begin: Int? { windows.first?.begin }

  /// How many restarts are remembered.
  var count: Int { windows.reduce(0) { $0 + $1.count } }

  /// Adds the restarts between two readings.
  /// - Parameters:
  ///   - begin: When the earlier one was taken.
  ///   - end: When the later one was taken.
  mutating func add(_ count: Int, from begin: Int, to end: Int) {
    guard count > 0 else { return }
    var window = Window(begin: begin, end: end, count: min(count, Self.most))
    while let last = windows.last, last.end > window.begin {
      window = Window(
        begin: min(last.begin, window.begin), end: max(last.end, window.end), count: max(last.count, window.count))
      windows.removeLast()
    }
    windows.append(window)
  }

  /// Forgets restarts that are older.
  /// - Parameters:
  ///   - seconds: How long they are remembered.
  ///   - now: The time in milliseconds since 1970.
  mutating func forget(olderThan seconds: Int, at now: Int) {
    // An end in the future is that of a clock that went back.
    windows.removeAll { now - $0.end > seconds * 1000 || $0.end - now > seconds * 1000 }
  }

  /// Forgets all.
  mutating func forget() { windows = [] }
}
