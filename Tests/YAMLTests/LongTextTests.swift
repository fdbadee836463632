import Testing

@testable import YAML

@Suite("A long text in YAML")
struct LongTextTests {
  private static func error(_ text: String, _ limits: YAMLLimits = YAMLLimits()) -> YAMLError? {
    do throws(YAMLError) { _ = try YAMLDocument(text, limits: limits) } catch { return error }
    return nil
  }

  @Test("is read", arguments: ["", "'", "\""])
  func read(_ quote: String) throws {
    let text = String(repeating: "é", count: 300_000)
    #expect(try YAMLDocument("\(quote)\(text)\(quote)").root?.scalar?.text == text)
  }

  @Test("is refused if its aliases would make too much of it")
  func aliases() {
    let text = "- &a " + String(repeating: "x", count: 400_000)
    #expect(Self.error(text + String(repeating: "\n- *a", count: 100)) == nil)
    #expect(Self.error(text + String(repeating: "\n- *a", count: 200)) == .tooManyNodes(most: 250_000))
  }

  @Test("counts once more for every 256 bytes", arguments: [(255, 2), (256, 3), (511, 3), (512, 4)])
  func counts(_ bytes: Int, _ nodes: Int) {
    let text = "- " + String(repeating: "x", count: bytes)
    #expect(Self.error(text, YAMLLimits(nodes: nodes)) == nil)
    #expect(Self.error(text, YAMLLimits(nodes: nodes - 1)) == .tooManyNodes(most: nodes - 1))
  }
}
