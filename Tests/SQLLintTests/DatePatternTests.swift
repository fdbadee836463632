import Notices
import SQLLint
import Testing

@Suite("Date patterns in SQL")
struct DatePatternTests {
  typealias Letters = (written: String, meaning: SQLProblem.PatternMeaning, use: String)

  /// A pattern, the letters in it that mean something else, and the pattern that is meant.
  struct Case: Sendable, CustomTestStringConvertible {
    let pattern: String
    let letters: [Letters]
    let corrected: String

    init(_ pattern: String, _ letters: Letters..., corrected: String) {
      (self.pattern, self.letters, self.corrected) = (pattern, letters, corrected)
    }

    var testDescription: String { pattern }
  }

  private static func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }

  @Test(
    "Letters that mean something else are found, with the pattern to write",
    arguments: [
      Case("YYYY-MM-dd", ("YYYY", .weekBasedYear, "yyyy"), corrected: "yyyy-MM-dd"),
      Case("yyyy-MM-DD", ("DD", .dayOfYear, "dd"), corrected: "yyyy-MM-dd"),
      Case("yyyy-MM-DDD", ("DDD", .dayOfYear, "dd"), corrected: "yyyy-MM-dd"),
      Case("D/M/Y", ("D", .dayOfYear, "d"), ("Y", .weekBasedYear, "y"), corrected: "d/M/y"),
      Case("yyyy年MM月DD日", ("DD", .dayOfYear, "dd"), corrected: "yyyy年MM月dd日"),
      Case("hh:mm:ss", ("hh", .hourOfHalfDay, "HH"), corrected: "HH:mm:ss"),
      Case("KK:mm", ("KK", .hourOfHalfDay, "HH"), corrected: "HH:mm"),
      Case("yyyy-MM-dd'a'hh:mm", ("hh", .hourOfHalfDay, "HH"), corrected: "yyyy-MM-dd'a'HH:mm"),
      Case(
        "YYYY-MM-DD hh:mm:ss", ("YYYY", .weekBasedYear, "yyyy"), ("DD", .dayOfYear, "dd"),
        ("hh", .hourOfHalfDay, "HH"), corrected: "yyyy-MM-dd HH:mm:ss"),
      Case("yyyy-mm-dd", ("mm", .minute, "MM"), corrected: "yyyy-MM-dd"),
      Case("yyyymmdd", ("mm", .minute, "MM"), corrected: "yyyyMMdd"),
      Case("dd/mm/yyyy", ("mm", .minute, "MM"), corrected: "dd/MM/yyyy"),
      Case("mm/dd/yyyy", ("mm", .minute, "MM"), corrected: "MM/dd/yyyy"),
      Case("yyyy-mm-dd HH:mm:ss", ("mm", .minute, "MM"), corrected: "yyyy-MM-dd HH:mm:ss"),
      Case("yyyy-MM-dd HH:MM:ss", ("MM", .month, "mm"), corrected: "yyyy-MM-dd HH:mm:ss"),
      Case("yyyyMMddHHMMss", ("MM", .month, "mm"), corrected: "yyyyMMddHHmmss"),
      Case("yyyy-mm-dd HH:MM", ("mm", .minute, "MM"), ("MM", .month, "mm"), corrected: "yyyy-MM-dd HH:mm"),
      Case("HH:MM", ("MM", .month, "mm"), corrected: "HH:mm"),
      Case("HH:mm:SS", ("SS", .fractionOfSecond, "ss"), corrected: "HH:mm:ss"),
      Case("HH:MM:SS", ("MM", .month, "mm"), ("SS", .fractionOfSecond, "ss"), corrected: "HH:mm:ss"),
    ])
  func found(_ test: Case) {
    let findings = Scripts.findings("SELECT DATE_FORMAT(ts, \(Self.literal(test.pattern))) FROM k")
    #expect(
      findings.map(\.problem) == test.letters.map { .datePattern(letters: $0.written, $0.meaning, use: $0.use) })
    #expect(findings.allSatisfy { $0.replacement == Self.literal(test.corrected) }, "\(findings)")
    #expect(findings.allSatisfy { $0.severity == .warning })
    #expect(Scripts.findings("SELECT DATE_FORMAT(ts, \(Self.literal(test.corrected))) FROM k").isEmpty)
  }

  @Test(
    "Scripts get a warning for each pattern that means something else, and no other finding", .bug(id: "2-06"),
    arguments: [
      (
        "DATE_FORMAT(ts, 'YYYY-MM-dd'), DATE_FORMAT(ts, 'yyyy-MM-DD hh:mm:ss')", ["YYYY", "DD", "hh"],
        ["'yyyy-MM-dd'", "'yyyy-MM-dd HH:mm:ss'", "'yyyy-MM-dd HH:mm:ss'"]
      ),
      (
        "CAST(TO_TIMESTAMP(a,'YYYY-MM-DD hh:mm:ss') AS STRING), b", ["YYYY", "DD", "hh"],
        Array(repeating: "'yyyy-MM-dd HH:mm:ss'", count: 3)
      ),
      (
        "FROM_UNIXTIME(id,'YYYY-MM-DD hh:mm:ss'), b", ["YYYY", "DD", "hh"],
        Array(repeating: "'yyyy-MM-dd HH:mm:ss'", count: 3)
      ),
      (
        "CAST(TO_DATE(a, 'YYYY-MM-dd') AS STRING), CAST(UNIX_TIMESTAMP(b, 'yyyy-MM-DD HH:mm') AS STRING)",
        ["YYYY", "DD"], ["'yyyy-MM-dd'", "'yyyy-MM-dd HH:mm'"]
      ),
      ("DATE_FORMAT(ts, 'yyyy-MM-dd HH:mm:ss'), DATE_FORMAT(ts, 'hh:mm a')", [], []),
      ("DATE_FORMAT(ts, 'YYYY-''W''ww'), CAST(TO_TIMESTAMP(a, 'yyyy-MM-dd hh:mm:ss a') AS STRING)", [], []),
    ])
  func scripts(_ columns: String, _ letters: [String], _ replacements: [String]) {
    let findings = Scripts.findings(Scripts.script("INSERT INTO h SELECT id, \(columns) FROM k;"))
    let found = findings.map { if case .datePattern(let letters, _, _) = $0.problem { letters } else { "" } }
    #expect(found == letters)
    #expect(findings.map(\.replacement) == replacements)
    #expect(findings.allSatisfy { $0.severity == .warning })
  }

  @Test(
    "Letters that are meant so are accepted",
    arguments: [
      "yyyy-MM-dd HH:mm:ss", "yyyyMMddHHmmss", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "HH:mm", "mm:ss", "HH:mm:ss.SS", "SSS",
      "hh:mm a", "a hh:mm", "yyyy-MM-dd hh:mm:ss a", "KK:mm a", "h B", "YYYY-'W'ww", "ww/YYYY", "yyyy-DDD", "yyyyDDD",
      "DDD", "yyyy-MM-dd (DDD)", "'YYYY' yyyy", "yyyy-MM-dd 'DD hh'", "E, dd MMM yyyy", "LLLL yyyy", "HH 'h', MMM d",
      "yyyy年M月d日 HH:mm", "HH:mm dd.MM.yyyy", "", "'", "no pattern",
    ])
  func accepted(_ pattern: String) {
    let findings = Scripts.findings("SELECT DATE_FORMAT(ts, \(Self.literal(pattern))) FROM k")
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test(
    "Patterns are checked in each function, wherever it is called",
    arguments: [
      "SELECT DATE_FORMAT(ts, 'YYYY') FROM k", "SELECT TO_TIMESTAMP(a, 'YYYY') FROM k",
      "SELECT FROM_UNIXTIME(id, 'YYYY') FROM k", "SELECT TO_DATE(a, 'YYYY') FROM k",
      "SELECT UNIX_TIMESTAMP(a, 'YYYY') FROM k", "SELECT date_format ( ts , 'YYYY' ) FROM k",
      "SELECT CAST(TO_TIMESTAMP(a, 'YYYY') AS STRING) FROM k", "SELECT f(g(DATE_FORMAT(h(ts, 'x'), 'YYYY'))) FROM k",
      "SELECT TO_TIMESTAMP(DATE_FORMAT(ts, 'yyyy'), 'YYYY') FROM k",
      "SELECT 1 FROM k WHERE DATE_FORMAT(ts, 'YYYY') = a",
      "CREATE TEMPORARY VIEW v AS SELECT DATE_FORMAT(ts, 'YYYY') AS y FROM k",
      "CREATE TEMPORARY TABLE g (a STRING, y AS TO_TIMESTAMP(a, 'YYYY')) WITH ('connector'='datagen')",
      "CREATE TABLE c WITH ('connector'='print') AS SELECT DATE_FORMAT(ts, 'YYYY') FROM k",
      "INSERT INTO p SELECT DATE_FORMAT(ts, 'YYYY') FROM k",
      "EXPLAIN INSERT INTO p SELECT DATE_FORMAT(ts, 'YYYY') FROM k",
      "BEGIN STATEMENT SET; INSERT INTO p SELECT DATE_FORMAT(ts, 'YYYY') FROM k; END;",
    ])
  func everywhere(_ sql: String) {
    #expect(Scripts.findings(sql).map(\.problem) == [.datePattern(letters: "YYYY", .weekBasedYear, use: "yyyy")])
  }

  @Test(
    "Texts that are not patterns of a call are accepted",
    arguments: [
      "-- DATE_FORMAT(ts, 'YYYY')\nSELECT 1", "/* DATE_FORMAT(ts, 'YYYY') */ SELECT 1",
      "SELECT 'DATE_FORMAT(ts, ''YYYY'')'", "SELECT CONCAT(a, 'YYYY') FROM k", "SELECT `DATE_FORMAT`, 'YYYY' FROM k",
      "SELECT DATE_FORMAT('YYYY', a) FROM k", "SELECT TO_TIMESTAMP('YYYY') FROM k", "SELECT DATE_FORMAT(ts, a) FROM k",
      "SELECT DATE_FORMAT(ts, 'YYYY' || a) FROM k", "SELECT DATE_FORMAT FROM k", "SELECT DATE_FORMAT(ts",
    ])
  func others(_ sql: String) { #expect(Scripts.findings(sql).isEmpty, "\(Scripts.findings(sql))") }
}
