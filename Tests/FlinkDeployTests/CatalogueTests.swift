import TestSupport
import Testing

@testable import FlinkDeploy

/// The texts of the catalogue, over example values of every type that it has texts for.
@Suite("The catalogue")
struct CatalogueTests {
  private static let groups = CatalogueGroup.all

  @Test("has an example of each case", arguments: groups)
  func cases(_ group: CatalogueGroup) throws {
    let source = try SourceCases.text("Sources/\(group.file)")
    let declared = Set(try #require(SourceCases.names(of: group.type, in: source), "\(group.type) in \(group.file)"))
    let shown = Set(group.examples.map(\.caseName))
    #expect(!declared.isEmpty)
    #expect(declared.subtracting(shown).isEmpty, "without an example: \(declared.subtracting(shown).sorted())")
    #expect(shown.subtracting(declared).isEmpty, "not found in the source: \(shown.subtracting(declared).sorted())")
  }

  /// Their texts are always a part of another text.
  private static let embedded: Set = ["PlatformProblem", "PostgresError"]

  @Test("has a group for each type with texts")
  func types() throws {
    let shown = Set(Self.groups.map(\.type)).union(
      Self.groups.flatMap(\.examples).map { String(describing: type(of: $0.worded)) })
    let declaration = /(?:extension|enum|struct)\s+(?:\w+\.)*(\w+)\s*:[^{\n]*\b(?:Worded|Problem|Remedy|Note|Notice)\b/
    let declared = try SourceCases.swiftFiles("Sources").flatMap { file in
      try SourceCases.text(file).matches(of: declaration).map { String($0.1) }
    }
    #expect(declared.count > 40)
    #expect(Set(declared).subtracting(shown).subtracting(Self.embedded).isEmpty)
  }

  @Test("has a Chinese text for each example", arguments: groups)
  func chinese(_ group: CatalogueGroup) {
    var same: Set<String> = []
    for example in group.examples {
      for face in group.faces {
        let (english, chinese) = (example.worded.english(face), example.worded.chinese(face))
        let isChinese = chinese.contains(/\p{Han}/)
        if !isChinese || chinese == english { same.insert(example.caseName) }
        let isPlain = group.plain.contains(example.caseName)
        #expect(isPlain || isChinese && chinese != english, "\(example.code): \(chinese)")
      }
    }
    #expect(group.plain.isSubset(of: same), "not plain: \(group.plain.subtracting(same))")
  }

  @Test("has full-width punctuation and no passive in Chinese", arguments: groups)
  func chineseStyle(_ group: CatalogueGroup) {
    for (example, text) in Self.texts(of: group, .chinese) {
      #expect(!text.contains(/\p{Han}[,;:.!?(]/), "\(example.code): \(text)")
      #expect(!text.contains("被"), "\(example.code): \(text)")
    }
  }

  private static let toolWords =
    ToolName.allCases.map(\.rawValue) + Argument.allCases.map(\.rawValue).filter { $0.contains("_") }

  @Test("names no tool and no argument of a tool in texts for commands", arguments: groups, Language.allCases)
  func commands(_ group: CatalogueGroup, _ language: Language) {
    guard group.faces.contains(.commands) else { return }
    for example in group.examples {
      let text = example.worded.text(Voice(language, .commands))
      let words = Self.toolWords.filter(text.contains)
      #expect(words.isEmpty, "\(example.code): \(words) in \(text)")
    }
  }

  @Test("names no flag and no command in texts for tools", arguments: groups, Language.allCases)
  func tools(_ group: CatalogueGroup, _ language: Language) {
    guard group.faces.contains(.tools) else { return }
    for example in group.examples where !group.quoting.contains(example.caseName) {
      let text = example.worded.text(Voice(language, .tools))
      #expect(!text.contains(/--[a-z]/), "\(example.code): \(text)")
      let command = /flink-deploy (?:deploy|start|stop|status|recover|database|doctor)\b/
      #expect(!text.contains(command), "\(example.code): \(text)")
    }
  }

  @Test("has one snake_case code for each case", arguments: groups.filter { ![.text, .part].contains($0.kind) })
  func codes(_ group: CatalogueGroup) {
    var cases: [String: Set<String>] = [:]
    for example in group.examples {
      // Types without codes, and codes of outside systems.
      let isForeign = example.code == example.caseName || group.plain.contains(example.caseName)
      let isSnakeCase = example.code.wholeMatch(of: /[a-z0-9]+(?:_[a-z0-9]+)*/) != nil
      #expect(isForeign || isSnakeCase, "\(example.code)")
      cases[example.code, default: []].insert(example.caseName)
    }
    for (code, names) in cases where !group.shared.contains(code) {
      #expect(names.count == 1, "\(code): \(names.sorted())")
    }
  }

  @Test("has no semicolon in English", arguments: groups)
  func semicolons(_ group: CatalogueGroup) {
    for (example, text) in Self.texts(of: group, .english) {
      #expect(!text.contains(";"), "\(example.code): \(text)")
    }
  }

  @Test("has no period at the end of an error message", arguments: groups.filter { $0.kind == .error })
  func periods(_ group: CatalogueGroup) {
    for language in Language.allCases {
      for (example, text) in Self.texts(of: group, language) {
        #expect(!text.hasSuffix(".") && !text.hasSuffix("。"), "\(example.code): \(text)")
      }
    }
  }

  private static func texts(of group: CatalogueGroup, _ language: Language) -> [(CatalogueGroup.Example, String)] {
    group.examples.flatMap { example in group.faces.map { (example, example.worded.text(Voice(language, $0))) } }
  }

  @Test("says what the committed texts say", arguments: Language.allCases)
  func wording(_ language: Language) throws {
    let groups = Self.groups.map { group in
      "# \(group.type)\n" + group.examples.map { Self.lines(of: $0, group, language) }.joined()
    }
    let path = "Tests/FlinkDeployTests/Catalogue/wording.\(language.rawValue).txt"
    #expect(try GoldenFile.differences(of: groups.joined(separator: "\n"), from: path) == [])
  }

  /// A line for each reader, or one for both if they read the same.
  private static func lines(
    of example: CatalogueGroup.Example, _ group: CatalogueGroup, _ language: Language
  ) -> String {
    let name = group.kind == .part ? "\(example.code) (\(example.caseName))" : example.code
    let texts = group.faces.map { ($0, example.worded.text(Voice(language, $0)).replacing("\n", with: "\\n")) }
    let isSame = texts.count == 2 && texts[0].1 == texts[1].1
    let shown = isSame ? [("both", texts[0].1)] : texts.map { ("\($0)", $1) }
    return shown.map { "\(name)\t\($0)\t\($1)\n" }.joined()
  }
}
