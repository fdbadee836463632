import JSONCoding
import TestSupport
import Testing

@testable import JobHealth

/// Answers that no Flink gives.
@Suite("Hostile answers")
struct HostileAnswerTests {
  private static let values: [JSON] = [
    .null, true, -1, "NaN", "", "1e400", [], [:], [[[]]], "-9223372036854775808", "0x7f", .string("\u{0}é中文😀"),
    .number(JSONNumber(Int.max)), .number(JSONNumber(Int.min)), .number(JSONNumber(1.7e308)), 9_007_199_254_740_993,
    -0.5, .string(String(repeating: "Caused by: ", count: 500)), ["id": "x", "value": []],
  ]

  @Test("Any part may be anything", arguments: Recording.all)
  func anyPart(_ recording: Recording) throws {
    let document = try recording.document
    let first = try recording.reading
    var random = Seeded(seed: 1)
    for _ in 0..<60 {
      let broken = Self.broken(document, &random, 1 + Int.random(in: 0..<6, using: &random))
      let reading = HealthReading(FlinkAnswers(document: broken), readAt: first.readAt + 11_000)
      #expect(HealthReading(json: reading.json) == reading)
      for report in [
        reading.verdict(), reading.verdict(after: [first]), first.moved(by: 22_000).verdict(after: [reading]),
      ] {
        #expect(!report.reasons.isEmpty)
      }
    }
  }

  @Test("Whole answers of a wrong kind", arguments: values)
  func wrongKind(_ value: JSON) {
    let answers = FlinkAnswers(
      overview: value, job: value, checkpoints: value, exceptions: value, jobMetrics: value,
      vertexMetrics: ["v": value])
    let report = HealthReading(answers, readAt: 1_000).verdict()
    #expect(report.verdict == .unknown && report.reasons == [.stateMissing])
  }

  @Test("Random bytes")
  func bytes() throws {
    var random = Seeded(seed: 2)
    for length in 0..<300 {
      let bytes = (0..<length).map { _ in Array("{}[]\",:0123eE-+.NaNjobs".utf8).randomElement(using: &random) ?? 0 }
      guard let document = try? JSON.parse(bytes) else { continue }
      _ = HealthReading(FlinkAnswers(document: document), readAt: 0).verdict()
      _ = HealthReading(json: document)
    }
  }

  @Test("Deep nesting, huge sums and many metrics")
  func large() throws {
    let deep = try JSON.parse(String(repeating: "[", count: 200) + String(repeating: "]", count: 200))
    let metrics: [JSON] = (0..<3_000).map {
      ["id": .string("Source__s[\($0)].numRecordsIn"), "sum": 9e15, "max": 9e15, "min": -9e15]
    }
    let answers = FlinkAnswers(job: ["state": "RUNNING", "vertices": deep], vertexMetrics: ["v": .array(metrics)])
    #expect(HealthReading(answers, readAt: Int.max).source.recordsIn == nil)
    _ = HealthReading(answers, readAt: Int.max).verdict(after: [HealthReading(answers, readAt: Int.min)])
  }

  /// The document with some of its parts replaced.
  private static func broken(_ document: JSON, _ random: inout Seeded, _ count: Int) -> JSON {
    (0..<count).reduce(document) { value, _ in replaced(value, depth: Int.random(in: 1..<8, using: &random), &random) }
  }

  private static func replaced(_ value: JSON, depth: Int, _ random: inout Seeded) -> JSON {
    guard depth > 0 else { return values.randomElement(using: &random) ?? .null }
    switch value {
    case .object(var object):
      guard let key = object.keys.randomElement(using: &random), let member = object[key] else { return value }
      object[key] = Int.random(in: 0..<20, using: &random) == 0 ? nil : replaced(member, depth: depth - 1, &random)
      return .object(object)
    case .array(var elements):
      guard let index = elements.indices.randomElement(using: &random) else { return value }
      elements[index] = replaced(elements[index], depth: depth - 1, &random)
      return .array(elements)
    default: return values.randomElement(using: &random) ?? .null
    }
  }
}
