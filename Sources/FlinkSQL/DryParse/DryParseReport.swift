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

  /// Values of one field that would arrive as other ones, all in the same way.
  public struct Bend: Sendable, Equatable {
    /// The path of the field, `a.b` inside of a row and `a[]` inside of an array or map.
    public let field: String
    /// The first of the values, shortened to 40 characters; for the caller only.
    public let value: String
    /// What became of that one.
    public let becomes: String
    /// How many there were.
    public fileprivate(set) var count: Int
  }

  /// Groups kept of each kind.
  static let limit = 20

  /// How many messages were tried.
  public internal(set) var messages = 0
  /// How many would stop the job.
  public private(set) var failed = 0
  /// The reasons in the order in which they were met, at most 20.
  public private(set) var failures: [Failure] = []
  /// The fields that would be bent, once for each way, in the order in which they were met, at most 20.
  public private(set) var bent: [Bend] = []
  /// How many fields and ways there are besides.
  public var bentBesides: Int { bentPlaces.count - bent.count }

  /// Messages that Flink passes over: empty ones, and changes of no row.
  private var skipped = 0
  private var failurePlaces: [ExactName: Int] = [:]
  private var bentPlaces: [BentValue.Group: Int] = [:]

  /// Whether no message gets through, so that a job could only stop.
  public var isHopeless: Bool { failed > 0 && failed + skipped == messages }

  mutating func skip() { skipped += 1 }

  mutating func fail(_ position: SampledMessage.Position?, _ reason: String) {
    failed += 1
    if let place = failurePlaces[ExactName(reason)] {
      failures[place].count += 1
    } else if failures.count < DryParseReport.limit {
      failurePlaces[ExactName(reason)] = failures.count
      failures.append(Failure(position: position, number: messages, reason: reason, count: 1))
    }
  }

  mutating func bend(_ tally: BendTally) {
    for (first, count) in tally.entries {
      let place = bentPlaces[first.group] ?? bentPlaces.count
      bentPlaces[first.group] = place
      if place < bent.count {
        bent[place].count += count
      } else if place < DryParseReport.limit {
        bent.append(
          Bend(field: first.field, value: String(first.value.prefix(40)), becomes: first.becomes, count: count))
      }
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
    var json: JSONObject = [
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
    if bentBesides > 0 { json["bent_besides"] = .int(bentBesides) }
    return .object(json)
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
