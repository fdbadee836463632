import Notices

/// A value that the catalogue has a text for, in each language and for each reader.
protocol Worded: Sendable {
  /// The text in English.
  func english(_ face: Face) -> String
  /// The text in Simplified Chinese.
  func chinese(_ face: Face) -> String
}

extension Worded {
  /// The text in the language of `voice`, for its reader.
  func text(_ voice: Voice) -> String {
    switch voice.language {
    case .english: english(voice.face)
    case .chinese: chinese(voice.face)
    }
  }
}

/// What to do about a problem, as one or two imperative sentences.
protocol Remedy: Notice, Worded {}

/// Why a call failed: what happened to what, and what to do about it.
protocol Problem: Notice, Worded {
  /// What can be done now.
  var remedy: any Remedy { get }
  /// Whether the same call may succeed later without a change.
  var isRetryable: Bool { get }
}

extension Problem {
  var isRetryable: Bool { false }
}

/// Something to know about a result that succeeded or failed.
protocol Note: Notice, Worded {
  /// The field, column, table or topic that it is about; nil for none.
  var subject: String? { get }
}

extension Note {
  var subject: String? { nil }
}
