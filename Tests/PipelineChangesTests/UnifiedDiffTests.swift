import PipelineChanges
import Testing

@Suite("A unified diff")
struct UnifiedDiffTests {
  private static func diff(_ old: String, _ new: String) -> String {
    UnifiedDiff(from: old, to: new, named: ("version 1", "version 2")).text
  }

  private static let head = "--- version 1\n+++ version 2\n"

  @Test("is empty for equal texts", arguments: ["", "a", "a\n", "a\nb\n\n"])
  func equal(_ text: String) { #expect(Self.diff(text, text).isEmpty) }

  @Test(
    "has three lines around each change, as diff -u writes them",
    arguments: [
      ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
      ("", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"),
      ("a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n"),
      ("a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n"),
      ("a", "b\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n"),
      ("a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"),
      ("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "@@ -6,3 +6,4 @@\n 6\n 7\n 8\n+9\n"),
      (
        "0\n1\n2\n3\n4\n5\n6\n7\n8\n", "x\n1\n2\n3\n4\n5\n6\n7\ny\n",
        "@@ -1,4 +1,4 @@\n-0\n+x\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-8\n+y\n"
      ),
      (
        "0\n1\n2\n3\n4\n5\n6\n7\n", "x\n1\n2\n3\n4\n5\n6\ny\n",
        "@@ -1,8 +1,8 @@\n-0\n+x\n 1\n 2\n 3\n 4\n 5\n 6\n-7\n+y\n"
      ),
      ("a\r\nb\r\n", "a\nb\r\n", "@@ -1,2 +1,2 @@\n-a\r\n+a\n b\r\n"),
      // An accent can be composed in two ways, which are two texts.
      ("\u{e9}\n", "e\u{301}\n", "@@ -1 +1 @@\n-\u{e9}\n+e\u{301}\n"),
    ])
  func hunks(_ old: String, _ new: String, _ expected: String) { #expect(Self.diff(old, new) == Self.head + expected) }

  @Test("turns the first text into the second one, whatever they are", arguments: 0..<200 as Range<UInt64>)
  func applied(_ seed: UInt64) {
    var random = Random(state: seed)
    func text(_ count: Int) -> [String] { (0..<count).map { _ in "\(Int.random(in: 0..<6, using: &random))" } }
    let old = text(Int.random(in: 0..<30, using: &random))
    var new = old
    for _ in 0..<Int.random(in: 0..<8, using: &random) {
      let place = Int.random(in: 0...new.count, using: &random)
      if Bool.random(using: &random), place < new.count { new.remove(at: place) } else { new.insert("x", at: place) }
    }
    if seed.isMultiple(of: 5) { new = text(20) }
    let script = Self.diff(old.map { $0 + "\n" }.joined(), new.map { $0 + "\n" }.joined())
    #expect(Self.apply(script, to: old) == new, "\(old) \(new) \(script)")
  }

  /// Applies a diff of texts whose lines all end.
  private static func apply(_ script: String, to old: [String]) -> [String] {
    var (result, next): ([String], Int) = ([], 0)
    for line in script.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).dropLast() {
      if let match = line.wholeMatch(of: /@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/) {
        let start = (Int(match.1) ?? 0) - (match.2 == "0" ? 0 : 1)
        result += old[next..<start]
        next = start
      } else if line.hasPrefix("+") {
        result.append(String(line.dropFirst()))
      } else {
        if line.hasPrefix(" ") { result.append(String(line.dropFirst())) }
        #expect(old[next] == line.dropFirst())
        next += 1
      }
    }
    return result + old[next...]
  }

  @Test("of two thousand lines is made quickly", .timeLimit(.minutes(1)))
  func long() {
    let old = (0..<2_000).map { "line \($0)\n" }
    var new = old
    for index in stride(from: 0, to: 2_000, by: 100) { new[index] = "changed\n" }
    #expect(Self.diff(old.joined(), new.joined()).split(separator: "\n").count { $0 == "+changed" } == 20)
    let other = Self.diff(old.joined(), (0..<2_000).map { "other \($0)\n" }.joined())
    #expect(other.hasPrefix(Self.head + "@@ -1,2000 +1,2000 @@\n-line 0\n"))
  }

  @Test("of scripts does not show lines with a literal secret")
  func secrets() {
    func sql(_ password: String, _ column: String) -> String {
      "CREATE TEMPORARY TABLE t (\n  \(column) INT\n) WITH (\n  'connector' = 'jdbc',\n  'password' = '\(password)'\n);\n"
    }
    let diff = UnifiedDiff(fromSQL: sql("hunter2", "a"), toSQL: sql("hunter3", "b"), named: ("a", "b")).text
    #expect(diff.contains("-  a INT\n+  b INT\n") && diff.contains("-******\n+******\n") && !diff.contains("hunter"))
    let change = Change.sql(from: sql("hunter2", "a"), to: sql("${secret_values.p}", "a"))
    #expect(change?.from == "******\n" && change?.to == "  'password' = '${secret_values.p}'\n")
  }
}

/// The same random numbers in every run.
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
