public import FlinkSQL

/// What was read from a topic, and what it was like.
public struct TopicSample: Sendable {
  /// Why reading ended.
  public enum End: Sendable, Equatable {
    /// All that was asked for was read.
    case complete
    /// The time was up.
    case deadline
    /// The bytes were.
    case byteLimit
  }

  /// The messages with a value, in no order.
  public var messages: [SampledMessage] = []
  /// Messages without one.
  public var tombstones = 0
  /// Messages with a key.
  public var keys = 0
  /// Keys that are no text.
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

  /// What is worth knowing about it, one sentence each; no data in it.
  /// - Parameter writesHeaders: Whether the headers go into a column.
  public func notes(writesHeaders: Bool = false) -> [String] {
    var notes: [String] = []
    let total = messages.count + tombstones
    if !problems.isEmpty {
      let list = problems.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
      notes.append("\(problems.count) partitions cannot be read: \(list.abridged)")
    }
    switch end {
    case .complete: break
    case .deadline: notes.append("Sampling ended when its time was up, after \(total) messages")
    case .byteLimit: notes.append("Sampling ended at its limit of bytes, after \(total) messages")
    }
    if tombstones > 0 {
      notes.append(
        "\(tombstones) of \(total) messages have no value: the topic is compacted or holds changes, and Flink skips such messages, deleting nothing"
      )
    }
    if keys > 0 {
      let binary = binaryKeys == 0 ? "" : ", \(binaryKeys) of them a binary one"
      notes.append("\(keys) of \(total) messages have a key\(binary); it is written only where a field has it too")
    }
    if !headers.isEmpty, !writesHeaders {
      notes.append("The messages have headers, which are not written: \(headers.sorted().abridged)")
    }
    return notes
  }
}
