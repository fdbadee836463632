import Testing

/// The README in both languages.
@Suite("README.md and README.zh-CN.md")
struct ReadmeTests {
  /// The headings and code blocks of a Markdown file.
  private struct Outline {
    /// The levels of the headings.
    var levels: [Int] = []
    /// The code blocks, with their first lines.
    var blocks: [String] = []

    init(_ path: String) throws {
      var block: String?
      for line in try SourceCases.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("```") {
          if let text = block { blocks.append(text) }
          block = block == nil ? "\(line)\n" : nil
        } else if let text = block {
          block = "\(text)\(line)\n"
        } else if line.hasPrefix("#") {
          levels.append(line.prefix { $0 == "#" }.count)
        }
      }
    }
  }

  @Test("are short enough to be read", arguments: ["README.md", "README.zh-CN.md"])
  func length(_ path: String) throws {
    let lines = try SourceCases.text(path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect((120...150).contains(lines))
  }

  @Test("have the same headings and the same code blocks")
  func sameOutline() throws {
    let (english, chinese) = (try Outline("README.md"), try Outline("README.zh-CN.md"))
    #expect(english.levels == chinese.levels)
    #expect(english.blocks == chinese.blocks)
    #expect(english.levels.count > 5)
    #expect(!english.blocks.isEmpty)
  }
}
