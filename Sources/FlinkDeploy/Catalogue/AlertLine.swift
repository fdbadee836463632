/// A line about an alert in the table of a result.
enum AlertLine: Worded {
  /// An alert that is open: its severity, what is wrong, since when, in how many readings it was seen, and its ID.
  case open(severity: String, message: String, since: String, count: Int, id: String)

  func english(_ face: Face) -> String {
    switch self {
    case .open(let severity, let message, let since, let count, let id):
      "\(severity): \(message) (since \(since), seen \(counted(count, "time")), ID \(id))"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .open(let severity, let message, let since, let count, let id):
      "\(severity)：\(message)（自 \(since) 起，出现 \(count) 次，ID \(id)）"
    }
  }
}
