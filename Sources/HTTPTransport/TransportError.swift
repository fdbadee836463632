public import Notices

/// The reason for which there was no whole response.
public struct TransportError: Error, Sendable {
  /// The words of the HTTP library, or what the transport found.
  public enum Cause: Notice, Codable, Hashable {
    /// The words of the HTTP library.
    case said(String)
    /// The calling task was cancelled.
    case cancelled
    /// The response is larger than this many bytes.
    case responseTooLarge(limit: Int)

    /// The cause in English, for logs.
    public var logText: String {
      switch self {
      case .said(let words): words
      case .cancelled: "the request was cancelled"
      case .responseTooLarge(let limit): "the response is larger than \(limit) bytes"
      }
    }
  }

  /// What happened.
  public let cause: Cause
  /// Whether a part of the request was sent, so that it may have been carried out.
  public let wasSent: Bool

  /// An error.
  public init(_ cause: Cause, wasSent: Bool) {
    self.cause = cause
    self.wasSent = wasSent
  }
}
