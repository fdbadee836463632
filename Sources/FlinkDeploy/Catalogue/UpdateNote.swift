import Notices
import PipelineChanges

/// A note about an update.
enum UpdateNote: Note, Codable {
  /// Nothing changes.
  case unchanged
  /// Edits of the draft that were not deployed are replaced.
  case draftReplaced
  /// Some of the job starts without state.
  case partialState([CompatibilityReason])
  /// Whether the state fits is not known.
  case unknownState([CompatibilityReason])
  /// A change without a stop can write messages since the last checkpoint again.
  case mayRepeatMessages
  /// The job starts from the savepoint with which this version was left, so that it reads what came after it again.
  case olderState(version: Int)
  /// The job starts without the state of the one before.
  case stateDiscarded(atCommittedOffsets: Bool)
  /// The engine did not take the change, so that the job was restarted.
  case hotUpdateRefused(reason: String)
}

extension UpdateNote {
  func english(_ face: Face) -> String {
    switch self {
    case .unchanged: "Nothing changes. The deployment already has this SQL and these settings."
    case .draftReplaced:
      "The draft had edits that were not deployed. What is deployed is recorded as a version, and the draft is replaced."
    case .partialState(let reasons):
      "The job keeps only a part of its state: \(reasons.map { $0.english(face) }.joined(separator: "; "))"
    case .unknownState(let reasons):
      "It is not known whether the state of the job fits: "
        + reasons.map { $0.english(face) }.joined(separator: "; ")
    case .mayRepeatMessages:
      "The job takes the change while it runs. Messages since its last checkpoint may be written twice."
    case .olderState(let version):
      "The job starts from the savepoint with which version \(version) was left. "
        + "Messages after that savepoint are read and written again."
    case .stateDiscarded(atCommittedOffsets: true):
      "The job starts without state, where the consumer group has committed. Messages after the last commit are read and "
        + "written again."
    case .stateDiscarded(atCommittedOffsets: false):
      "The job starts without state, at the startup mode of its SQL. Messages can be read again or skipped."
    case .hotUpdateRefused(let reason): "The job was restarted, because it did not take the change: \(reason)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .unchanged: "没有更改。作业已使用该 SQL 和这些设置。"
    case .draftReplaced: "作业草稿含有未部署的修改。已部署的内容记录为一个版本，作业草稿将替换。"
    case .partialState(let reasons):
      "作业实例只保留部分状态：\(reasons.map { $0.chinese(face) }.joined(separator: "；"))"
    case .unknownState(let reasons):
      "无法确定作业实例的状态是否兼容：\(reasons.map { $0.chinese(face) }.joined(separator: "；"))"
    case .mayRepeatMessages: "作业实例在运行中应用更改，最后一次系统检查点之后的消息可能重复写入。"
    case .olderState(let version):
      "作业实例从版本 \(version) 停止时的作业快照启动，该快照之后的消息会重新读取和写入。"
    case .stateDiscarded(atCommittedOffsets: true):
      "作业实例以无状态方式启动，从消费组已提交的位点开始，最后一次提交之后的消息会重新读取和写入。"
    case .stateDiscarded(atCommittedOffsets: false):
      "作业实例以无状态方式启动，从 SQL 中的启动模式指定的位置开始，消息可能重新读取，也可能跳过。"
    case .hotUpdateRefused(let reason): "作业实例无法在运行中应用更改，已重启：\(reason)"
    }
  }
}
