import Testing

@testable import YAML

@Suite("A YAML document")
struct YAMLDocumentTests {
  @Test("has the places, styles and tags of its values")
  func values() throws {
    let text = """
      # comment
      plain: no
      'single': "x\\u00e9\\n"
      block: |
        a
          b
      list: [1, !!str 2, ~]
      !local key: &anchor
        - é: 1
      """
    #expect(
      try outline(text) == """
        2:1 mapping
          2:1 'plain' -> 2:8 'no'
          3:1 quoted 'single' -> 3:11 quoted 'xé
        '
          4:1 'block' -> 4:8 block 'a
          b
        '
          7:1 'list' -> 7:7 list
            7:8 '1'
            7:11 <tag:yaml.org,2002:str> '2'
            7:20 '~'
          8:1 <!local> 'key' -> 8:13 list
            9:5 mapping
              9:5 'é' -> 9:8 '1'

        """)
  }

  @Test("keeps keys that are set twice, in their order, and keys of each kind")
  func members() throws {
    let members = try #require(try YAMLDocument("b: 1\na: 2\nb: 3\n[x]: 4\n<<: 5").root?.mapping)
    #expect(members.map { $0.key.scalar?.text } == ["b", "a", "b", nil, "<<"])
    #expect(members.map { $0.value.scalar?.text } == ["1", "2", "3", "4", "5"])
    #expect(members[3].key.sequence?.count == 1)
  }

  @Test("has the value of an anchor for each alias, and of the last of several anchors")
  func aliases() throws {
    let root = try #require(try YAMLDocument("a: &x [1, &y 2]\nb: *x\nc: *y\nd: &x 3\ne: *x\n*y : 4").root?.mapping)
    #expect(root[1].value == root[0].value)
    #expect(root[2].value.scalar?.text == "2" && root[4].value.scalar?.text == "3")
    #expect(root[5].key.scalar?.text == "2")
  }

  @Test("has no value if the text has none", arguments: ["", "\n\n", "# nothing\n", "\u{FEFF}"])
  func nothing(_ text: String) throws {
    #expect(try YAMLDocument(text).root == nil)
  }

  @Test("has an empty value after a start of the document", arguments: ["---", "---\n", "--- # nothing\n...\n"])
  func emptyValue(_ text: String) throws {
    #expect(try YAMLDocument(text).root?.scalar == YAMLNode.Scalar(text: "", style: .plain))
  }

  @Test("is the same with a byte order mark, other line ends and directives")
  func forms() throws {
    let text = "a: 1\nb: |\n  x\n\n  y 😀\n"
    let expected = try outline(text)
    for form in ["\u{FEFF}" + text, text.replacing("\n", with: "\r\n"), text.replacing("\n", with: "\r")] {
      #expect(try outline(form) == expected, "\(form)")
    }
    let root = try YAMLDocument("%YAML 1.2\n---\n" + text + "...\n").root
    #expect(root?.mapping?.map(\.value.scalar?.text) == ["1", "x\n\ny 😀\n"])
    #expect(root?.mark == YAMLMark(line: 3, column: 1))
  }

  @Test("can have U+0000 in quotes, as an escape")
  func zero() throws {
    #expect(try YAMLDocument(#""a\0b""#).root?.scalar?.text == "a\u{0}b")
  }

  @Test(
    "has words for booleans",
    arguments: [
      ("true", true), ("Yes", true), ("OFF", false), ("y", nil), ("tRUE", nil), ("", nil),
    ] as [(String, Bool?)])
  func booleans(_ text: String, _ value: Bool?) {
    #expect(YAMLWord.boolean(text) == value)
  }
}

/// The places, styles, tags and texts of all values.
private func outline(_ text: String) throws -> String {
  try #require(try YAMLDocument(text).root).outline(0)
}

extension YAMLNode {
  fileprivate func outline(_ depth: Int) -> String {
    let indentation = String(repeating: "  ", count: depth + 1)
    let start = "\(mark.line):\(mark.column)" + (tag.map { " <\($0)>" } ?? "")
    switch content {
    case .scalar(let scalar):
      let style = scalar.style == .plain ? "" : "\(scalar.style) "
      return "\(start) \(style)'\(scalar.text)'\n"
    case .sequence(let elements):
      return "\(start) list\n" + elements.map { indentation + $0.outline(depth + 1) }.joined()
    case .mapping(let members):
      return "\(start) mapping\n"
        + members.map { member in
          indentation + member.key.outline(depth + 1).dropLast() + " -> " + member.value.outline(depth + 1)
        }.joined()
    }
  }
}
