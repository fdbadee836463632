import Foundation

enum Timestamp {
  /// Now, as the signature wants it.
  static func now() -> String { Date.now.formatted(.iso8601) }
}
