extension StatusProblem {
  func chinese(_ face: Face) -> String {
    switch self {
    case .severalIDs(let ids): "\(ids.listed(.chinese, face)) 中指定了多个"
    case .idMissing(let argument, let ids):
      "指定了 \(argument.name(face))，但未指定 \(ids.listed(.chinese, face)) 中的任何一个"
    case .cursorWithID(let id): "cursor 与 \(id.name(face)) 同时指定"
    case .unknownCursor(let cursor): "cursor '\(cursor)' 未知"
    }
  }
}

extension StatusRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .passAtMostOne(let ids):
      "从 \(ids.listed(.chinese, face)) 中只指定一个。如需列出所有作业实例，请都不指定"
    case .passID(let ids, let argument):
      "从 \(ids.listed(.chinese, face)) 中指定一个，或去掉 \(argument.name(face))"
    case .leaveOutCursor(let id): "去掉 cursor 或 \(id.name(face))"
    case .passNextCursor: "传入上一个结果的 next_cursor。如需从最新的作业实例开始，请去掉 cursor"
    }
  }
}
