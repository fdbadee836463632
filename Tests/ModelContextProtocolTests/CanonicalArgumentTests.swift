import JSONCoding
import ModelContextProtocol
import Testing

@Suite("Arguments in canonical form")
struct CanonicalArgumentTests {
  private static let schema = JSONSchema([
    "type": "object", "required": ["topic"],
    "properties": [
      "topic": ["type": "string"], "name": ["type": "string"], "count": ["type": "integer"],
      "ratio": ["type": "number"], "none": ["type": ["string", "null"]],
      "resources": ["type": "object", "properties": ["cpu": ["type": "number"], "memory": ["type": "string"]]],
      "conf": ["type": "object", "additionalProperties": ["type": ["string", "number"]]],
      "columns": ["type": "array", "items": ["type": "object", "properties": ["type": ["type": "string"]]]],
      "samples": ["type": "array", "items": ["type": ["object", "string"]]],
    ],
  ])

  private static func json(_ text: String) -> JSON { (try? JSON.parse(text)) ?? .null }

  @Test(
    "leave out what is null or empty, and spell equal numbers alike",
    arguments: [
      (["topic": "t", "name": .null, "count": .null], ["topic": "t"]), (["topic": "t", "name": ""], ["topic": "t"]),
      (["topic": .null], [:]), (["topic": ""], ["topic": ""]), (["none": .null], ["none": .null]),
      (["resources": ["cpu": .null, "memory": ""]], [:]), (["resources": [:]], ["resources": [:]]),
      (["resources": ["cpu": json("2.0"), "memory": .null]], ["resources": ["cpu": 2]]),
      (["conf": ["a": .null, "b": "", "c": json("3e0")]], ["conf": ["b": "", "c": 3]]),
      (["columns": [["type": .null]]], ["columns": [[:]]]), (["other": .null], ["other": .null]),
    ] as [(JSON, JSON)])
  func canonical(_ given: JSON, _ canonical: JSON) {
    #expect(Self.schema.canonical(given) == canonical)
  }

  @Test("keep sample messages as they are, since the spelling of their numbers is data")
  func samples() throws {
    let given = try JSON.parse(#"{"samples":[{"a":1.50,"b":null,"c":""},"{\"a\":2.0}"],"count":5.0,"ratio":1e1}"#)
    let kept = try JSON.parse(#"{"samples":[{"a":1.50,"b":null,"c":""},"{\"a\":2.0}"],"count":5,"ratio":10}"#)
    #expect(Self.schema.canonical(given) == kept)
  }

  @Test(
    "may be null, and so may a cursor and the parameters", .bug(id: "4-01"), .bug(id: "4-02"),
    arguments: [
      ("tools/list", ["cursor": .null]), ("prompts/list", ["cursor": .null]), ("resources/list", ["cursor": .null]),
      ("resources/templates/list", ["cursor": .null]), ("tools/list", .null),
      ("tools/call", ["name": "echo", "arguments": .null]), ("ping", .null),
      ("tools/list", ["_meta": ["progressToken": .null]]), ("tools/list", ["_meta": .null]),
    ] as [(String, JSON)])
  func nulls(_ method: String, _ params: JSON) async throws {
    try await ServerHarness.with { client in
      await client.initialize("2025-11-25")
      let answer = await client.request(method, params)
      #expect(answer["error"] == nil, "\(answer.text)")
      #expect(answer["result"]?["nextCursor"]?.isNull != true)
    }
  }
}
