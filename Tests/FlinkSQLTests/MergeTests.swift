import FlinkSQL
import Testing

@Suite("Merging inferences")
struct MergeTests {
  /// A generator of the same random numbers in every run (SplitMix64).
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

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
    default: return scalars[Int.random(in: 0..<scalars.count, using: &random)]
    }
  }

  private static func object(_ random: inout Seeded, depth: Int) -> String {
    let names = ["id", "ID", "a", "b", "ts", "名", "c d", "${x}"].shuffled(using: &random)
    let members = names.prefix(Int.random(in: 1..<8, using: &random)).map {
      "\"\($0)\":\(value(&random, depth: depth))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func inference(of messages: some Sequence<String>) -> SchemaInference {
    var inference = SchemaInference()
    for message in messages { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    return inference
  }

  @Test("gives the same schema in every order and grouping", arguments: 0..<200)
  func anyOrder(_ seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let messages = (0..<Int.random(in: 1..<40, using: &random)).map { _ in Self.object(&random, depth: 3) }
    let expected = try Self.inference(of: messages).schema()
    #expect(try Self.inference(of: messages.shuffled(using: &random)).schema() == expected)
    var parts = messages.shuffled(using: &random).map { Self.inference(of: [$0]) }
    // Any two parts, in either order, until one is left: all trees of merges are possible.
    while parts.count > 1 {
      var left = parts.remove(at: Int.random(in: 0..<parts.count, using: &random))
      left.merge(parts.remove(at: Int.random(in: 0..<parts.count, using: &random)))
      parts.append(left)
    }
    #expect(try parts[0].schema() == expected)
  }

  @Test("has nothing as its neutral element")
  func neutral() throws {
    var empty = SchemaInference()
    let full = Self.inference(of: ["{\"a\":1}"])
    empty.merge(full)
    #expect(try empty.schema() == full.schema())
  }
}
