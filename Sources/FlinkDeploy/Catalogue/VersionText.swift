/// What a version of a deployment is, in a few words.
enum VersionText: Worded {
  /// The first one, or one without recorded changes.
  case first
  /// A return to an earlier version.
  case returned(to: Int)

  func english(_ face: Face) -> String {
    switch self {
    case .first: "deployed"
    case .returned(let number): "returned to version \(number)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .first: "部署"
    case .returned(let number): "恢复到版本 \(number)"
    }
  }
}
