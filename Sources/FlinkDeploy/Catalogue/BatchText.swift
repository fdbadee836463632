import Deployments

/// A text of a batch that is neither a problem nor a remedy.
enum BatchText: Worded {
  /// How many pipelines are done, and what one of them is doing.
  case progress(done: Int, total: Int, name: String, message: String)
  /// How many pipelines are done.
  case done(Int, total: Int)
  /// How many pipelines are planned.
  case planned(done: Int, total: Int)
  /// The pipeline waits until others are done.
  case waits
  /// The pipeline is created or updated.
  case runs
  /// The changes for the pipeline are reversed.
  case returns
  /// The statements for tables could not be written into a file.
  case statementsNotWritten(path: String)

  func english(_ face: Face) -> String {
    switch self {
    case .progress(let done, let total, let name, let message): "\(done) of \(total) done. \(name): \(message)"
    case .done(let done, let total): "\(done) of \(total) done"
    case .planned(let done, let total): "\(done) of \(total) planned"
    case .waits: "Waiting for other pipelines"
    case .runs: "In progress"
    case .returns: "Reversing the changes"
    case .statementsNotWritten(let path): "The statements for tables could not be written to \(path)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .progress(let done, let total, let name, let message): "已完成 \(done)/\(total)。\(name)：\(message)"
    case .done(let done, let total): "已完成 \(done)/\(total)"
    case .planned(let done, let total): "已计划 \(done)/\(total)"
    case .waits: "正在等待其他管道"
    case .runs: "正在处理"
    case .returns: "正在撤销更改"
    case .statementsNotWritten(let path): "建表语句未能写入 \(path)"
    }
  }

  /// How far a batch is, as the journal has it: how many pipelines are done, and what the first of the others is doing.
  static func progress(of items: [StoredBatch.Item], names: [String], _ voice: Voice) -> BatchText {
    let done = items.count { $0.stage.isEnd }
    guard let (name, item) = zip(names, items).first(where: { !$0.1.stage.isEnd }) else {
      return .done(done, total: items.count)
    }
    let activity: BatchText =
      switch item.stage {
      case .waiting: .waits
      case .returning: .returns
      default: .runs
      }
    return .progress(done: done, total: items.count, name: name, message: activity.text(voice))
  }
}
