public import JSONCoding

/// What a dry parse found: how many messages would stop the job and where, and which fields change on their way.
public struct DryParseReport: Sendable, Equatable {
  /// Messages that would fail for one reason.
  public struct Failure: Sendable, Equatable {
    /// Where the first of them stands; nil when the caller gave the message.
    public let position: SampledMessage.Position?
    /// Which message that was, from 1.
    public let number: Int
    /// Why.
    public let reason: String
    /// How many there were.
    public fileprivate(set) var count: Int
  }

  /// Values of one field that would arrive as other ones.
  public struct Bend: Sendable, Equatable {
    /// The path of the field, `a.b` inside of a row and `a[]` inside of an array or map.
    public let field: String
    /// The first of the values, shortened to 40 characters; for the caller only.
    public let value: String
    /// What became of that one.
    public let becomes: String
    /// How many there were.
    public fileprivate(set) var count: Int
    fileprivate let rule: FlinkSQL.Bend.Rule
  }

  /// Groups kept of each kind; what does not fit is counted all the same.
  static let limit = 20

  /// How many messages were tried.
  public internal(set) var messages = 0
  /// How many would stop the job.
  public private(set) var failed = 0
  /// The reasons in the order in which they were met, at most 20.
  public private(set) var failures: [Failure] = []
  /// The fields that would be bent, in the order in which they were met, at most 20.
  public private(set) var bent: [Bend] = []

  /// Messages that Flink passes over, since they are empty.
  private var skipped = 0

  /// Whether no message gets through, so that a job could only stop.
  public var isHopeless: Bool { failed > 0 && failed + skipped == messages }

  mutating func skip() { skipped += 1 }

  mutating func fail(_ position: SampledMessage.Position?, _ reason: String) {
    failed += 1
    if let index = failures.firstIndex(where: { $0.reason == reason }) {
      failures[index].count += 1
    } else if failures.count < DryParseReport.limit {
      failures.append(Failure(position: position, number: messages, reason: reason, count: 1))
    }
  }

  mutating func bend(_ bend: FlinkSQL.Bend) {
    if let index = bent.firstIndex(where: { $0.field == bend.field && $0.rule == bend.rule }) {
      bent[index].count += 1
    } else if bent.count < DryParseReport.limit {
      bent.append(
        Bend(field: bend.field, value: String(bend.value.prefix(40)), becomes: bend.becomes, count: 1, rule: bend.rule))
    }
  }

  /// One sentence on the failures, nil when there are none.
  public var summary: String? {
    guard let first = failures.first else { return nil }
    let place = first.position.map { "at partition \($0.partition) offset \($0.offset)" } ?? "message \(first.number)"
    return "\(failed) of \(messages) messages would fail and stop the job, first \(place): \(first.reason)"
  }

  /// The report as the tool gives it.
  public var json: JSON {
    [
      "messages": .int(messages), "failed": .int(failed),
      "failures": .array(failures.map(\.json)),
      "bent": .array(
        bent.map { bend in
          [
            "field": .string(bend.field), "value": .string(bend.value), "becomes": .string(bend.becomes),
            "count": .int(bend.count),
          ]
        }),
    ]
  }
}

extension DryParseReport.Failure {
  fileprivate var json: JSON {
    var json: JSONObject = ["reason": .string(reason), "count": .int(count)]
    if let position {
      json["partition"] = .int(position.partition)
      json["offset"] = .int(position.offset)
    } else {
      json["message"] = .int(number)
    }
    return .object(json)
  }
}
