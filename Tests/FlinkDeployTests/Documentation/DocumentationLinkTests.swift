import Foundation
import Testing

@Suite("The links of the documentation")
struct DocumentationLinkTests {
  /// A label of Alibaba Cloud that looks like a path.
  private static let label = "flink-deploy/operation"

  @Test("lead to files and headings of this repository", arguments: MarkdownPage.all)
  func links(_ page: MarkdownPage) throws {
    for link in page.links where !link.contains("://") {
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let path = parts[0].isEmpty ? page.path : Self.path(parts[0], from: page)
      #expect(FileManager.default.fileExists(atPath: SourceCases.root.appending(path: path).path), "\(link)")
      if parts.count == 2 { #expect(try MarkdownPage(path).anchors.contains(parts[1]), "\(link)") }
    }
  }

  @Test("in the catalog name its pages and their headings", arguments: MarkdownPage.ofCatalog)
  func pageLinks(_ page: MarkdownPage) throws {
    for link in page.pageLinks {
      let parts = link.split(separator: "#", maxSplits: 1).map(String.init)
      let target = MarkdownPage.ofCatalog.first { $0.path == "\(MarkdownPage.catalog)/\(parts[0]).md" }
      // DocC keeps the letters of a heading as they are.
      let anchors = target?.headings.map { $0.replacing(" ", with: "-").lowercased() }
      #expect(target != nil && (parts.count == 1 || anchors?.contains(parts[1].lowercased()) == true), "\(link)")
    }
    // Not of this form: other viewers of Markdown could not follow them.
    #expect(page.links.filter { $0.hasSuffix(".md") } == [])
    // The catalog describes a program: only its title names a module.
    #expect(page.symbolLinks == (page.path.hasSuffix("/Documentation.md") ? ["FlinkDeploy"] : []))
  }

  @Test("lead from the front page of the catalog to every other page, by a question and by a topic")
  func front() throws {
    let front = try MarkdownPage("\(MarkdownPage.catalog)/Documentation.md")
    let names = MarkdownPage.ofCatalog.map { ($0.path as NSString).lastPathComponent.dropLast(3) }
    #expect(names.count > 10)
    #expect(front.pageLinks.sorted() == (names + names).filter { $0 != "Documentation" }.map(String.init).sorted())
  }

  @Test("lead from both versions of README.md to the same places in the same order")
  func readme() throws {
    let (english, chinese) = (try MarkdownPage("README.md").links, try MarkdownPage("README.zh-CN.md").links)
    #expect(english.count > 10)
    #expect(english.first == "README.zh-CN.md" && chinese.first == "README.md")
    #expect(english.dropFirst() == chinese.dropFirst())
  }

  @Test("of ARCHITECTURE.md lead to sources")
  func sources() throws {
    let page = try MarkdownPage("Sources/ARCHITECTURE.md")
    let paths = page.codeSpans.filter { $0.wholeMatch(of: /[\w.+-]+(\/[\w.+-]*)+/) != nil && $0 != Self.label }
    #expect(paths.count > 50)
    for path in paths {
      let places = ["Sources/\(path)", path].map { SourceCases.root.appending(path: $0).path }
      #expect(places.contains { FileManager.default.fileExists(atPath: $0) }, "\(path)")
    }
  }

  /// The path of a link in this repository.
  private static func path(_ link: String, from page: MarkdownPage) -> String {
    let folder = (page.path as NSString).deletingLastPathComponent
    return ((folder as NSString).appendingPathComponent(link) as NSString).standardizingPath
  }
}
