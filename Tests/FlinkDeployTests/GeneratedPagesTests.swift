import Testing

/// Pages of the documentation that are made from the schemas of the tools and from the examples of the catalogue.
@Suite("Generated pages of the documentation")
struct GeneratedPagesTests {
  @Test("describe the tools")
  func tools() throws {
    try GoldenFile.expect(try ToolPage.text(), at: "Sources/FlinkDeploy/Documentation.docc/Tools.md")
  }

  @Test("list all codes")
  func codes() throws {
    try GoldenFile.expect(NoteCodePage.text, at: "Sources/FlinkDeploy/Documentation.docc/NoteCodes.md")
  }
}
