import AliyunFlink
import Deployments
import HTTPTransport

extension PlatformProblem: Worded {
  func english(_ face: Face) -> String { "\(operation ?? "Alibaba Cloud"): \(cause.english(face))" }
}

extension FlinkAPIError.Cause: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .said(let words): words
    case .noReasonGiven: "no reason given"
    case .signatureMismatch: "the signature does not match the AccessKey pair"
    case .httpStatus(let status): "HTTP status \(status)"
    case .notAnEnvelope(let status): "the response (HTTP status \(status)) is not an API response"
    case .missingMember(let path, let status): "the response (HTTP status \(status)) does not contain '\(path)'"
    case .noCredentials: "no AccessKey pair was found"
    case .cancelled: "the call was cancelled"
    case .transport(let cause): cause.english(face)
    }
  }
}

extension TransportError.Cause: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .said(let words): words
    case .cancelled: "the call was cancelled"
    case .responseTooLarge(let limit): "the response is larger than \(limit) bytes"
    }
  }
}

extension PlatformRemedy {
  func english(_ face: Face) -> String {
    switch self {
    case .setAccessKey:
      "Set ALIYUN_ACCESS_KEY_ID and ALIYUN_ACCESS_KEY_SECRET, or run 'aliyun configure' to create a profile of mode AK "
        + "or StsToken"
    case .checkNetwork: "Check ALIYUN_ENDPOINT or ALIYUN_REGION, the network and the proxy settings, then retry"
    case .retryLater: "Retry later. Alibaba Cloud limits the request rate of each account"
    case .checkEndpoint: "Check that ALIYUN_ENDPOINT is the address of the API and not of a proxy, then retry"
    case .fixReportedProblem: "Fix the reported problem and retry"
    case .checkAccessKeySecret: "Check ALIYUN_ACCESS_KEY_SECRET"
    case .checkAccessKeyID: "Check ALIYUN_ACCESS_KEY_ID"
    case .renewSecurityToken: "Renew the temporary AccessKey pair and ALIYUN_SECURITY_TOKEN"
    case .synchronizeClock: "Synchronize the system clock (NTP)"
    case .grantPermission:
      "Grant the RAM user the permission and add it to the namespace (ALIYUN_FLINK_NAMESPACE)"
    case .grantAction(let action):
      switch face {
      case .tools:
        "Ask the user to grant the RAM user the action \(action) and to add it to the namespace. The command 'policy' of "
          + "flink-deploy prints the RAM policy with all actions"
      case .commands:
        "Grant the RAM user the action \(action) and add it to the namespace (ALIYUN_FLINK_NAMESPACE). "
          + "'flink-deploy policy' prints the RAM policy with all actions"
      }
    case .checkWorkspaceID: "Check ALIYUN_FLINK_WORKSPACE_ID"
    case .contactSupport: "Retry later. If the error persists, give the request ID to Alibaba Cloud support"
    }
  }
}
