import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("The result of an update for people")
struct UpdateTableTests {
  private static func text(_ language: Language, _ document: JSONObject) -> String {
    ResultTable(Voice(language, .commands)).text(document)
  }

  /// A dry run of an update.
  private static let update: JSONObject = [
    "version": 2,
    "compatibility": ["verdict": "PARTIAL", "reasons": ["The new table gets no history", "Two rows\nmay repeat"]],
    "changes": [
      ["what": "sql", "from": "a\n", "to": "b\n"], ["what": "resources.parallelism", "from": "1", "to": "2"],
      ["what": "flink_conf.a", "from": .null, "to": "x"], ["what": "flink_conf.b", "from": "y", "to": .null],
    ],
    "flink_sql": "INSERT INTO b", "sql_diff": "--- version 2\n+++ this update\n@@ -1 +1 @@\n-a\n+INSERT INTO b\n",
    "plan_digest": "12ab",
  ]

  @Test("has a line for the verdict and for each reason and change, and the difference of the SQL below")
  func english() {
    #expect(
      Self.text(.english, Self.update) == """
        version        2
        compatibility  PARTIAL
        reason         The new table gets no history
        reason         Two rows may repeat
        change         sql
        change         resources.parallelism: 1 -> 2
        change         flink_conf.a: (none) -> x
        change         flink_conf.b: y -> (none)
        digest         12ab

        INSERT INTO b

        --- version 2
        +++ this update
        @@ -1 +1 @@
        -a
        +INSERT INTO b
        """)
  }

  @Test("has the same lines in Chinese")
  func chinese() {
    #expect(
      Self.text(.chinese, Self.update) == """
        版本      2
        兼容性    PARTIAL
        原因      The new table gets no history
        原因      Two rows may repeat
        更改      sql
        更改      resources.parallelism：1 -> 2
        更改      flink_conf.a：（无） -> x
        更改      flink_conf.b：y -> （无）
        计划摘要  12ab

        INSERT INTO b

        --- version 2
        +++ this update
        @@ -1 +1 @@
        -a
        +INSERT INTO b
        """)
  }

  @Test(
    "names no difference of equal SQL, and no change or compatibility of an update without them",
    arguments: [(Language.english, "SQL diff  (none)"), (.chinese, "SQL 差异  （无）")])
  func unchanged(_ language: Language, _ expected: String) {
    #expect(Self.text(language, ["compatibility": .null, "changes": [], "sql_diff": ""]) == expected)
  }

  @Test(
    "cuts a value that is wider than 60 columns", arguments: Language.allCases,
    [
      (String(repeating: "a", count: 60), String(repeating: "a", count: 60)),
      (String(repeating: "a", count: 61), String(repeating: "a", count: 59) + "…"),
      (String(repeating: "表", count: 30), String(repeating: "表", count: 30)),
      (String(repeating: "表", count: 31), String(repeating: "表", count: 29) + "…"),
      ("two\nlines\u{1B}[2J", "two lines [2J"),
    ])
  func values(_ language: Language, _ value: (given: String, shown: String)) {
    let change: JSON = ["what": "local_variables.x", "from": .null, "to": .string(value.given)]
    let text = Self.text(language, ["changes": [change]])
    #expect(text.hasSuffix(" -> " + value.shown), "\(text)")
    #expect(!text.contains("\n"))
  }

  /// The versions of a deployment, newest first.
  private static let versions: JSON = [
    [
      "version": 12, "created_at": "2026-01-02T00:00:00Z", "status": "CURRENT", "summary": "sql",
      "savepoint_id": .null, "restored_from": .null,
    ],
    [
      "version": 9, "created_at": "2026-01-01T00:00:00Z", "status": "PREVIOUS", "summary": "first version",
      "savepoint_id": "s-1", "restored_from": .null,
    ],
  ]

  @Test(
    "has a table of the versions below the lines",
    arguments: [
      (
        Language.english,
        """
        status   RUNNING
        version  12

        VERSION  TIME                  STATUS    SUMMARY
        12       2026-01-02T00:00:00Z  CURRENT   sql
        9        2026-01-01T00:00:00Z  PREVIOUS  first version
        """
      ),
      (
        .chinese,
        """
        状态  RUNNING
        版本  12

        版本  时间                  状态      摘要
        12    2026-01-02T00:00:00Z  CURRENT   sql
        9     2026-01-01T00:00:00Z  PREVIOUS  first version
        """
      ),
    ])
  func versions(_ language: Language, _ expected: String) {
    let status: JSONObject = ["status": "RUNNING", "version": 12, "versions": Self.versions]
    #expect(Self.text(language, status) == expected)
  }

  @Test("has no table without versions", arguments: Language.allCases)
  func noVersions(_ language: Language) {
    #expect(!Self.text(language, ["status": "RUNNING", "versions": []]).contains("\n"))
  }
}
