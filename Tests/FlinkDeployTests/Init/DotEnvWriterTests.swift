import Testing

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The writer of .env files")
struct DotEnvWriterTests {
  private static func text(_ value: String) -> String {
    let variables = [("A", value), ("B", "b")].map { DotEnvWriter.Variable(name: $0, value: $1) }
    return DotEnvWriter.text(header: "Header", [DotEnvWriter.Section(heading: "Heading", variables: variables)])
  }

  @Test(
    "writes values that the reader reads back",
    arguments: [
      "", "plain", " outer ", "a b", "a #b", "#a", "'", "\"", "'\"", "it's \"both\" #1", "'''", "\"'\"'\"", "$HOME",
      "`id`",
      "a'$b", "a\\'b", "back\\slash", "=", "a=b", "tab\tend", "line\rend", "\r", "\u{301}acute", "'\u{301}", "\u{600}",
      "x\u{200D}", "\u{FE0F}", "👩‍👩‍👧", "会员", "\u{2028}", "\u{85}", "\u{B}\u{C}", "\u{FEFF}bom", "\u{A0}", "export A=1",
    ])
  func roundTrip(_ value: String) throws {
    let values = try DotEnv.parse(Self.text(value))
    #expect(values["A"].map { Array($0.unicodeScalars) } == Array(value.unicodeScalars))
    #expect(values["B"] == "b")
  }

  /// Draws characters that mean something to the reader more often than others.
  private static func value(_ generator: inout some RandomNumberGenerator) -> String {
    let special = Array("'\"#$`\\= \t\r!\u{301}\u{600}\u{FEFF}\u{200D}ab".unicodeScalars)
    var value = ""
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      if Bool.random(using: &generator), let scalar = special.randomElement(using: &generator) {
        value.unicodeScalars.append(scalar)
      } else if let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &generator)), scalar != "\n" {
        value.unicodeScalars.append(scalar)
      }
    }
    return value
  }

  @Test("writes any value so that the reader reads it back", arguments: 0..<8)
  func property(_ round: Int) throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let value = Self.value(&generator)
      let read = try? DotEnv.parse(Self.text(value))
      let shown = value.unicodeScalars.map { String($0.value, radix: 16) }
      #expect(read?["A"].map { Array($0.unicodeScalars) } == Array(value.unicodeScalars), "\(shown)")
      #expect(read?["B"] == "b", "\(shown)")
    }
  }

  @Test("knows the values that no line can hold", arguments: ["a\nb", "\n", "a\r\nb", "\0"])
  func lineEnds(_ value: String) {
    #expect(!DotEnvWriter.canHold(value))
  }

  @Test("knows only quotes that follow each other directly", arguments: ["'x'y", "'x' 'y'", "'x''y", "\"x\"'"])
  func openQuotes(_ text: String) {
    #expect(throws: SettingsError(".env", .lineWithOpenQuote(1))) { try DotEnv.parse("A=\(text)") }
  }

  @Test("writes what a shell reads back", arguments: ["it's \"both\" #1", "$HOME `id` \\n", "a'b", "!x", "a b"])
  func shell(_ value: String) throws {
    let directory = try TemporaryDirectory()
    try WholeFile(path: directory.path(of: ".env"), mode: 0o600).write(Self.text(value), replaces: false)
    let printed = try ChildProcessOutput.of(
      ["/bin/sh", "-c", ". \"$0\"; printf %s \"$A\"", directory.path(of: ".env")])
    #expect(printed == value)
  }
}

/// A folder of a test's own, which goes with it.
final class TemporaryDirectory: Sendable {
  /// The path of the folder.
  let path: String

  init() throws {
    var template = Array("/tmp/flink-deploy-init-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CannotMake() }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The folder cannot be made.
  struct CannotMake: Error {}

  /// The path of a file in the folder.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// The names of the files in the folder, in order.
  var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  deinit {
    for name in names { unlink(path(of: name)) }
    rmdir(path)
  }
}
