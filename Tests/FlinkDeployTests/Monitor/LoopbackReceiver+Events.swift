import JSONCoding
import TestSupport

/// A receiver of the kind `webhook`: CloudEvents about alerts.
extension LoopbackReceiver {
  /// A message as it arrived.
  struct Message: Sendable {
    /// The header `webhook-id`.
    let id: String
    /// The event.
    let event: JSON

    var status: String { event["data"]?["status"]?.string ?? "" }
    var title: String { event["data"]?["title"]?.string ?? "" }
    var alerts: [JSON] { event["data"]?["alerts"]?.array ?? [] }
    var alertIDs: [String] { alerts.compactMap { $0["id"]?.string } }
  }

  /// The settings of a channel that posts here.
  /// - Parameter name: The name in upper case.
  func settings(_ name: String = "OPS") -> [String: String] {
    [
      "FLINK_DEPLOY_ALERTS": name.lowercased(), "FLINK_DEPLOY_ALERT_\(name)_URL": "http://127.0.0.1:\(port)/hook",
      "FLINK_DEPLOY_ALERT_\(name)_KIND": "webhook",
    ]
  }

  /// All messages so far, repeated ones too.
  var messages: [Message] { requests.map { Message(id: $0.headers["webhook-id"] ?? "", event: $0.json) } }

  /// The messages so far, each once.
  var distinct: [Message] {
    var seen: Set<String> = []
    return messages.filter { seen.insert($0.id).inserted }
  }
}
