import Testing

@testable import YAML

@Suite("A hostile YAML text")
struct HostileYAMLTests {
  private static func error(_ text: String, _ limits: YAMLLimits = YAMLLimits()) -> YAMLError? {
    do throws(YAMLError) { _ = try YAMLDocument(text, limits: limits) } catch { return error }
    return nil
  }

  @Test(
    "is refused with line and column",
    arguments: [
      ("a: b: c", .syntax("mapping values are not allowed in this context", at: YAMLMark(line: 1, column: 5))),
      (
        "a: [1, 2",
        .syntax("while parsing a flow sequence, did not find expected ',' or ']'", at: YAMLMark(line: 2, column: 1))
      ),
      (
        "é: \"x",
        .syntax("while scanning a quoted scalar, found unexpected end of stream", at: YAMLMark(line: 1, column: 6))
      ),
      (
        "%YAML 3.0\n---\na: 1",
        .syntax("found incompatible YAML document", at: YAMLMark(line: 1, column: 1))
      ),
      ("a:\n\t- b", .tab(at: YAMLMark(line: 2, column: 1))),
      ("a: é\u{7}", .controlCharacter(7, at: YAMLMark(line: 1, column: 5))),
      ("a: 1\r\nb: \u{0}", .controlCharacter(0, at: YAMLMark(line: 2, column: 4))),
      ("a: 1\rb\u{2028}c\u{85}\n\u{1B}", .controlCharacter(0x1B, at: YAMLMark(line: 5, column: 1))),
      ("\u{FEFF}\u{8}", .controlCharacter(8, at: YAMLMark(line: 1, column: 1))),
      ("\u{FFFE}", .controlCharacter(0xFFFE, at: YAMLMark(line: 1, column: 1))),
      ("a: *b", .undefinedAlias("b", at: YAMLMark(line: 1, column: 4))),
      ("a: &a [*a]", .undefinedAlias("a", at: YAMLMark(line: 1, column: 8))),
      ("a: &a {*a : 1}", .undefinedAlias("a", at: YAMLMark(line: 1, column: 8))),
      ("a\n---\nb", .secondDocument(at: YAMLMark(line: 2, column: 1))),
      ("a\n...\n---\n", .secondDocument(at: YAMLMark(line: 3, column: 1))),
    ] as [(String, YAMLError)])
  func places(_ text: String, _ expected: YAMLError) {
    #expect(Self.error(text) == expected)
  }

  @Test("is refused if its aliases make too many nodes, before they fill the memory", arguments: [6, 9, 25])
  func aliasBomb(_ levels: Int) {
    var text = "- &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<levels {
      text += "- &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    #expect(Self.error(text) == .tooManyNodes(most: 250_000))
  }

  @Test("is refused if keys make too many nodes")
  func keyBomb() {
    #expect(Self.error("? [a, b]\n: c", YAMLLimits(nodes: 4)) == .tooManyNodes(most: 4))
    #expect(Self.error("? [a, b]\n: c", YAMLLimits(nodes: 5)) == nil)
    #expect(Self.error("- &a [b]\n- *a", YAMLLimits(nodes: 4)) == .tooManyNodes(most: 4))
    #expect(Self.error("- &a [b]\n- *a", YAMLLimits(nodes: 5)) == nil)
  }

  @Test("is refused if it is nested too deep", arguments: ["[", "{a: ", "- ", "? ", "{? "])
  func depth(_ start: String) {
    #expect(Self.error(String(repeating: start, count: 20_000)) == .tooDeep(most: 100))
  }

  @Test("counts the levels of aliases")
  func aliasDepth() {
    var text = "- &a0 x\n"
    for level in 1...98 { text += "- &a\(level) [*a\(level - 1)]\n" }
    #expect(Self.error(text) == nil)
    #expect(Self.error(text + "- [*a98]") == .tooDeep(most: 100))
    // What has the fewest levels of its own is not the deepest, either.
    #expect(Self.error("- &a [[x]]\n- &b [*a, y]\n- [*b]", YAMLLimits(levels: 5)) == .tooDeep(most: 5))
    #expect(Self.error("- &a [[x]]\n- &b [*a, y]\n- [*b]", YAMLLimits(levels: 6)) == nil)
  }

  @Test("of a valid document and its beginnings is read or refused, and nothing else")
  func beginnings() {
    let text = "a: &a [1, \"é\\n\", 'x']\nb:\n  - *a\n  - {? c : |\n d}\n? - e\n: !!str >-\n  f\n\n  😀\n"
    for end in text.unicodeScalars.indices {
      let start = String(text.unicodeScalars[..<end])
      if let error = Self.error(start) {
        #expect(error.hasPlace(in: start), "\(start)")
      }
    }
  }

  @Test("of random parts is read or refused, and nothing else", arguments: 0..<300 as Range<UInt64>)
  func random(_ seed: UInt64) {
    let parts = [
      "a", "b: ", ":", "- ", "\n", "\n  ", "\r\n", "{", "}", "[", "]", ",", "&a ", "*a ", "<<: ", "? ", "|\n", ">-\n",
      "\"", "'", "#", " #", "!!str ", "!<x> ", "! ", "\t", "é", "\u{2028}", "\u{85}", "%YAML 1.1\n", "%TAG ! x\n",
      "---\n", "...\n", "\\", "\\x", "\u{FEFF}", "😀", "@", "`", "~",
    ]
    var state = seed
    var text = ""
    for _ in 0..<60 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      text += parts[Int((state >> 33) % UInt64(parts.count))]
    }
    if let error = Self.error(text) { #expect(error.hasPlace(in: text)) }
  }
}

extension YAMLError {
  /// Whether the mistake is at a place that the text has, or at the end of it.
  fileprivate func hasPlace(in text: String) -> Bool {
    switch self {
    case .syntax(_, let mark), .tab(let mark), .controlCharacter(_, let mark), .undefinedAlias(_, let mark),
      .secondDocument(let mark):
      let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0.isYAMLBreak }
      let longest = lines.map(\.count).max() ?? 0
      return (1...lines.count + 1).contains(mark.line) && (1...longest + 1).contains(mark.column)
    case .tooManyNodes, .tooDeep: return true
    }
  }
}
