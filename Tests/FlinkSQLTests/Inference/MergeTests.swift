import FlinkSQL
import PipelineTypes
import TestSupport
import Testing

@Suite("Merging inferences")
struct MergeTests {
  private static let scalars = [
    "null", "true", "0", "1", "-7", "1714557600", "1714557600000", "12345678901234567890", "1.5", "0.000001", "1e30",
    "\"\"", "\"text\"", "\"12\"", "\"1.50\"", "\"007\"", "\"TRUE\"", "\"2024-05-01\"", "\"2024-02-30\"", "\"10:00:00\"",
    "\"2024-05-01T10:00:00Z\"", "\"2024-05-01T10:00:00.123456\"", "\"2024-05-01 10:00:00\"", "\"2024-05-01 10:00:00Z\"",
    "\"2024-05-01T10:00:00+08:00\"", "\"{\\\"a\\\":1}\"", "\"aGk=\"",
  ]

  private static func value(_ random: inout Seeded, depth: Int) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0 where depth > 0:
      let elements = (0..<Int.random(in: 0..<4, using: &random)).map { _ in value(&random, depth: depth - 1) }
      return "[\(elements.joined(separator: ","))]"
    case 1 where depth > 0: return object(&random, depth: depth - 1)
    default: return random.pick(scalars)
    }
  }

  private static func object(_ random: inout Seeded, depth: Int) -> String {
    let names = ["id", "ID", "a", "b", "ts", "名", "c d", "${x}"].shuffled(using: &random)
    let members = names.prefix(Int.random(in: 1..<8, using: &random)).map {
      "\"\($0)\":\(value(&random, depth: depth))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static let unreadable = ["[1]", "[2]", "7", "null", "no JSON", "{\"a\":", "{}}", "\u{1F}\u{8B}", ""]

  private static func inference(of messages: some Sequence<String>) -> SchemaInference {
    var inference = SchemaInference()
    for message in messages { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    return inference
  }

  /// The schema, or why there is none.
  private static func result(_ inference: SchemaInference) -> Result<MessageSchema, PipelineProblem> {
    Result { () throws(PipelineProblem) in try inference.schema() }
  }

  @Test("Every order and grouping of merges gives the same schema, or the same error", arguments: 0..<200)
  func anyOrder(_ seed: Int) {
    var random = Seeded(seed: UInt64(seed))
    let isHopeless = seed % 10 == 0
    let messages = (0..<Int.random(in: 1..<40, using: &random)).map { _ in
      isHopeless || Int.random(in: 0..<5, using: &random) == 0
        ? random.pick(Self.unreadable) : Self.object(&random, depth: 3)
    }
    let expected = Self.result(Self.inference(of: messages))
    #expect(Self.result(Self.inference(of: messages.shuffled(using: &random))) == expected)
    var parts = messages.shuffled(using: &random).map { Self.inference(of: [$0]) }
    // Any two parts, in either order, until one is left: all trees of merges are possible.
    while parts.count > 1 {
      var left = parts.remove(at: Int.random(in: 0..<parts.count, using: &random))
      left.merge(parts.remove(at: Int.random(in: 0..<parts.count, using: &random)))
      parts.append(left)
    }
    #expect(Self.result(parts[0]) == expected)
  }

  @Test("Merging with an empty inference changes nothing")
  func neutral() throws {
    var empty = SchemaInference()
    let full = Self.inference(of: ["{\"a\":1}"])
    empty.merge(full)
    #expect(try empty.schema() == full.schema())
  }

  @Test("The time is in proportion to the messages if each has a key of its own", .timeLimit(.minutes(1)))
  func distinctKeys() throws {
    let schema = try Self.inference(of: (0..<50_000).lazy.map { "{\"v\":{\"key-\($0)\":1}}" }).schema()
    #expect(schema.fields.map(\.type.sql) == ["MAP<STRING, STRING>"])
  }
}
