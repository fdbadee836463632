import FlinkSQL
import JSONCoding
import PipelineTypes

/// A message for which the engine and the dry parse have different results.
struct Difference: CustomStringConvertible {
  /// The message.
  var message: [UInt8]
  /// The result of the dry parse.
  var expected: String
  /// The result of the engine.
  var actual: String
  /// How the message was read.
  var schema: String

  var description: String {
    "\(String(decoding: message, as: UTF8.self).debugDescription) as (\(schema)): "
      + "dry parse says \(expected), the engine says \(actual)"
  }
}

/// Runs messages through the dry parse and compares each result with that of the engine's reader.
struct Comparison {
  /// The columns that the source declares.
  let columns: [(name: String, type: FlinkType)]
  /// The standard of timestamps.
  let standard: TimestampStandard
  /// The format of the messages.
  var format = MessageFormat.json
  /// The reader that the engine uses.
  let reader: FlinkJSONReader

  /// The result of the dry parse for one message, with its report.
  func dryParse(_ message: [UInt8]) -> (DryParse.Outcome, DryParseReport) {
    var parse = DryParse(columns: columns, standard: standard, format: format, reader: reader)
    let outcome = parse.observe(SampledMessage(position: nil, value: message))
    return (outcome, parse.report)
  }

  /// The first message that the engine has `read` differently; nil if there is none.
  func problem(_ messages: [[UInt8]], read: [JSON], _ tally: inout Tally) -> Difference? {
    problem(messages, messages.map { dryParse($0).0 }, read: read, &tally)
  }

  /// The first message for which the engine has `read` another result than the `expected` one; nil if there is none.
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
  /// Texts can write a number with other digits if it is the same double: Java does not always write the shortest of
  /// several texts for one number.
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
