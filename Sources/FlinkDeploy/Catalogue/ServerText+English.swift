extension ServerText {
  func english(_ face: Face) -> String {
    switch self {
    case .confirm: "Go ahead"
    case .taskDone: "Done"
    case .taskRefused: "The call failed. Its result has the reason."
    }
  }
}
