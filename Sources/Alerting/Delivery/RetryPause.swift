/// How long a message waits after an attempt that failed: one second, doubled with each attempt up to five minutes.
struct RetryPause {
  /// The shortest pause, in milliseconds; also when the receiver asks for less.
  static let shortest = 1_000
  /// The longest pause that we choose, in milliseconds.
  static let longest = 300_000

  /// A pause in milliseconds, of which a random part of up to one half is left out, so that channels do not all try at
  /// the same moment.
  /// - Parameters:
  ///   - attempts: The attempts so far, at least 1.
  ///   - asked: How long the receiver asks us to wait; nil if it did not say. It wins.
  ///   - generator: The source of chance.
  static func milliseconds(
    attempts: Int, asked: Duration?, using generator: inout some RandomNumberGenerator
  ) -> Int {
    if let asked { return max(shortest, asked.wholeMilliseconds) }
    let whole = min(longest, shortest << min(max(attempts - 1, 0), 16))
    return Int.random(in: whole / 2...whole, using: &generator)
  }
}

extension Duration {
  /// The duration in milliseconds, rounded up; a year at most.
  var wholeMilliseconds: Int {
    let year = 365 * 86_400
    let (seconds, attoseconds) = components
    if seconds >= year { return year * 1000 }
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
