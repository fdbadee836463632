import FlinkSQL
import JSONCoding

/// A message of which the engine and the dry parse say different things.
struct Difference: CustomStringConvertible {
  var message: [UInt8]
  var expected: String
  var actual: String
  var schema: String

  var description: String {
    "\(String(decoding: message, as: UTF8.self).debugDescription) as (\(schema)): dry parse says \(expected), the engine says \(actual)"
  }
}

/// Runs messages through the dry parse and compares each with what the engine's reader made of it.
struct Comparison {
  let columns: [(name: String, type: FlinkType)]
  let standard: MessageSchema.TimestampStandard
  var format = MessageFormat.json
  let reader: FlinkJSONReader

  /// What becomes of one message, with what is told of it.
  func dryParse(_ message: [UInt8]) -> (DryParse.Outcome, DryParseReport) {
    var parse = DryParse(columns: columns, standard: standard, format: format, reader: reader)
    let outcome = parse.observe(SampledMessage(position: nil, value: message))
    return (outcome, parse.report)
  }

  /// The first message of which the engine has `read` something else.
  func problem(_ messages: [[UInt8]], read: [JSON], _ tally: inout Tally) -> Difference? {
    problem(messages, messages.map { dryParse($0).0 }, read: read, &tally)
  }

  /// The first message of which the engine has `read` something else than what is `expected`.
  func problem(
    _ messages: [[UInt8]], _ expected: [DryParse.Outcome], read: [JSON], _ tally: inout Tally
  ) -> Difference? {
    for (index, message) in messages.enumerated() {
      let actual = index < read.count ? read[index] : .null
      tally.add("messages")
      let outcome = expected[index]
      if case .failure = outcome { tally.add("of them fail") }
      if !Comparison.agrees(outcome, actual) {
        let schema = columns.map { "\($0.name) \($0.type.sql)" }.joined(separator: ", ")
        return Difference(
          message: message, expected: "\(outcome)", actual: actual.text,
          schema: "\(format.name), \(reader.rawValue), \(standard.rawValue): \(schema)")
      }
    }
    return nil
  }

  private static func agrees(_ outcome: DryParse.Outcome, _ actual: JSON) -> Bool {
    switch outcome {
    case .skipped: actual["skipped"] != nil
    case .failure: actual["failed"] != nil
    case .changes(let changes):
      isSame(
        .array(changes.map { [.string($0.kind.rawValue), .array($0.values.map(\.json))] }),
        .array((actual["changes"]?.array ?? []).map { [$0["kind"] ?? .null, $0["row"] ?? .null] }))
    }
  }

  /// Whether both are the same value.
  ///
  /// Texts may write a number with other digits, as long as it is the same double: of
  /// several texts for one number Java does not always take the shortest.
  static func isSame(_ expected: JSON, _ actual: JSON) -> Bool {
    if case .array(let left) = expected, case .array(let right) = actual {
      return left.count == right.count && zip(left, right).allSatisfy(isSame)
    }
    if expected.serialized == actual.serialized { return true }
    guard let left = expected.string, let right = actual.string, let leftJSON = try? JSON.parse(left),
      let rightJSON = try? JSON.parse(right)
    else { return false }
    return isSameNumber(leftJSON, rightJSON)
  }

  private static func isSameNumber(_ left: JSON, _ right: JSON) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left.double == right.double
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy(isSameNumber)
    case (.object(let left), .object(let right)):
      left.keys == right.keys && zip(left.members, right.members).allSatisfy { isSameNumber($0.value, $1.value) }
    default: left.serialized == right.serialized
    }
  }
}
