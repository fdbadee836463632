import Deployments
import Notices

/// What can be done about a failure of the metadata database.
enum StoreRemedy: Remedy {
  case startDatabase
  case allowClearText
  case upgradeDatabase
  case updateProgram
  case configureDatabase
  case checkStatus
  case grantRights

  /// The remedy for a failure.
  init(_ error: StoreError) {
    if error.cause == .noTLS {
      self = .allowClearText
      return
    }
    self =
      switch error.code {
      case .unavailable: .startDatabase
      case .needsUpgrade: .upgradeDatabase
      case .programOutdated: .updateProgram
      case .notConfigured: .configureDatabase
      case .leaseLost: .checkStatus
      case .refused: .grantRights
      }
  }
}
