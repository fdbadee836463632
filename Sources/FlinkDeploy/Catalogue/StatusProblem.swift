import Notices

/// Why the arguments of `get_job_status` do not fit together.
enum StatusProblem: Problem {
  /// Several of these are given.
  case severalIDs([Argument])
  /// An argument about one job is given, but none of these IDs.
  case idMissing(Argument, ids: [Argument])
  /// A cursor is given with an ID.
  case cursorWithID(Argument)
  /// A cursor that no result contained.
  case unknownCursor(String)

  /// The stable name, that of all invalid arguments.
  var code: String { "invalid_arguments" }

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .severalIDs(let ids): StatusRemedy.passAtMostOne(ids)
    case .idMissing(let argument, let ids): StatusRemedy.passID(ids, orLeaveOut: argument)
    case .cursorWithID(let id): StatusRemedy.leaveOutCursor(or: id)
    case .unknownCursor: StatusRemedy.passNextCursor
    }
  }
}

/// What can be done about arguments of `get_job_status` that do not fit together.
enum StatusRemedy: Remedy {
  case passAtMostOne([Argument])
  case passID([Argument], orLeaveOut: Argument)
  case leaveOutCursor(or: Argument)
  case passNextCursor
}
