import Alerting
import FoundationEssentials
import JSONCoding

extension ActionResult {
  /// Adds the open alerts of the job.
  mutating func add(_ alerts: [Alert]) {
    add(GetJobStatus.ResultKey.alerts.rawValue) { voice in .array(alerts.map { .object($0.json(voice)) }) }
  }
}

extension Alert {
  /// The longest text of an element of `alerts`, in bytes.
  private static let longestMessage = 400

  /// The element of `alerts`.
  func json(_ voice: Voice) -> JSONObject {
    [
      "id": .string(id), "rule": .string(rule.rawValue), "severity": .string(severity.rawValue),
      "state": .string(state.rawValue), "since": .string(Alert.time(since)), "count": .int(count),
      "message": .string(AlertSummary(self).text(voice).shortened(toBytes: Self.longestMessage)),
    ]
  }

  /// A time in ISO 8601, UTC.
  /// - Parameter milliseconds: Milliseconds since 1970.
  static func time(_ milliseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
  }
}
