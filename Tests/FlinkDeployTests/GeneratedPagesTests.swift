import TestSupport
import Testing

/// Pages of the documentation that are made from the schemas of the tools and from the examples of the catalogue.
@Suite("Generated pages of the documentation")
struct GeneratedPagesTests {
  @Test("describe the tools")
  func tools() throws {
    let differences = try GoldenFile.differences(
      of: try ToolPage.text(), from: "Sources/FlinkDeploy/Documentation.docc/Tools.md")
    #expect(differences == [])
  }

  @Test("list all codes")
  func codes() throws {
    let differences = try GoldenFile.differences(
      of: NoteCodePage.text, from: "Sources/FlinkDeploy/Documentation.docc/NoteCodes.md")
    #expect(differences == [])
  }
}
