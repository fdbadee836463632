import Deployments
import Notices

/// What can be done about a failure of the metadata database.
enum StoreRemedy: Remedy {
  case startDatabase
  case upgradeDatabase
  case configureDatabase
  case checkStatus
  case grantRights

  /// The remedy for a kind of failure.
  init(_ code: StoreError.Code) {
    self =
      switch code {
      case .unavailable: .startDatabase
      case .needsUpgrade: .upgradeDatabase
      case .notConfigured: .configureDatabase
      case .leaseLost: .checkStatus
      case .refused: .grantRights
      }
  }
}
