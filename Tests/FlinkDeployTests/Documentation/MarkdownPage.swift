import Foundation
import Testing

/// A page of the documentation: its text, its headings and its code blocks.
struct MarkdownPage: Sendable, CustomTestStringConvertible {
  /// A code block.
  struct Block: Sendable, CustomTestStringConvertible {
    /// The path of the page.
    let page: String
    /// The number of its first line in the page, from 1.
    let line: Int
    /// The format that the block names; empty if it names none.
    let format: String
    /// The lines of the block.
    let text: String

    var testDescription: String { "\(page):\(line)" }
  }

  /// The folder of the DocC catalog.
  static let catalog = "Sources/FlinkDeploy/Documentation.docc"

  /// The path in this repository.
  let path: String
  /// The paragraphs outside of code blocks, each on one line.
  private(set) var paragraphs: [String] = []
  /// The headings, without their marks.
  private(set) var headings: [String] = []
  /// The code blocks that are closed.
  private(set) var blocks: [Block] = []
  /// Whether the last code block is closed.
  let isClosed: Bool

  var testDescription: String { path }

  /// Reads a page.
  init(_ path: String) throws {
    self.path = path
    var paragraph: [Substring] = []
    var block: (line: Int, format: String, lines: [Substring])?
    let lines = try SourceCases.text(path).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let open = block {
          let text = open.lines.joined(separator: "\n")
          blocks.append(Block(page: path, line: open.line, format: open.format, text: text))
          block = nil
        } else {
          block = (index + 1, String(line.dropFirst(3)), [])
        }
      } else if block != nil {
        block?.lines.append(line)
      } else if line.isEmpty || line.hasPrefix("#") {
        if line.hasPrefix("#") { headings.append(line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)) }
        paragraphs.append(paragraph.joined(separator: " "))
        paragraph = []
      } else {
        paragraph.append(line)
      }
    }
    paragraphs.append(paragraph.joined(separator: " "))
    isClosed = block == nil
  }

  /// The targets of its links of the form `[text](target)`.
  var links: [String] { paragraphs.flatMap { $0.matches(of: /\]\(([^()\s]+)\)/).map { String($0.1) } } }

  /// The targets of its links of the form `<doc:target>`.
  var pageLinks: [String] { paragraphs.flatMap { $0.matches(of: /<doc:([^<>\s]+)>/).map { String($0.1) } } }

  /// The names of its links to symbols.
  var symbolLinks: [String] {
    (paragraphs + headings).flatMap { $0.matches(of: /``([^`]+)``/).map { String($0.1) } }
  }

  /// What stands between single backticks.
  var codeSpans: [String] {
    paragraphs.flatMap { $0.replacing(/``[^`]+``/, with: "").matches(of: /`([^`]+)`/).map { String($0.1) } }
  }

  /// The fragments that lead to its headings.
  var anchors: [String] {
    headings.map { heading in
      let characters = heading.lowercased().map { $0 == " " ? "-" : $0 }
      return String(characters.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    }
  }

  /// Every page that users and developers read.
  static let all: [MarkdownPage] = {
    let folder = SourceCases.root.appending(path: catalog).path
    let pages = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".md") }
    let top = ["README.md", "README.zh-CN.md", "CHANGELOG.md", "Sources/ARCHITECTURE.md"]
    return (top + pages.sorted().map { "\(catalog)/\($0)" }).compactMap { try? MarkdownPage($0) }
  }()

  /// The pages of the catalog.
  static let ofCatalog = all.filter { $0.path.hasPrefix(catalog) }
}
