public import PipelineTypes

/// What a dry parse found: how many messages would stop the job and where, and which fields are altered.
public struct DryParseReport: Sendable, Equatable {
  /// Messages that would fail for one reason.
  public struct FailureGroup: Sendable, Equatable {
    /// Where the first of them stands; nil when the caller gave the message.
    public let position: SampledMessage.Position?
    /// Which message that was, from 1.
    public let number: Int
    /// Why.
    public let reason: ReadFault
    /// How many there were.
    public fileprivate(set) var count: Int
  }

  /// Values of one field that would arrive as other ones, all in the same way.
  public struct Alteration: Sendable, Equatable {
    /// The path of the field, `a.b` inside of a row and `a[]` inside of an array or map.
    public let field: String
    /// The first of the values, shortened to 40 characters; for the caller only.
    public let value: String
    /// What that one becomes.
    public let becomes: AlteredTo
    /// How many there were.
    public fileprivate(set) var count: Int
  }

  /// Groups kept of each kind.
  static let limit = 20

  /// How many messages were tried.
  public internal(set) var messages = 0
  /// How many would stop the job.
  public private(set) var failed = 0
  /// How many have text behind their first value, which Flink does not read.
  public private(set) var overlong = 0
  /// The reasons in the order in which they were met, at most 20.
  public private(set) var failures: [FailureGroup] = []
  /// How many more reasons there are.
  public var failuresBesides: Int { failurePlaces.count - failures.count }
  /// The fields whose values would be altered, once for each way, in the order in which they were met, at most 20.
  public private(set) var altered: [Alteration] = []
  /// How many more fields and ways there are.
  public var alteredBesides: Int { alteredPlaces.count - altered.count }

  /// Messages that Flink passes over: empty ones, and changes of no row.
  private var skipped = 0
  private var failurePlaces: [ReadFault: Int] = [:]
  private var alteredPlaces: [AlteredValue.Group: Int] = [:]

  /// Whether no message gets through, so that a job could only stop.
  public var isHopeless: Bool { failed > 0 && failed + skipped == messages }

  mutating func skip() { skipped += 1 }

  mutating func cutOff() { overlong += 1 }

  mutating func fail(_ position: SampledMessage.Position?, _ reason: ReadFault) {
    failed += 1
    let place = failurePlaces[reason] ?? failurePlaces.count
    failurePlaces[reason] = place
    if place < failures.count {
      failures[place].count += 1
    } else if place < DryParseReport.limit {
      failures.append(FailureGroup(position: position, number: messages, reason: reason, count: 1))
    }
  }

  mutating func count(_ alterations: AlterationCount) {
    for (first, count) in alterations.entries {
      let place = alteredPlaces[first.group] ?? alteredPlaces.count
      alteredPlaces[first.group] = place
      if place < altered.count {
        altered[place].count += count
      } else if place < DryParseReport.limit {
        altered.append(
          Alteration(field: first.field, value: String(first.value.prefix(40)), becomes: first.becomes, count: count))
      }
    }
  }
}
