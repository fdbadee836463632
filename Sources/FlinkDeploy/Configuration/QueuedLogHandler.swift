import FoundationEssentials
import Logging

/// Writes log lines to standard error on another thread, so that a client that does not read them blocks nothing.
struct QueuedLogHandler: LogHandler {
  let label: String
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let pairs = metadata.merging(event.metadata ?? [:]) { _, own in own }.sorted { $0.key < $1.key }
    let text = pairs.map { " \($0.key)=\($0.value)" }.joined()
    LogQueue.shared.add("\(Date.now.formatted(.iso8601)) \(event.level) \(label): \(event.message)\(text)\n")
  }
}
