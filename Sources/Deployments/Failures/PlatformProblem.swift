public import AliyunFlink

/// An error of the API, as a failure keeps it.
public struct PlatformProblem: Sendable, Codable, Hashable {
  /// The code of a resource that does not exist.
  static let notFoundCode = FlinkAPIError.notFoundCode

  /// Who rejected the request, or where it broke.
  public var kind: FlinkAPIError.Kind
  /// The code of Alibaba Cloud, or the name of the kind if there is none.
  public var code: String
  /// The words of Alibaba Cloud, or what happened to the request.
  public var cause: FlinkAPIError.Cause
  /// The API operation, such as `CreateDeploymentDraft`.
  public var operation: String?
  /// The RAM action that the user lacks; nil for another problem, and for one that an earlier release recorded.
  public var missingAction: String?
  /// Whether the same request may succeed later without a change.
  public var isRetryable: Bool

  /// The lasting facts of `error`.
  public init(_ error: FlinkAPIError) {
    kind = error.kind
    code = error.code.isEmpty ? error.kind.rawValue : error.code
    cause = error.cause
    operation = error.operation
    missingAction = error.missingAction
    isRetryable = error.isRetryable
  }
}
