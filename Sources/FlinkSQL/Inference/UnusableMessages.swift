/// How many messages no field can be read from, by the reason: neither a value nor a place.
struct UnusableMessages: Sendable, Equatable {
  private var counts: [UnusableMessage: Int] = [:]

  var total: Int { counts.values.reduce(0, +) }

  mutating func count(_ message: UnusableMessage) { counts[message, default: 0] += 1 }

  mutating func merge(_ other: UnusableMessages) { counts.merge(other.counts) { $0 + $1 } }

  /// The format that more than half of `messages` are in, with their number.
  func majority(of messages: Int) -> (kind: PayloadKind, count: Int)? {
    for case (.payload(let kind), let count) in counts where count * 2 > messages { return (kind, count) }
    return nil
  }

  /// The reasons, most messages first.
  var list: [UnusableCount] {
    counts.map { UnusableCount(reason: $0.key, count: $0.value) }
      .sorted { ($1.count, "\($0.reason)") < ($0.count, "\($1.reason)") }
  }
}
