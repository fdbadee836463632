/// A text of a batch that is neither a problem nor a remedy.
enum BatchText: Worded {
  /// How many pipelines are done, and what one of them is doing.
  case progress(done: Int, total: Int, name: String, message: String)
  /// How many pipelines are planned.
  case planned(done: Int, total: Int)
  /// The statements for tables could not be written into a file.
  case statementsNotWritten(path: String)

  func english(_ face: Face) -> String {
    switch self {
    case .progress(let done, let total, let name, let message): "\(done) of \(total) done. \(name): \(message)"
    case .planned(let done, let total): "\(done) of \(total) planned"
    case .statementsNotWritten(let path): "The statements for tables could not be written to \(path)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .progress(let done, let total, let name, let message): "已完成 \(done)/\(total)。\(name)：\(message)"
    case .planned(let done, let total): "已计划 \(done)/\(total)"
    case .statementsNotWritten(let path): "建表语句未能写入 \(path)"
    }
  }
}
