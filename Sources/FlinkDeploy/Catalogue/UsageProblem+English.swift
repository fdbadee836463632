extension UsageProblem {
  func english(_ face: Face) -> String {
    switch self {
    case .waitOutOfRange(let range):
      "--wait must be a number of seconds from \(range.lowerBound) to \(range.upperBound)"
    case .malformed(let flag, let text, let form): "\(flag) is '\(text)', which is not \(form)"
    case .typeMissing(let flag, let text): "\(flag) is '\(text)', which has no type (name:TYPE:METADATA)"
    case .duplicate(let flag, let text, let key): "\(flag) '\(text)' sets \(key) again"
    case .unreadableFile(let flag, let path): "\(flag): the file '\(path)' cannot be read"
    case .notUTF8(let flag, let path): "\(flag): the file '\(path)' is not UTF-8"
    case .twoVersions(let flag): "\(flag) requires the numbers of two versions"
    case .idMissing(let flag): "\(flag) requires the ID of a job or deployment"
    case .invalid(let problem): problem.english(face)
    }
  }
}
