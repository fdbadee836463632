import JSONCoding
import SQLLint
import TestSupport
import Testing

@Suite("The code blocks of the documentation", .endsIfStuck)
struct DocumentationBlockTests {
  private static let formats: Set = ["console", "ini", "json", "sh", "sql", "text", "toml", "yaml"]

  private static func blocks(_ format: String) -> [MarkdownPage.Block] {
    MarkdownPage.all.flatMap(\.blocks).filter { $0.format == format }
  }

  @Test("are closed and name their format", arguments: MarkdownPage.all)
  func formats(_ page: MarkdownPage) {
    #expect(page.isClosed)
    for block in page.blocks { #expect(Self.formats.contains(block.format), "\(block.testDescription)") }
  }

  @Test("in JSON are values", arguments: blocks("json"))
  func json(_ block: MarkdownPage.Block) throws {
    let value = try JSON.parse(block.text)
    #expect(value.object?.isEmpty == false || value.array?.isEmpty == false)
  }

  /// The reader of given SQL finds the tables of a block, and the page gives no secret away.
  @Test("in SQL are read, and have no literal secret", arguments: blocks("sql"))
  func sql(_ block: MarkdownPage.Block) {
    #expect(SQLLint().findings(in: block.text).filter { $0.severity == .error } == [])
    if let database = block.text.firstMatch(of: /'dbname' = '([^']+)'/)?.1 {
      #expect(!SQLLint.hologresTables(in: block.text, of: String(database)).isEmpty)
    }
  }

  @Test("for a shell are what a shell can read", arguments: blocks("sh"))
  func shell(_ block: MarkdownPage.Block) throws {
    let printed = try ChildProcessOutput.of(["/bin/sh", "-c", "sh -n -c \"$0\" && echo fine", block.text])
    #expect(printed == "fine\n")
  }
}
