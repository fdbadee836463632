import AliyunFlink
import Deployments
import Notices

/// What can be done about a failed API operation.
enum PlatformRemedy: Remedy {
  case setAccessKey
  case checkNetwork
  case retryLater
  case checkEndpoint
  case fixReportedProblem
  case checkAccessKeySecret
  case checkAccessKeyID
  case renewSecurityToken
  case synchronizeClock
  case grantPermission
  /// Allow the RAM action, such as `stream:GetJob`.
  case grantAction(String)
  case checkWorkspaceID
  case contactSupport

  /// The remedy for an error of the API.
  init(_ problem: PlatformProblem) {
    if let action = problem.missingAction {
      self = .grantAction(action)
      return
    }
    self =
      switch problem.kind {
      case .credentials: .setAccessKey
      case .transport: .checkNetwork
      case .throttled: .retryLater
      case .decoding: .checkEndpoint
      case .business: .fixReportedProblem
      case .gateway: PlatformRemedy(gatewayCode: problem.code)
      }
  }

  private init(gatewayCode code: String) {
    self =
      switch code {
      case "SignatureDoesNotMatch", "IncompleteSignature": .checkAccessKeySecret
      case _ where code.hasPrefix("InvalidAccessKeyId"): .checkAccessKeyID
      case _ where code.hasPrefix("InvalidSecurityToken"): .renewSecurityToken
      case _ where code.hasPrefix("InvalidTimeStamp"): .synchronizeClock
      case _ where FlinkAPIError.deniesAccess(code: code): .grantPermission
      case _ where code.hasPrefix("InvalidWorkspace"): .checkWorkspaceID
      default: .contactSupport
      }
  }
}
