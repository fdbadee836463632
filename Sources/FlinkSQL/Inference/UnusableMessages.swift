/// Why no field can be read from a message.
enum UnusableMessage: Error, Hashable, Sendable {
  /// It is no text that this program reads.
  case payload(PayloadKind)
  /// It is JSON, but no object: which kind of value it is instead.
  case value(String)
  /// It is text, but not JSON, for this reason.
  case malformed(String)

  /// What it is, in a list.
  fileprivate var name: String {
    switch self {
    case .payload(let kind): kind.name ?? "text"
    case .value(let kind): "JSON \(kind)"
    case .malformed(let reason): "not JSON: \(reason)"
    }
  }
}

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

  /// What they are, most of them first.
  var list: String {
    counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }.map { "\($0.key.name) (\($0.value))" }.abridged
  }
}
