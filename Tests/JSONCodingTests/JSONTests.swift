import JSONCoding
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    "keeps the text of numbers, the order of members and every character",
    arguments: [
      "{\"b\":1.50,\"a\":12345678901234567890123,\"c\":-0.0,\"d\":1e400}", "[true,false,null,\"\"]",
      "{\"中文 😀\":\"`'\\\"\\\\\"}",
      "\"\\u0000\\n\"", "[[[[]]],{}]",
    ])
  func roundTrip(_ text: String) throws {
    let value = try JSON.parse(text)
    #expect(try JSON.parse(value.serialized) == value)
    #expect(try JSON.parse(value.prettyText) == value)
  }

  @Test("writes numbers as they came")
  func literals() throws {
    #expect(try JSON.parse("[1.50,1E+2,12345678901234567890]").text == "[1.50,1E+2,12345678901234567890]")
  }

  @Test(
    "refuses what is not JSON",
    arguments: [
      "", "{", "[1,]", "{\"a\":}", "{a:1}", "01", "1.", "+1", "nul", "\"\u{1}\"", "\"\\x\"", "[1] 2", "\"abc",
      "{\"a\" 1}", "NaN",
    ])
  func refuses(_ text: String) { #expect(throws: JSONParseError.self) { try JSON.parse(text) } }

  @Test("takes control characters inside of strings only when asked to")
  func controlCharacters() throws {
    let text = Array("{\"a\u{2}\":\"\u{1}\\n\t\"}".utf8)
    #expect(throws: JSONParseError.self) { try JSON.parse(text) }
    #expect(try JSON.parse(text, allowsControlCharacters: true) == ["a\u{2}": "\u{1}\n\t"])
  }

  @Test("refuses what is not UTF-8") func notUTF8() {
    #expect(throws: JSONParseError.self) { try JSON.parse([0x22, 0xFF, 0xFE, 0x22]) }
  }

  @Test("bounds the depth and survives 100,000 brackets") func depth() throws {
    #expect(throws: JSONParseError.self) { try JSON.parse(String(repeating: "[", count: 100_000)) }
    let deep = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    _ = try JSON.parse(deep)
    #expect(throws: JSONParseError.self) { try JSON.parse("[\(deep)]") }
  }

  @Test(
    "reads surrogates: pairs as one character, lone ones as the replacement character",
    arguments: [
      ("\"\\ud83d\\ude00\"", "😀"), ("\"\\ud83d\"", "\u{FFFD}"), ("\"\\ude00x\"", "\u{FFFD}x"),
      ("\"\\ud83d\\u0041\"", "\u{FFFD}A"),
    ])
  func surrogates(_ text: String, _ expected: String) throws { #expect(try JSON.parse(text).string == expected) }

  @Test(
    "tells whole numbers from others",
    arguments: [("3", 3), ("3.0", 3), ("3e2", 300), ("-7", -7), ("3.5", nil), ("1e30", nil)])
  func whole(_ text: String, _ expected: Int?) throws { #expect(try JSON.parse(text).int == expected) }

  @Test("gives equal values the same canonical text, whatever the order of their members") func canonical() throws {
    #expect(
      try JSON.parse("{\"b\":[{\"y\":1,\"x\":2}],\"a\":0}").canonicalText == "{\"a\":0,\"b\":[{\"x\":2,\"y\":1}]}")
  }

  @Test("lets the last of two equal keys count") func duplicates() throws {
    #expect(try JSON.parse("{\"a\":1,\"a\":2}")["a"] == 2)
  }

  @Test("escapes what would end a line") func lineSeparators() {
    #expect(JSON.string("\u{2028}\n\u{85}").text == "\"\\u2028\\n\\u0085\"")
  }
}
