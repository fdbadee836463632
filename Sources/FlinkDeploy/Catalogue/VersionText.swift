/// What a version of a deployment is, in a few words.
enum VersionText: Worded {
  /// The first one.
  case first
  /// One without changes, which started from another state.
  case otherState
  /// A return to an earlier version.
  case returned(to: Int)

  func english(_ face: Face) -> String {
    switch self {
    case .first: "deployed"
    case .otherState: "no changes, started from another state"
    case .returned(let number): "returned to version \(number)"
    }
  }

  func chinese(_ face: Face) -> String {
    switch self {
    case .first: "部署"
    case .otherState: "无更改，从其他状态启动"
    case .returned(let number): "恢复到版本 \(number)"
    }
  }
}
