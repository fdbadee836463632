import Testing

@testable import Alerting

/// The texts of the atlas are data, which `Tests/Lint/language.py` does not read: these are its rules.
@Suite("Texts of known failures")
struct CauseTextTests {
  @Test("are written by the style guide in English", arguments: CauseAtlas.entries.map(\.id))
  func english(_ id: String) throws {
    let entry = try #require(CauseAtlas.entry(id))
    for text in [entry.english.cause, entry.english.nextStep] {
      Self.expectPlain(text, id)
      #expect(text.allSatisfy { $0.isASCII }, "\(id): \(text)")
      #expect(!text.contains(";") && !text.hasSuffix("."), "\(id): \(text)")
      #expect(text.firstMatch(of: /(?i)\b(is told|told of|held against|anew|for ever)\b/) == nil, "\(id): \(text)")
      #expect(text.firstMatch(of: /(?i)\b(whoever|surely|goes into|stands in|takes back)\b/) == nil, "\(id): \(text)")
      #expect(text.firstMatch(of: /(?i)\b((is|are) no [a-z]+|what is (to|outside|after))\b/) == nil, "\(id): \(text)")
      for sentence in text.split(separator: /[.!?]\s+/) {
        #expect(sentence.split(separator: " ").count <= 25, "\(id): \(sentence)")
      }
    }
  }

  @Test("are written by the style guide in Chinese", arguments: CauseAtlas.entries.map(\.id))
  func chinese(_ id: String) throws {
    let entry = try #require(CauseAtlas.entry(id))
    for text in [entry.chinese.cause, entry.chinese.nextStep] {
      Self.expectPlain(text, id)
      #expect(text.contains(/[\u4e00-\u9fff]/), "\(id): \(text)")
      #expect(!text.contains("被") && !text.hasSuffix("。"), "\(id): \(text)")
      #expect(text.firstMatch(of: /[\u4e00-\u9fff][,;:(.!?]/) == nil, "\(id): \(text)")
    }
  }

  /// A text is one line for any face: it names no tool, argument, flag or command.
  private static func expectPlain(_ text: String, _ id: String) {
    #expect(!text.contains { $0.isNewline } && text.count <= 200, "\(id): \(text)")
    #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false, "\(id): \(text)")
    for barred in ["--", "`", "flink-deploy", "_", "  "] { #expect(!text.contains(barred), "\(id): \(text)") }
  }

  @Test("name the same thing in both languages", arguments: CauseAtlas.entries.map(\.id))
  func names(_ id: String) throws {
    let entry = try #require(CauseAtlas.entry(id))
    for (english, chinese) in [
      (entry.english.cause, entry.chinese.cause), (entry.english.nextStep, entry.chinese.nextStep),
    ] {
      // Names in Latin letters that both languages write in the same way.
      for name in ["OSS", "VPC", "JobManager", "JSON", "REPLICA IDENTITY", "VVR 11", "JAR", "CONNECT", "U+0000"] {
        #expect(english.contains(name) == chinese.contains(name), "\(id): \(name)")
      }
    }
  }
}
