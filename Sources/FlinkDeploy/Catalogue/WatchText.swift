/// A text of the live view of a job.
enum WatchText: Worded {
  /// Before the first reading.
  case reading
  /// The keys that do something.
  case keys
  /// When the newest reading was taken.
  case updated(Quantity)
  /// Lines that the terminal has no room for.
  case moreLines(Int)

  func english(_ face: Face) -> String {
    switch self {
    case .reading: "Reading the status"
    case .keys: "q: quit"
    case .updated(let time): "updated \(time.english(face))"
    case .moreLines(let count): "\(counted(count, "more line"))"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .reading: "正在读取状态"
    case .keys: "q：退出"
    case .updated(let time): "更新于 \(time.chinese(face))"
    case .moreLines(let count): "另有 \(count) 行"
    }
  }
}
