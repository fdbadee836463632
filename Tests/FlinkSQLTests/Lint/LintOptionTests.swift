import FlinkSQL
import Testing

@Suite("The lint of options in given SQL")
struct LintOptionTests {
  private static func source(_ options: String) -> String {
    LintScripts.source("id BIGINT", ",'scan.startup.mode'='earliest-offset',\(options)")
  }

  @Test(
    "finds what is wrong with Kafka's options",
    arguments: [
      (source("'scan.startup.mod'='x'"), "no option", "'scan.startup.mode'"),
      (source("'scan.startup.mode'='earliest'"), "one of", "'earliest-offset'"),
      (source("'json.ignore-parse-error'='true'"), "no option", "'json.ignore-parse-errors'"),
      (source("'json.ignore-parse-errors'='yes'"), "one of true, false", nil),
      (source("'json.timestamp-format.standard'='iso-8601'"), "one of SQL, ISO-8601", "'ISO-8601'"),
      (source("'propertys.group.id'='g'"), "no option", "'properties.group.id'"),
      (source("'scan.startup.specific-offsets'='0:42'"), "partition:0,offset:42", nil),
      (source("'scan.startup.mode'='timestamp'"), "needs its time", "'scan.startup.timestamp-millis' = '...'"),
      (
        source("'json.ignore-parse-errors'='true','json.fail-on-missing-field'='true'"), "exclude",
        "'json.fail-on-missing-field' = 'false'"
      ),
      (source("connector='kafka'"), "is text", "'connector'"),
      (
        source("'topic'='t'").replacing("properties.bootstrap.servers", with: "properties.bootstrap.server"),
        "no option", "'properties.bootstrap.servers'"
      ),
      (source("'a'='b'").replacing("'connector'", with: "'conector'"), "no option 'connector'", "'connector'"),
      (
        "CREATE TABLE a WITH ('connector'='kafka','json.ignore-parse-error'='true') LIKE b", "no option",
        "'json.ignore-parse-errors'"
      ),
      ("CREATE TABLE a WITH ('connector'='kafka','format'='json','csv.x'='true') LIKE b", "no option", nil),
      (LintScripts.source().replacing("k:9092", with: "k"), "host:port", "'host:9092'"),
      (LintScripts.source().replacing("k:9092", with: "k:9092,l:99999"), "host:port", "'host:9092'"),
      (
        LintScripts.source() + "SELECT * FROM k /*+ OPTIONS('scan.startup.mod'='latest-offset') */", "no option",
        "'scan.startup.mode'"
      ),
    ] as [(String, String, String?)])
  func kafka(_ sql: String, _ words: String, _ replacement: String?) {
    let errors = LintScripts.findings(sql).filter { $0.severity == .error }
    #expect(errors.count == 1 && LintScripts.found(.error, words, replacement, in: errors), "\(errors)")
  }

  @Test(
    "finds what is wrong with the options of Hologres, as each family has them",
    arguments: [
      ("'dbnam'='d'", .vvr11, "no option", "'dbname'"), ("'partitionrouter'='true'", .vvr11, "leave it out", nil),
      ("'sink.on-conflict-action'='upsert'", .vvr11, "one of", nil),
      ("'SDKMODE'='jdbc'", .vvr11, "no option", "'sink.write-mode'"),
      ("'sink.delete-strategy'='true'", .vvr11, "one of ignore_delete", nil),
      ("'ignoredelete'='true'", .vvr11, "no option", "'sink.delete-strategy'"),
      ("'ignoredelete'='on'", .vvr8, "one of true, false", nil),
      ("'mutatetyp'='x'", .vvr11, "no option", "'sink.on-conflict-action'"),
      ("'mutatetyp'='x'", .vvr8, "no option", "'mutatetype'"),
      ("'sdk-mode'='jdbc'", .vvr11, "no option", "'sink.write-mode'"),
      ("'jdbcWriteBatchSiz'='1'", .vvr11, "no option", "'sink.insert.batch-size'"),
      ("'mutatetype'='insertorupdat'", .vvr11, "one of", "'insertorupdate'"),
      ("'sink.on-conflict-acton'='x'", .vvr8, "no option", "'mutatetype'"),
      ("'sink.insert.check-and-put.column'='a'", .vvr8, "no option", "'check-and-put.column'"),
      ("'sink.insert.batch-size'='1'", .vvr8, "no option", "'jdbcWriteBatchSize'"),
      ("'sink.write-mode'='INSERT'", .vvr8, "no option", "'sdkMode'"),
      ("'connection.fixed'='true'", .vvr8, "leave it out", nil),
      ("'connection.fixed'='true'", .vvr11, "no option", "'connection.fixed.enabled'"),
    ] as [(String, EngineVersion.Family, String, String?)])
  func hologres(_ option: String, _ family: EngineVersion.Family, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(LintScripts.sink("a INT", ",\(option)"), family)
    #expect(LintScripts.found(.error, words, replacement, in: findings), "\(findings)")
    #expect(!findings.contains { $0.message.contains("leave it out") && $0.replacement != nil })
  }

  @Test("says which options are missing")
  func missing() {
    let findings = LintScripts.findings("CREATE TEMPORARY TABLE h (id INT) WITH ('connector'='hologres');")
    #expect(findings.count == 5 && findings.contains { $0.replacement == "'endpoint' = '...'" })
  }

  @Test(
    "warns of options that may not be meant",
    arguments: [
      (source("'json.ignore-parse-errors'='true'"), "dropped", "'json.ignore-parse-errors' = 'false'"),
      (
        source("'json.fail-on-missing-field'='TRUE'"), "stops at the first message",
        "'json.fail-on-missing-field' = 'false'"
      ),
      (LintScripts.sink().replacing("h:80", with: "h"), "host:port", "'host:80'"),
      (LintScripts.sink().replacing("h:80", with: "jdbc:postgresql://h:80/d"), "host:port", "'host:80'"),
      (LintScripts.sink("a INT", ",'check-and-put.column'='a'"), "otherwise", "'sink.insert.check-and-put.column'"),
      (LintScripts.source("id BIGINT", ""), "Without a startup mode", "'scan.startup.mode' = 'earliest-offset'"),
      (
        LintScripts.source("id BIGINT", ",'scan.startup.mode'='group-offsets'"), "nowhere to begin",
        "'properties.auto.offset.reset' = 'earliest'"
      ),
      (source("'properties.security.protocl'='SSL'"), "passes over", "'properties.security.protocol'"),
      (source("'properties.goup.id'='g'"), "passes over", "'properties.group.id'"),
      (source("'properties.sasl.mechanisms'='PLAIN'"), "passes over", "'properties.sasl.mechanism'"),
      (source("'format'='jsn'"), "No format", "'json'"), (source("'format'='jsno'"), "No format", "'json'"),
      (source("'format'='JSON'"), "No format", "'json'"),
      (source("'format'='debezium-jsn'"), "No format", "'debezium-json'"),
      (
        LintScripts.script("INSERT INTO h SELECT * FROM k").replacing("'hologres'", with: "'hologress'"),
        "No connector of this name", "'hologres'"
      ),
      ("CREATE TABLE t (a INT) WITH ('connector'='Kafka')", "No connector of this name", "'kafka'"),
      ("CREATE TABLE t (a INT) WITH ('connector'='kafak')", "No connector of this name", "'kafka'"),
    ] as [(String, String, String?)])
  func warnings(_ sql: String, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(sql)
    #expect(findings.count == 1 && LintScripts.found(.warning, words, replacement, in: findings), "\(findings)")
  }

  @Test("knows the names of each family, and of both where the engine is not known")
  func families() {
    let old = LintScripts.sink("a INT", ",'mutatetype'='insertorupdate','connectionSize'='2','sdkMode'='jdbc'")
    let new = LintScripts.sink("a INT", ",'sink.on-conflict-action'='INSERT_OR_UPDATE','sink.write-mode'='COPY_STREAM'")
    #expect(LintScripts.findings(old, .vvr8).isEmpty && LintScripts.findings(new, .vvr11).isEmpty)
    #expect(LintScripts.findings(old, nil).isEmpty && LintScripts.findings(new, nil).isEmpty)
    #expect(LintScripts.findings(old, .vvr11).map(\.severity) == [.warning, .warning, .error])
    #expect(LintScripts.findings(new, .vvr8).map(\.replacement) == ["'mutatetype'", "'sdkMode'"])
  }

  @Test(
    "leaves options alone that are good, or that it does not know",
    arguments: [
      source(
        "'json.timestamp-format.standard'='ISO-8601','json.map-null-key.mode'='literal','json.map-null-key.literal'='x'"
      ),
      source(
        "'scan.startup.mode'='specific-offsets','scan.startup.specific-offsets'='partition:0,offset:42;partition:1,offset:3'"
      ),
      source("'properties.group.instance.id'='g','properties.my.plugin.url'='x','properties.fetch.max.wait.ms'='5'"),
      source("'format'='tsv-plus'"), source("'format'='avro-confluent','avro-confluent.url'='http://r:1'"),
      LintScripts.source("id BIGINT", ",'properties.auto.offset.reset'='latest'"),
      LintScripts.source("id BIGINT", "") + "INSERT INTO k SELECT 1;",
      LintScripts.source("id BIGINT", "") + "SELECT * FROM k /*+ OPTIONS('scan.startup.mode'='latest-offset') */;",
      "CREATE TEMPORARY TABLE k WITH ('connector'='kafka') LIKE b",
      "CREATE TEMPORARY TABLE h (id BIGINT) WITH ('connector'='hologres'); SELECT * FROM h /*+ OPTIONS('endpoint'='h:80') */",
      "CREATE TABLE c.d.t (id BIGINT) WITH ('connection'='x')", "CREATE TABLE t (a INT) WITH ('connector'='mysql')",
      source("'properties.client.dns.lookup'='x'").replacing("'k:9092'", with: "'PLAINTEXT://a:9092, [::1]:9093,'"),
      LintScripts.source().replacing("'k:9092'", with: "'${kafka}'"),
      "CREATE TABLE a WITH ('connector'='kafka','csv.field-delimiter'=';','value.avro.codec'='x') LIKE b",
      "CREATE TEMPORARY TABLE p (a INT COMMENT 'x') WITH ('connector'='print', 'whatever'='1')",
      LintScripts.sink(
        "id BIGINT",
        """
        ,'sink.parallelism'='2','sink.delete-strategy'='IGNORE_DELETE','sink.create-missing-partition'='true',
        'sink.partial-insert.enabled'='TRUE','sink.insert.batch-size'='9','connection.pool.size'='3','retry-count'='3',
        'sink.remove-u0000-in-text.enabled'='false','sink.insert.check-and-put.column'='a','connection.ssl.mode'='require'
        """),
    ])
  func accepted(_ sql: String) {
    #expect(LintScripts.findings(sql).isEmpty, "\(LintScripts.findings(sql))")
  }
}
