import Notices
import SQLLint
import Testing

@Suite("The places of findings")
struct PlaceTests {
  @Test("Lines and columns are counted from 1, in units of UTF-16")
  func units() {
    let findings = Scripts.findings("SELECT 1;\n  SELECT '中😀', DATE_FORMAT(a, 'YYYY') FROM t")
    #expect(findings.map(\.line) == [2])
    #expect(findings.map(\.column) == [32])
  }

  @Test("Each kind of line break counts once", arguments: ["\n", "\r\n", "\r"])
  func lineBreaks(_ lineBreak: String) {
    let lines = ["SELECT /* a", "b */ 'c", "d',", "TO_DATE(a, 'YYYY')"]
    let findings = Scripts.findings(lines.joined(separator: lineBreak))
    #expect(findings.map(\.line) == [4] && findings.map(\.column) == [12])
  }

  @Test("Findings have the order of the text, and those at one place the same order each time")
  func order() {
    let sql = """
      -- password=hunter2
      CREATE TABLE k (id INT) WITH ('topic'='a,b', 'connector'='kafka', 'x'='${secret_values.y}');
      INSERT INTO p SELECT DATE_FORMAT(ts, 'YYYY-MM-DD hh'), TO_DATE(a, 'YYYY') FROM k;
      """
    let codes = [
      "literal_secret", "secret_not_replaced", "startup_mode_missing", "topic_list", "date_pattern", "date_pattern",
      "date_pattern", "date_pattern",
    ]
    let findings = Scripts.findings(sql)
    #expect(findings.map(\.problem.code) == codes)
    #expect(findings.map(\.line) == [1, 2, 2, 2, 3, 3, 3, 3])
    let letters = findings.compactMap { if case .datePattern(let letters, _, _) = $0.problem { letters } else { nil } }
    #expect(letters == ["YYYY", "DD", "hh", "YYYY"])
    #expect(Scripts.findings(sql) == findings)
  }

  @Test("Only a literal secret is an error")
  func severities() {
    let sql = Scripts.source("id INT", ",'json.ignore-parse-errors'='true','password'='hunter2'")
    let findings = Scripts.findings(sql)
    #expect(Set(findings.map(\.problem.code)) == ["startup_mode_missing", "rows_dropped", "literal_secret"])
    #expect(findings.filter { $0.severity == .error }.map(\.problem) == [.literalSecret(.value(option: "password"))])
  }
}
