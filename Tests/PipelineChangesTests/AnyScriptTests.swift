import Foundation
import JSONCoding
import Testing

@testable import PipelineChanges

@Suite("Compatibility of any script")
struct AnyScriptTests {
  /// The committed scripts of flink-deploy.
  private static let generated: [String] = {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder = tests.appending(path: "FlinkSQLTests/Golden")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
      .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
  }()

  @Test("Scripts of flink-deploy are understood, and keep no state beyond offsets")
  func understood() {
    #expect(Self.generated.count > 40)
    for sql in Self.generated {
      let pipeline = Pipeline(.of(sql))
      #expect(pipeline.unknownStatements.isEmpty && !pipeline.isStateful && !pipeline.flows.isEmpty, "\(sql)")
      #expect(pipeline.flows.allSatisfy { !$0.arms.isEmpty && $0.sink.target != nil })
      #expect(pipeline.sources.allSatisfy { $0.isKafka && $0.topics.count == 1 })
    }
  }

  @Test("A script is fully compatible with itself, in other spellings too")
  func itself() {
    for sql in Self.generated + Self.words.map({ "SELECT \($0)" }) {
      let version = PipelineVersion.of(sql)
      #expect(Compatibility(from: version, to: version).reasons.isEmpty)
      let other = PipelineVersion.of("-- a comment\n" + sql.replacing("SELECT", with: "select"))
      #expect(Compatibility(from: version, to: other).verdict == .full)
    }
  }

  @Test("A further column of a generated script is fully compatible, another topic is not")
  func changed() {
    for sql in Self.generated {
      let topic = sql.replacing("'topic' = '", with: "'topic' = 'x-")
      #expect(Compatibility(from: .of(sql), to: .of(topic)).verdict == .incompatible)
      let column = sql.replacing(
        "CREATE TEMPORARY TABLE `kafka_source` (", with: "CREATE TEMPORARY TABLE `kafka_source` (`new column` INT,")
      // Without a filter, the sink had all columns as they are, beside which no other sink shares its operator.
      #expect(Compatibility(from: .of(sql), to: .of(column)).verdict == .full, "\(sql)")
    }
  }

  private static let words = [
    "CREATE TEMPORARY TABLE t (a INT, b AS a + 1, WATERMARK FOR a AS a) WITH ('connector' = 'kafka', 'topic' = 't');",
    "CREATE TABLE h (a INT PRIMARY KEY NOT ENFORCED) WITH ('connector' = 'hologres', 'tablename' = 'h');",
    "CREATE VIEW v AS", "INSERT INTO h", "SELECT", "FROM t", "FROM v", "FROM (", "JOIN t ON", "WHERE", "GROUP BY",
    "HAVING",
    "OVER (", "UNION ALL", "LIMIT 1", "ORDER BY", "COUNT(", "SUM(", "TUMBLE(", "INTERVAL '1' DAY",
    "INTERVAL '9223372036854775807' HOUR",
    "FOR SYSTEM_TIME AS OF",
    "a", "b", "t.a", "*", ",", "(", ")", ";", "'x'", "AS", "DISTINCT", "FILTER (", "SET 'a' = 'b';",
    "BEGIN STATEMENT SET;",
    "END;", "/*+ X */", "TABLE(", "=", "1", ".", "`", "'", "\u{301}", "WITH", "VALUES",
  ]

  @Test("Any words have a verdict, and reasons for all but FULL")
  func anyWords() {
    var random = Random(state: 11)
    for _ in 0..<400 {
      let scripts = (0..<2).map { _ in
        (0..<Int.random(in: 0..<30, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? "" }
          .joined(separator: " ")
      }
      let compatibility = Compatibility(
        from: .of(Self.words[0] + Self.words[1] + scripts[0]), to: .of(Self.words[0] + scripts[1]))
      #expect(compatibility.reasons.isEmpty == (compatibility.verdict == .full))
    }
  }

  // Each would take minutes if anything were repeated for each of its parts.
  @Test(
    "A long script takes little time", .timeLimit(.minutes(1)),
    arguments: [
      "(", "SELECT * FROM (", "INSERT INTO h SELECT * FROM v;", "*, ", "a AS b, ", "SUM(",
      "CREATE VIEW v AS SELECT * FROM v;",
      "SELECT a FROM t UNION ALL ", "TABLE(", "JOIN t ON a = ", "INTERVAL '1' DAY ", "CASE WHEN a THEN ", "t, ",
      "FROM t ",
    ])
  func long(_ piece: String) {
    let sql = Self.words[0] + Self.words[1] + "INSERT INTO h SELECT " + String(repeating: piece, count: 500)
    #expect(Compatibility(from: .of(sql), to: .of(sql + ")")).verdict != .partial)
  }

  @Test("Views over views take little time", .timeLimit(.minutes(1)))
  func views() {
    let views = (1...40).map { index in
      "CREATE VIEW v\(index) AS SELECT v\(index - 1).a AS a FROM v\(index - 1) UNION ALL SELECT * FROM v\(index - 1);"
    }
    let sql = Self.words[0] + Self.words[1] + "CREATE VIEW v0 AS SELECT a FROM t;" + views.joined()
    let (old, new) = (sql + "INSERT INTO h SELECT a FROM v40;", sql + "INSERT INTO h SELECT a + 1 FROM v40;")
    #expect(Compatibility(from: .of(old), to: .of(new)).verdict == .unknown)
  }
}
