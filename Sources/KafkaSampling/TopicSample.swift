public import PipelineTypes

/// What was read from a topic, and what it was like.
public struct TopicSample: Sendable {
  /// Why reading ended.
  public enum End: Sendable, Equatable {
    /// All requested messages were read.
    case complete
    /// The time was up.
    case deadline
    /// The limit of bytes was reached.
    case byteLimit
  }

  /// The messages with a value, in no order.
  public var messages: [SampledMessage] = []
  /// Messages without one.
  public var tombstones = 0
  /// Messages with a key.
  public var keys = 0
  /// Keys that are not text.
  public var binaryKeys = 0
  /// Names of the headers that were met.
  public var headers: Set<String> = []
  /// Partitions that could not be read, with the reason.
  public var problems: [Int: String] = [:]
  /// Why reading ended.
  public var end = End.complete

  /// A sample of nothing.
  public init() {}

  /// Messages that the caller gave.
  public init(messages: [SampledMessage]) { self.messages = messages }

  /// What users should know about it.
  /// - Parameter writesHeaders: Whether the headers are written to a column.
  public func notes(writesHeaders: Bool = false) -> [SamplingNote] {
    let total = messages.count + tombstones
    var notes: [SamplingNote] = []
    if !problems.isEmpty {
      let list = problems.sorted { $0.key < $1.key }
      notes.append(.partitionsUnreadable(list.map { .init(partition: $0.key, reason: $0.value) }))
    }
    switch end {
    case .complete: break
    case .deadline: notes.append(.deadlineReached(messages: total))
    case .byteLimit: notes.append(.byteLimitReached(messages: total))
    }
    if tombstones > 0 { notes.append(.tombstones(count: tombstones, total: total)) }
    if keys > 0 { notes.append(.keysNotWritten(count: keys, total: total, binary: binaryKeys)) }
    if !headers.isEmpty, !writesHeaders { notes.append(.headersNotWritten(headers.sorted())) }
    return notes
  }
}
