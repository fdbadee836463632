import PipelineTypes
import SQLLint
import Testing

@Suite("Options of sources and sinks")
struct OptionTests {
  private static func source(_ options: String) -> String {
    Scripts.source("id BIGINT", ",'scan.startup.mode'='earliest-offset',\(options)")
  }

  /// A source without a startup mode.
  private static func unstarted(_ options: String = "") -> String { Scripts.source("id BIGINT", options) }

  @Test(
    "A source without a start for a new consumer group is found",
    arguments: [
      (unstarted(), SQLProblem.startupModeMissing, "'scan.startup.mode' = 'earliest-offset'"),
      (
        unstarted(",'scan.startup.mode'='group-offsets'"), .offsetResetMissing,
        "'properties.auto.offset.reset' = 'earliest'"
      ),
      (
        unstarted(",'scan.startup.mode'='GROUP-OFFSETS'"), .offsetResetMissing,
        "'properties.auto.offset.reset' = 'earliest'"
      ),
    ])
  func start(_ sql: String, _ problem: SQLProblem, _ replacement: String) {
    let findings = Scripts.findings(sql + "INSERT INTO p SELECT * FROM k")
    #expect(findings.map(\.problem) == [problem])
    #expect(findings.map(\.replacement) == [replacement] && findings.map(\.severity) == [.warning])
  }

  @Test(
    "A start that is given, in a hint or not, is accepted",
    arguments: [
      unstarted(",'properties.auto.offset.reset'='latest'"),
      unstarted(",'scan.startup.mode'='group-offsets','properties.auto.offset.reset'='earliest'"),
      unstarted(",'scan.startup.mode'='latest-offset'"), unstarted(",'scan.startup.mode'='timestamp'"),
      unstarted(",'scan.startup.mode'='specific-offsets'"), unstarted(",'scan.startup.mode'='${mode}'"),
      unstarted() + "SELECT * FROM k /*+ OPTIONS('scan.startup.mode'='latest-offset') */;",
      unstarted() + "SELECT * FROM k /*+ OPTIONS('properties.auto.offset.reset'='latest') */;",
      unstarted() + "INSERT INTO k SELECT 1;", unstarted().replacing("'kafka'", with: "'upsert-kafka'"),
      "CREATE TEMPORARY TABLE k WITH ('connector'='kafka') LIKE b", "CREATE TABLE t (a INT) WITH ('connector'='mysql')",
    ])
  func started(_ sql: String) { #expect(Scripts.findings(sql).isEmpty, "\(Scripts.findings(sql))") }

  @Test("A comment that is not a hint starts nothing")
  func comment() {
    let sql = Self.unstarted() + "SELECT * FROM k /* OPTIONS('scan.startup.mode'='latest-offset') */"
    #expect(Scripts.findings(sql).map(\.problem) == [.startupModeMissing])
  }

  @Test(
    "A comma in a list of topics is found, with the list to write",
    arguments: [
      ("a,b", "'a;b'"), ("a, b ,c", "'a;b;c'"), ("a,,b,", "'a;b'"), ("a;b,c", "'a;b;c'"), ("it's,x", "'it''s;x'"),
    ])
  func topics(_ value: String, _ replacement: String) {
    for connector in ["kafka", "upsert-kafka"] {
      let sql = Scripts.source().replacing("'topic'='t'", with: "'topic'='\(value.replacing("'", with: "''"))'")
        .replacing("'connector'='kafka'", with: "'connector'='\(connector)'")
      #expect(Scripts.findings(sql).map(\.problem) == [.topicList])
      #expect(Scripts.findings(sql).map(\.replacement) == [replacement])
      #expect(Scripts.findings(sql).map(\.severity) == [.warning])
    }
  }

  @Test("Semicolons, patterns and options of other connectors may have commas")
  func otherLists() {
    let topic = "'topic'='t'"
    for list in ["'topic'='a;b'", "'topic-pattern'='a,b'", "'topic'='t','properties.x'='a,b'"] {
      #expect(Scripts.findings(Scripts.source().replacing(topic, with: list)).isEmpty)
    }
    #expect(Scripts.findings("CREATE TABLE m (a INT) WITH ('connector'='mqtt','topic'='a,b')").isEmpty)
  }

  @Test(
    "Options that drop data, or stop the job at messages that others let pass, are found",
    arguments: [
      (
        source("'json.ignore-parse-errors'='true'"), .rowsDropped(option: "json.ignore-parse-errors"),
        "'json.ignore-parse-errors' = 'false'"
      ),
      (
        source("'value.canal-json.ignore-parse-errors'='TRUE'"),
        .rowsDropped(option: "value.canal-json.ignore-parse-errors"), "'value.canal-json.ignore-parse-errors' = 'false'"
      ),
      (
        source("'json.fail-on-missing-field'='TRUE'"), .missingFieldStopsJob(option: "json.fail-on-missing-field"),
        "'json.fail-on-missing-field' = 'false'"
      ),
    ] as [(String, SQLProblem, String)])
  func dropped(_ sql: String, _ problem: SQLProblem, _ replacement: String) {
    #expect(Scripts.findings(sql).map(\.problem) == [problem])
    #expect(Scripts.findings(sql).map(\.replacement) == [replacement])
    #expect(Scripts.findings(sql.replacing("'TRUE'", with: "'false'").replacing("'true'", with: "'false'")).isEmpty)
  }

  @Test("The platform's own login modules are wanted", arguments: ["plain.PlainLoginModule", "scram.ScramLoginModule"])
  func loginModules(_ name: String) {
    let module = "org.apache.kafka.common.security.\(name)"
    func findings(_ module: String) -> [SQLFinding] {
      let jaas = "\(module) required password=\"${secret_values.p}\";"
      return Scripts.findings(Self.source("'properties.sasl.jaas.config'='\(jaas)'"))
    }
    #expect(findings(module).map(\.problem) == [.loginModuleNotFound])
    #expect(findings(module).map(\.replacement) == ["org.apache.flink.kafka.shaded.\(module)"])
    #expect(findings("org.apache.flink.kafka.shaded.\(module)").isEmpty)
  }
}
