/// A text of a batch that is neither a problem nor a remedy.
enum BatchText: Worded {
  /// How many pipelines are done, and what one of them is doing.
  case progress(done: Int, total: Int, name: String, message: String)
  /// How many pipelines are planned.
  case planned(done: Int, total: Int)
  /// The deployment has other arguments, and was kept.
  case kept
  /// The statements for tables could not be written into a file.
  case statementsNotWritten(path: String)

  func english(_ face: Face) -> String {
    switch self {
    case .progress(let done, let total, let name, let message): "\(done) of \(total) done. \(name): \(message)"
    case .planned(let done, let total): "\(done) of \(total) planned"
    case .kept:
      "The deployment exists with other arguments and was kept. \(Argument.ifExists.value(word(face), face)) changes "
        + "it."
    case .statementsNotWritten(let path): "The statements for tables could not be written to \(path)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .progress(let done, let total, let name, let message): "已完成 \(done)/\(total)。\(name)：\(message)"
    case .planned(let done, let total): "已计划 \(done)/\(total)"
    case .kept: "作业已存在且参数不同，保持原样。\(Argument.ifExists.value(word(face), face)) 会更新该作业。"
    case .statementsNotWritten(let path): "建表语句未能写入 \(path)"
    }
  }

  private func word(_ face: Face) -> String { face == .tools ? "UPDATE" : "update" }
}
