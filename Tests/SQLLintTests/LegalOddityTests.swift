import PipelineTypes
import SQLLint
import Testing

/// Statements that look wrong and that a checker must not refuse: the platform decides.
@Suite("Legal oddities in SQL")
struct LegalOddityTests {
  private static let columns = "id BIGINT, a STRING, b STRING, ts TIMESTAMP(3)"

  private static func source(_ columns: String = LegalOddityTests.columns) -> String {
    "CREATE TEMPORARY TABLE k (\(columns)) WITH ('connector'='kafka','topic'='t',"
      + "'properties.bootstrap.servers'='k:9092','scan.startup.mode'='earliest-offset','format'='json');\n"
  }

  private static let sink =
    "CREATE TEMPORARY TABLE h (id BIGINT, a STRING, b STRING, PRIMARY KEY (id) NOT ENFORCED) WITH ("
    + "'connector'='hologres','endpoint'='h:80','dbname'='d','tablename'='public.h',"
    + "'username'='${secret_values.u}','password'='${secret_values.p}');\n"

  private static func findings(_ sql: String) throws -> [SQLFinding] {
    let table = Scripts.table("h", ["id": "bigint!", "a": "text", "b": "text"], key: ["id"])
    let endpoints = SQLLint.Endpoints(topic: try TopicName(parsing: "t"), table: table.name)
    return SQLLint(targets: .init([table], in: "d"), endpoints: endpoints).findings(in: sql)
  }

  @Test(
    "They have no finding", .bug(id: "2-13"),
    arguments: [
      source() + sink + "INSERT INTO h SELECT id, a, b FROM k WHERE a IS NOT NULL ; \n\n",
      source() + sink + "INSERT INTO h /*+ OPTIONS('sink.parallelism'='2') */ (id, a, b) SELECT id, a, b FROM k;",
      source("id BIGINT, `map` INT, a STRING, b STRING, ts TIMESTAMP(3)")
        + "CREATE TEMPORARY TABLE p (x BOOLEAN, y BOOLEAN) WITH ('connector'='print');\n"
        + "INSERT INTO p SELECT map < 3, id > 2 FROM k;",
      source(
        "id BIGINT, a STRING, m MULTISET<STRING>, r ROW(f INT 'note', g ROW(x STRING NOT NULL) ARRAY), "
          + "iv INTERVAL DAY TO SECOND(3), b STRING, ts TIMESTAMP(3)") + "SELECT id FROM k;",
      source() + sink + "INSERT INTO h SELECT id, CAST(X'45F0AB' AS STRING), b FROM k WHERE ts > TIMESTAMP "
        + "'2024-01-01 00:00:00' - INTERVAL '1' QUARTER + INTERVAL '10 00:00:00.004' DAY TO SECOND(3);",
      source() + sink
        + "INSERT INTO h SELECT id, a, b FROM k, LATERAL TABLE(STRING_SPLIT(a, ',')) AS T(word);",
      source() + sink
        + "INSERT INTO h SELECT k.id, d.a, k.b FROM (SELECT *, PROCTIME() AS p FROM k) AS k LEFT JOIN h "
        + "FOR SYSTEM_TIME AS OF k.p AS d ON d.id = k.id;",
      "CREATE TEMPORARY SYSTEM FUNCTION IF NOT EXISTS f AS 'a.B' LANGUAGE JAVA USING JAR 'oss://b/x.jar', JAR "
        + "'oss://b/y.jar';",
      "ALTER TABLE c.d.t SET ('scan.startup.mode'='latest-offset');",
      "ALTER TABLE t ADD (x STRING FIRST, y INT AFTER x);", "SHOW TABLES FROM c.d LIKE 'a%';",
      "EXPLAIN CHANGELOG_MODE, JSON_EXECUTION_PLAN SELECT 1;",
      "STOP JOB '228d70913eab60dda85c5e7f78b5782c' WITH SAVEPOINT;",
    ])
  func silent(_ sql: String) throws {
    let findings = try Self.findings(sql)
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test("A compiled plan is read as the statement set that it is", .bug(id: "2-13"))
  func compiled() throws {
    let plan =
      "COMPILE AND EXECUTE PLAN '/p.json' FOR STATEMENT SET BEGIN INSERT INTO h SELECT id, a, b FROM k; "
      + "INSERT INTO h SELECT id, b, a FROM k; END;"
    let findings = try Self.findings(Self.source() + Self.sink + plan)
    #expect(findings.map(\.problem) == [.columnsSwapped(found: ["id", "b", "a"], wanted: ["id", "a", "b"])])
    #expect(findings.map(\.severity) == [.warning])
  }
}
