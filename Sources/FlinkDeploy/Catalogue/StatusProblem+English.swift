extension StatusProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .severalIDs(let ids): "Several of \(ids.listed(.english, face)) are given"
    case .idMissing(let argument, let ids):
      "\(argument.name(face)) is given, but none of \(ids.listed(.english, face))"
    case .cursorWithID(let id): "cursor is given with \(id.name(face))"
    case .unknownCursor(let cursor): "The cursor '\(cursor)' is unknown"
    }
  }
}

extension StatusRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .passAtMostOne(let ids):
      "Pass one of \(ids.listed(.english, face)). To list all jobs, pass none of them"
    case .passID(let ids, let argument):
      "Pass one of \(ids.listed(.english, face)), or leave out \(argument.name(face))"
    case .leaveOutCursor(let id): "Leave out cursor or \(id.name(face))"
    case .passNextCursor: "Pass next_cursor of the previous result. To begin with the newest job, leave out cursor"
    }
  }
}
