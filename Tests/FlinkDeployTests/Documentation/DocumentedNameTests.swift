import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("The names in the documentation")
struct DocumentedNameTests {
  /// Variables without which others are not read.
  private static let environments: [[String: String]] = [
    [:],
    [
      "FLINK_DEPLOY_ALERTS": "ops,night", "FLINK_DEPLOY_ALERT_OPS_URL": "http://127.0.0.1:9093",
      "FLINK_DEPLOY_ALERT_NIGHT_URL": "http://127.0.0.1:9093",
    ],
  ]

  /// The words of the sources, with hyphens and underscores.
  private static let words: Set<String> = {
    let files = ((try? SourceCases.swiftFiles("Sources")) ?? []) + ["Makefile", "Sources/FlinkEngine/prepare"]
    let sources = files.compactMap { try? SourceCases.text($0) }.joined(separator: "\n")
    let words = sources.utf8.split { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        false
      default: true
      }
    }
    return Set(words.map { String(Substring($0)) })
  }()

  private static let plainWords = Set(words.map(plain))

  /// What the page of settings calls a placeholder.
  private static let placeholder = "your_name"

  /// The names of all members and values in the schemas of the tools.
  private static let known: Set<String> = {
    var names: Set<String> = []
    func add(_ value: JSON) {
      if let text = value.string { names.insert(text) }
      for member in value.object?.members ?? [] {
        names.insert(member.key)
        add(member.value)
      }
      for element in value.array ?? [] { add(element) }
    }
    for tool in ToolName.allCases {
      if let schema = try? JSON.parse(SourceCases.text("tool-schemas/\(tool.rawValue).json")) { add(schema) }
    }
    return names
  }()

  @Test("of variables are those that are read", arguments: MarkdownPage.all)
  func variables(_ page: MarkdownPage) {
    check(variablesOf: (page.codeSpans + page.blocks.map(\.text)).joined(separator: "\n"))
  }

  @Test("of variables in .env.example are those that are read")
  func template() throws {
    let text = try SourceCases.text(".env.example")
    #expect(Self.variables(of: text).count > 20)
    check(variablesOf: text)
  }

  @Test("of arguments, results and codes exist", arguments: MarkdownPage.all.filter { $0.path != "CHANGELOG.md" })
  func names(_ page: MarkdownPage) {
    let names = page.codeSpans.flatMap { $0.matches(of: /(?:^|[\s:=({\["'`])([a-z]+(?:_[a-z]+)+)(?![\w.\/*-])/) }
    // Names of other programs stand in a block of the page, too.
    let blocks = page.blocks.map(\.text).joined()
    for name in Set(names.map { String($0.1) }) where !Self.known.contains(name) && !blocks.contains(name) {
      // The sources write the code of a case in camel case, and metrics and metadata columns without their prefix.
      let own = ["kafka_", "flink_deploy_"].first { name.hasPrefix($0) }.map { name.dropFirst($0.count) } ?? name[...]
      let isKnown = Self.plainWords.contains(Self.plain(name)) || Self.plainWords.contains(Self.plain(String(own)))
      #expect(isKnown || name == Self.placeholder, "\(name)")
    }
  }

  @Test(
    "of packages are those whose libraries the program loads",
    arguments: ["README.md", "README.zh-CN.md", "Sources/Packaging/try-in-roots"])
  func packages(_ path: String) throws {
    let text = try SourceCases.text(path)
    for library in SystemLibrary.allCases { #expect(text.contains(library.package), "\(library.package)") }
  }

  /// A variable is read if blanks around its value are refused, or if the sources have its name.
  private func check(variablesOf text: String) {
    for name in Self.variables(of: text) where !Self.words.contains(name) {
      let errors = Self.environments.compactMap { environment -> SettingsError? in
        do throws(SettingsError) {
          _ = try Settings(environment: environment.merging([name: " x "]) { _, blank in blank })
          return nil
        } catch {
          return error
        }
      }
      #expect(errors.contains(SettingsError(name, .outerBlanks)), "\(name)")
    }
  }

  private static func variables(of text: String) -> Set<String> {
    let names = text.matches(of: /\b(?:ALIYUN|ALIBABA_CLOUD|DATABASE|KAFKA|HOLOGRES|FLINK|PG)[A-Z0-9_]*[A-Z0-9]\b/)
    return Set(names.map { String($0.output) }.filter { $0.contains("_") || $0.hasPrefix("PG") })
  }

  /// A word in lower case, without hyphens and underscores.
  private static func plain(_ word: String) -> String { word.lowercased().filter { $0 != "_" && $0 != "-" } }
}
