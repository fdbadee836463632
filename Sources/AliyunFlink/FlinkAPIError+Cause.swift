public import HTTPTransport
public import Notices

extension FlinkAPIError {
  /// The words of Alibaba Cloud, or what this module found.
  public enum Cause: Notice, Codable, Hashable {
    /// The words of Alibaba Cloud.
    case said(String)
    /// Alibaba Cloud rejected the operation and gave no reason.
    case noReasonGiven
    /// The signature does not match the key. The words of Alibaba Cloud can quote the security token.
    case signatureMismatch
    /// The response has no message, only this HTTP status.
    case httpStatus(Int)
    /// The response, with this HTTP status, does not have the form of the API's responses.
    case notAnEnvelope(status: Int)
    /// The response, with this HTTP status, lacks the member or has it in another type.
    case missingMember(path: String, status: Int)
    /// No AccessKey pair was found.
    case noCredentials
    /// The calling task was cancelled between two attempts.
    case cancelled
    /// There was no whole response.
    case transport(TransportError.Cause)

    /// The cause in English, for logs.
    var logText: String {
      switch self {
      case .said(let words): words
      case .noReasonGiven: "no reason given"
      case .signatureMismatch: "the signature does not match the key"
      case .httpStatus(let status): "HTTP status \(status)"
      case .notAnEnvelope(let status): "HTTP \(status): not an API response"
      case .missingMember(let path, let status): "HTTP \(status): \(path) is missing"
      case .noCredentials: "no AccessKey pair was found"
      case .cancelled: "cancelled before the next attempt"
      case .transport(let cause): cause.logText
      }
    }
  }
}
