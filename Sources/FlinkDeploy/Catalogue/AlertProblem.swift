import Notices

/// Why a command about alerts failed.
enum AlertProblem: Problem {
  /// No alert has this ID.
  case unknownAlert(String)
  /// The receiver of a channel did not take a test message, for this reason.
  case notTaken(channel: String, reason: String)
  /// The receiver of a channel refuses a test message for good, for this reason.
  case refused(channel: String, reason: String)

  /// The stable name that programs compare.
  var code: String {
    switch self {
    case .unknownAlert: "unknown_alert"
    case .notTaken: "message_not_taken"
    case .refused: "message_refused"
    }
  }

  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .unknownAlert: AlertRemedy.listAlerts
    case .notTaken: AlertRemedy.checkReceiver
    case .refused(let channel, _): AlertRemedy.checkChannel(channel)
    }
  }

  /// Whether the same call may succeed later without a change.
  var isRetryable: Bool { if case .notTaken = self { true } else { false } }
}

/// What can be done about a failure of a command about alerts.
enum AlertRemedy: Remedy {
  case listAlerts
  case checkReceiver
  case checkChannel(String)
}
