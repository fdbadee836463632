import AliyunFlink
import Deployments
import HTTPTransport

extension PlatformProblem {
  func chinese(_ face: Face) -> String { "\(operation ?? "阿里云")：\(cause.chinese(face))" }
}

extension FlinkAPIError.Cause {
  func chinese(_ face: Face) -> String {
    switch self {
    case .said(let words): words
    case .noReasonGiven: "未给出原因"
    case .signatureMismatch: "签名与 AccessKey 不匹配"
    case .httpStatus(let status): "HTTP 状态码 \(status)"
    case .notAnEnvelope(let status): "响应（HTTP 状态码 \(status)）不是 API 响应"
    case .missingMember(let path, let status): "响应（HTTP 状态码 \(status)）缺少 '\(path)'"
    case .noCredentials: "未找到 AccessKey"
    case .cancelled: "调用已取消"
    case .transport(let cause): cause.chinese(face)
    }
  }
}

extension TransportError.Cause {
  func chinese(_ face: Face) -> String {
    switch self {
    case .said(let words): words
    case .cancelled: "调用已取消"
    case .responseTooLarge(let limit): "响应超过 \(limit) 字节"
    }
  }
}

extension PlatformRemedy {
  func chinese(_ face: Face) -> String {
    switch self {
    case .setAccessKey:
      "设置 ALIYUN_ACCESS_KEY_ID 和 ALIYUN_ACCESS_KEY_SECRET，或运行 'aliyun configure' 创建 AK 或 StsToken 模式的配置"
    case .checkNetwork: "检查 ALIYUN_ENDPOINT 或 ALIYUN_REGION、网络和代理设置，然后重试"
    case .retryLater: "稍后重试。阿里云限制每个账号的请求频率"
    case .checkEndpoint: "确认 ALIYUN_ENDPOINT 是 API 的地址而不是代理的地址，然后重试"
    case .fixReportedProblem: "解决所报告的问题后重试"
    case .checkAccessKeySecret: "检查 ALIYUN_ACCESS_KEY_SECRET"
    case .checkAccessKeyID: "检查 ALIYUN_ACCESS_KEY_ID"
    case .renewSecurityToken: "更新临时 AccessKey 和 ALIYUN_SECURITY_TOKEN"
    case .synchronizeClock: "同步系统时钟（NTP）"
    case .grantPermission: "为 RAM用户授予权限，并将其添加到项目空间（ALIYUN_FLINK_NAMESPACE）"
    case .grantAction(let action):
      switch face {
      case .tools:
        "请用户为 RAM用户授予操作 \(action) 的权限，并将其添加到项目空间。flink-deploy 的命令 'policy' 输出包含全部操作的 RAM 权限策略"
      case .commands:
        "为 RAM用户授予操作 \(action) 的权限，并将其添加到项目空间（ALIYUN_FLINK_NAMESPACE）。"
          + "'flink-deploy policy' 输出包含全部操作的 RAM 权限策略"
      }
    case .checkWorkspaceID: "检查 ALIYUN_FLINK_WORKSPACE_ID"
    case .contactSupport: "稍后重试。如果错误持续出现，请向阿里云技术支持提供请求ID"
    }
  }
}
