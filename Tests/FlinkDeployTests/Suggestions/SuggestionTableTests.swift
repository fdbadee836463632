import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("Suggested statements and expected stops for people")
struct SuggestionTableTests {
  private static let document: JSONObject = [
    "outcome": "succeeded", "suggested_ddl": "ALTER TABLE \"a\"\n  ADD COLUMN \"b\" text;", "stops_job": true,
    "last_stop_seconds": 3.25, "last_start_seconds": .null,
  ]

  @Test("are lines of the table, with the statements below", arguments: Language.allCases)
  func table(_ language: Language) {
    let text = ResultTable(Voice(language, .commands)).text(Self.document)
    let expected =
      switch language {
      case .english:
        """
        outcome        succeeded
        stops the job  true
        last stop (s)  3.25

        ALTER TABLE "a"
          ADD COLUMN "b" text;
        """
      case .chinese:
        """
        结果                succeeded
        停止作业实例        true
        上次停止耗时（秒）  3.25

        ALTER TABLE "a"
          ADD COLUMN "b" text;
        """
      }
    #expect(text == expected)
  }
}
