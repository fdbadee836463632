import JobHealth

/// A failure in the form in which conditions are checked.
struct FailureText: Sendable {
  /// The class of the root cause; nil if no exception is named.
  let exception: String?
  /// Whether the failure names a field whose value does not fit.
  let hasField: Bool
  /// The message in lower case.
  private let message: [UInt8]

  /// The longest part of a text that is searched, in bytes.
  private static let longest = 8_000

  /// A failure that Flink names.
  init(_ failure: HealthReading.Failure) {
    exception = failure.exception
    hasField = failure.field != nil
    message = Self.searchable(failure.message ?? "")
  }

  /// A text that names no exception.
  init(_ text: String) {
    exception = nil
    hasField = false
    message = Self.searchable(text)
  }

  /// A text in lower case, as far as it is ASCII.
  static func searchable(_ text: String) -> [UInt8] {
    text.utf8.prefix(longest).map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
  }

  /// Whether the message has a part.
  /// - Parameter part: A text that ``searchable(_:)`` made.
  func contains(_ part: [UInt8]) -> Bool {
    guard let first = part.first, part.count <= message.count else { return part.isEmpty }
    let last = message.count - part.count
    var begin = 0
    while begin <= last {
      if message[begin] == first, message[begin..<begin + part.count].elementsEqual(part) { return true }
      begin += 1
    }
    return false
  }
}
