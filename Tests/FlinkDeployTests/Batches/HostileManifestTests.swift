import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A hostile manifest")
struct HostileManifestTests {
  @Test(
    "is refused with the place",
    arguments: [
      ("version: 1\npipelines:\n\t- topic: t", "3:1: A tab indents the line, but YAML only allows spaces"),
      ("a:\n  b: 1\n\tc: 2", "3:1: A tab indents the line, but YAML only allows spaces"),
      ("version: 1\nname: \u{7}", "2:7: The file contains the control character U+0007"),
      ("a: 1\r\nb: \u{0}", "2:4: The file contains the control character U+0000"),
      ("a: *missing", "1:4: The file is not valid YAML (found undefined alias)"),
      ("a: &loop [*loop]", "1:11: The file is not valid YAML (found undefined alias)"),
      ("a: b: c", "1:5: The file is not valid YAML (mapping values are not allowed in this context)"),
      (
        "a: 1\n---\nb: 2",
        "2:1: The file is not valid YAML (expected a single document in the stream, but found another document)"
      ),
      (
        "a: [1, 2",
        "2:1: The file is not valid YAML (while parsing a flow sequence, did not find expected ',' or ']')"
      ),
    ])
  func place(_ text: String, _ mistake: String) {
    #expect(ManifestFile(text).mistakes() == [mistake])
  }

  private static let pipelines = "version: 1\npipelines: [{topic: t, hologres_table: t}]\n"

  @Test(
    "with tags, keys and merges of other kinds is refused",
    arguments: [
      ("max_parallel: !!python/object:os.system 3", "3:15: The tag '!!python/object:os.system' is not supported"),
      ("if_exists: !secret x", "3:12: The tag '!secret' is not supported"),
      ("<<: 3", "3:5: The value of '<<' is not a mapping"),
      ("? [a, b]\n: 1", "3:3: A key is not a text"),
    ])
  func kinds(_ line: String, _ mistake: String) {
    #expect(ManifestFile(Self.pipelines + line).mistakes().contains(mistake))
  }

  @Test("with keys that stand twice is refused with both places of each")
  func repeatedKeys() {
    let text = """
      version: 1
      version: 1
      pipelines:
        - topic: "a: {b: 1, b: 2}"   # c: 1, c: 2
          sql: |
            topic: x
            topic: y
          hologres_table: t
          'topic': b
          flink_conf: {x: 1, "y": 2, x: 3, y: 4, x: 5}
        - topic: c
          hologres_table: t
      """
    #expect(
      ManifestFile(text).mistakes()
        == [
          "2:1: Key 'version' is set twice (before: 1:1)",
          "9:5: Key 'topic' is set twice (before: 4:5)",
          "10:32: Key 'x' is set twice (before: 10:18)",
          "10:38: Key 'y' is set twice (before: 10:24)",
          "10:44: Key 'x' is set twice (before: 10:18)",
          "4:12: pipelines[0].topic: 'a: {b: 1, b: 2}' is not a valid Kafka topic name "
            + "(1 to 249 letters, digits, dots, underscores and dashes)",
        ].sorted { Self.place($0) < Self.place($1) })
  }

  private static func place(_ mistake: String) -> ManifestPlace {
    let numbers = mistake.split(separator: ":").prefix(2).compactMap { Int($0) }
    return ManifestPlace(line: numbers.first ?? 0, column: numbers.last ?? 0)
  }

  @Test("with aliases of aliases is refused before it fills the memory")
  func bomb() {
    var text = "version: 1\na: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghi", "abcdefgh") {
      let aliases = Array(repeating: "*\(before)", count: 10).joined(separator: ", ")
      text += "\(name): &\(name) [\(aliases)]\n"
    }
    #expect(ManifestFile(text).mistakes() == [" The file has more than 250000 values, with those of its aliases"])
  }

  @Test(
    "with deep nesting is refused", arguments: [(150, "Values are nested"), (20_000, "Values are nested")])
  func depth(_ levels: Int, _ mistake: String) {
    let text = "a: " + String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    #expect(ManifestFile(text).mistakes().first?.contains(mistake) == true)
  }

  @Test("that is too large or not UTF-8 is refused")
  func bytes() throws {
    let large = ManifestFile(bytes: Array(repeating: 0x20, count: (1 << 20) + 1))
    #expect(large.mistakes() == [" The file is larger than 1.0 MiB"])
    #expect(ManifestFile(bytes: [0x61, 0xFF]).mistakes() == [" The file is not UTF-8"])
    let missing = #expect(throws: Failure.self) { try Manifest(readingFrom: "/nonexistent/m.yaml") }
    #expect(missing?.text(Voice(.english, .commands)).hasPrefix("/nonexistent/m.yaml: The file cannot be read") == true)
  }

  @Test("of random characters is refused or read, and nothing else", arguments: 0..<200)
  func random(_ seed: UInt64) {
    var generator = Seeded(seed: seed)
    let parts = [
      "version: 1", "pipelines", "defaults", "topic", ": ", ":", "- ", "\n", "\n  ", "{", "}", "[", "]", ",", "&a ",
      "*a",
      "<<", "? ", "|\n", ">\n", "\"", "'", "#", "!!str ", "\t", "é", "\u{2028}", "1", "true", "%", "@", "---\n", "\\",
    ]
    let text = (0..<40).map { _ in generator.pick(parts) }.joined()
    let file = ManifestFile(text)
    let isRead = (try? file.arguments()) != nil
    #expect(isRead == file.mistakes().isEmpty)
  }
}
