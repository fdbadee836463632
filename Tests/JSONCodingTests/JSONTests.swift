import JSONCoding
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    "The text of numbers, the order of members and every character are kept",
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

  @Test("Numbers are written as they came")
  func literals() throws {
    #expect(try JSON.parse("[1.50,1E+2,12345678901234567890]").text == "[1.50,1E+2,12345678901234567890]")
  }

  @Test(
    "Texts that are not JSON are rejected, with the fault and its place",
    arguments: [
      ("", JSONSyntaxFault.textEnds, 0), ("{", .memberNameExpected, 1), ("[1,]", .valueExpected, 3),
      ("{\"a\":}", .valueExpected, 5), ("{a:1}", .memberNameExpected, 1), ("01", .textAfterValue, 1),
      ("1.", .digitExpected, 2), ("+1", .valueExpected, 0), ("nul", .valueExpected, 0),
      ("\"\u{1}\"", .controlCharacter, 1), ("\"\\x\"", .unknownEscape, 3), ("[1] 2", .textAfterValue, 4),
      ("\"abc", .textEndsInString, 4), ("{\"a\" 1}", .colonExpected, 5), ("NaN", .valueExpected, 0),
      ("[1 2]", .commaOrBracketExpected, 3), ("{\"a\":1 2}", .commaOrBraceExpected, 7),
      ("\"\\u12G4\"", .hexadecimalDigitsExpected, 5),
    ])
  func refuses(_ text: String, _ fault: JSONSyntaxFault, _ offset: Int) {
    let error = #expect(throws: JSONParseError.self) { try JSON.parse(text) }
    #expect(error?.fault == fault)
    #expect(error?.offset == offset)
    #expect(error?.description == "\(fault.rawValue) at byte \(offset)")
  }

  @Test("Control characters inside of strings are accepted only on request")
  func controlCharacters() throws {
    let text = Array("{\"a\u{2}\":\"\u{1}\\n\t\"}".utf8)
    #expect(throws: JSONParseError.self) { try JSON.parse(text) }
    #expect(try JSON.parse(text, allowsControlCharacters: true) == ["a\u{2}": "\u{1}\n\t"])
  }

  @Test("Bytes that are not UTF-8 are rejected") func notUTF8() {
    let error = #expect(throws: JSONParseError.self) { try JSON.parse([0x22, 0xFF, 0xFE, 0x22]) }
    #expect(error?.fault == .notUTF8)
  }

  @Test("The depth is limited, and 100,000 brackets do no harm") func depth() throws {
    let error = #expect(throws: JSONParseError.self) { try JSON.parse(String(repeating: "[", count: 100_000)) }
    #expect(error?.fault == .nestedTooDeep)
    let deep = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    _ = try JSON.parse(deep)
    #expect(throws: JSONParseError.self) { try JSON.parse("[\(deep)]") }
  }

  @Test(
    "Pairs of surrogates are one character, and lone ones the replacement character",
    arguments: [
      ("\"\\ud83d\\ude00\"", "😀"), ("\"\\ud83d\"", "\u{FFFD}"), ("\"\\ude00x\"", "\u{FFFD}x"),
      ("\"\\ud83d\\u0041\"", "\u{FFFD}A"),
    ])
  func surrogates(_ text: String, _ expected: String) throws { #expect(try JSON.parse(text).string == expected) }

  @Test(
    "Whole numbers are integers, however they are written",
    arguments: [("3", 3), ("3.0", 3), ("3e2", 300), ("-7", -7), ("3.5", nil), ("1e30", nil)])
  func whole(_ text: String, _ expected: Int?) throws { #expect(try JSON.parse(text).int == expected) }

  @Test("Equal values have the same canonical text, whatever the order of their members") func canonical() throws {
    #expect(
      try JSON.parse("{\"b\":[{\"y\":1,\"x\":2}],\"a\":0}").canonicalText == "{\"a\":0,\"b\":[{\"x\":2,\"y\":1}]}")
  }

  @Test("The last of two equal keys counts") func duplicates() throws {
    #expect(try JSON.parse("{\"a\":1,\"a\":2}")["a"] == 2)
  }

  @Test("Characters that would end a line are escaped") func lineSeparators() {
    #expect(JSON.string("\u{2028}\n\u{85}").text == "\"\\u2028\\n\\u0085\"")
  }
}
