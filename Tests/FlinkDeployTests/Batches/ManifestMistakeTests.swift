import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("Mistakes in a manifest")
struct ManifestMistakeTests {
  private static let wrong = """
    version: 1
    defaults:
      resources:
        parallelism: two
      flink_conf:
        s3.secret-key: wJalrXUtnFEMI
    pipelines:
      - topic: orders
        hologres_table: public.orders
        parallelism: 4
      - hologres_table: public.clicks
      - topic: orders
        hologres_table: public.orders
      - topic: bad topic
        hologres_table: a.b.c
        start: maybe
        start: true
      - topic: members
        hologres_table: members
        name: a/b
    """

  @Test("are listed all at once, with line and column")
  func allAtOnce() {
    #expect(
      ManifestFile(Self.wrong).mistakes() == [
        "4:18: defaults.resources.parallelism must be of type integer, not string",
        "6:20: defaults.flink_conf.s3.secret-key: flink_conf contains a literal secret in 's3.secret-key'",
        "10:5: pipelines[0].parallelism is unknown",
        "11:5: pipelines[1].topic is required",
        "12:5: pipelines[2] has the deployment name of pipelines[0]: 'orders-to-public-orders'",
        "14:12: pipelines[3].topic: 'bad topic' is not a valid Kafka topic name "
          + "(1 to 249 letters, digits, dots, underscores and dashes)",
        "15:21: pipelines[3].hologres_table: Table name 'a.b.c' has 3 parts",
        "16:12: pipelines[3].start must be of type boolean, not string",
        "17:5: Key 'start' is set twice (before: 16:5)",
        "20:11: pipelines[4].name: 'a/b' is not a valid deployment name",
      ])
  }

  @Test("are the same in JSON")
  func json() {
    let json = """
      {"version": 1,
       "defaults": {"resources": {"parallelism": "two"}, "flink_conf": {"s3.secret-key": "wJalrXUtnFEMI"}},
       "pipelines": [
         {"topic": "orders", "hologres_table": "public.orders", "parallelism": 4},
         {"hologres_table": "public.clicks"},
      \t{"topic":"orders","hologres_table":"public.orders"},
         {"topic": "bad topic", "hologres_table": "a.b.c", "start": "maybe", "start": true},
         {"topic": "members", "hologres_table": "members", "name": "a/b"}]}
      """
    func texts(_ mistakes: [String]) -> [String] {
      mistakes.map { $0.replacing(/[0-9]+:[0-9]+:? ?/, with: "") }.sorted()
    }
    let mistakes = ManifestFile(json).mistakes()
    #expect(texts(mistakes) == texts(ManifestFile(Self.wrong).mistakes()))
    #expect(mistakes.first?.hasPrefix("2:44: defaults.resources.parallelism ") == true)
    #expect(mistakes.contains { $0.hasPrefix("4:59: pipelines[0].parallelism is unknown") })
  }

  @Test("have Chinese texts with the same places")
  func chinese() {
    let mistakes = ManifestFile(Self.wrong).mistakes(.chinese)
    #expect(mistakes.count == 10)
    #expect(mistakes.first == "4:18: defaults.resources.parallelism 的类型必须为 integer，实际为 string")
    #expect(mistakes.last == "20:11: pipelines[4].name：'a/b' 不是有效的作业名称")
  }

  @Test(
    "of the form name the place",
    arguments: [
      ("", ["version is required", "pipelines is required"].map { " \($0)" }),
      ("# nothing\n", ["version is required", "pipelines is required"].map { " \($0)" }),
      ("[]", ["1:1: The object must be of type object, not array"]),
      ("no", ["1:1: The object must be of type object, not string"]),
      ("version: 2\npipelines: [{topic: t, hologres_table: t}]", ["1:10: version is '2', not one of 1"]),
      ("pipelines: [{topic: t, hologres_table: t}]", ["1:1: version is required"]),
      ("version: 1\npipelines: []", ["2:12: pipelines has 0 elements, but needs at least 1"]),
      ("version: 1\npipelines:", ["2:11: pipelines is required"]),
      ("version: 1\npipelines: {topic: t}", ["2:12: pipelines must be of type array, not object"]),
      ("version: 1\npipelines: [orders]", ["2:13: pipelines[0] must be of type object, not string"]),
      (
        "version: 1\nif_exists: replace\npipelines: [{topic: t, hologres_table: t}]",
        ["2:12: if_exists is 'replace', not one of KEEP, UPDATE, keep, update"]
      ),
      (
        "version: 1\nmax_parallel: 101\npipelines: [{topic: t, hologres_table: t}]",
        ["2:15: max_parallel is 101, but must be at most 100"]
      ),
      (
        "version: 1\npipelines: [{topic: t, hologres_table: t, dry_run: true}]",
        ["2:43: pipelines[0].dry_run is unknown"]
      ),
      (
        "version: 1\npipelines: [{topic: t, hologres_table: t, restart_strategy: {attempts: 3}}]",
        ["2:61: pipelines[0].restart_strategy.type is required"]
      ),
      ("version: 1\npipelines: [{topic: \"\", hologres_table: t}]", ["2:21: pipelines[0].topic is required"]),
    ])
  func form(_ text: String, _ mistakes: [String]) {
    #expect(ManifestFile(text).mistakes() == mistakes)
  }

  @Test("of several pipelines with one another are found")
  func pairs() {
    let text = """
      version: 1
      pipelines:
        - {topic: orders, hologres_table: orders}
        - {topic: clicks, hologres_table: clicks, name: other}
        - {topic: members, hologres_table: members, name: other}
        - {topic: orders, hologres_table: public.orders}
      """
    #expect(
      ManifestFile(text).mistakes() == [
        "5:53: pipelines[2].name has the deployment name of pipelines[1]: 'other'",
        "6:5: pipelines[3] has the deployment name of pipelines[0]: 'orders-to-public-orders'",
      ])
  }

  @Test("of one pipeline are all found")
  func several() {
    let text = """
      version: 1
      pipelines:
        - topic: orders
          hologres_table: orders
          more_tables: [a, orders, a, 1.2.3]
          columns:
            - {name: a}
            - {name: b, type: BIGINT}
            - {name: c, metadata: ofset}
          startup_mode: timestamp
          checkpoint_interval_seconds: 1e12
          flink_conf: {a.password: hunter2, b.token: "12345", c: "${secret_values.X}"}
          sql: |
            SELECT 1
            -- own-secret-1
      """
    #expect(
      ManifestFile(text).mistakes(secrets: ["own-secret-1"]) == [
        "5:22: pipelines[0].more_tables[1]: Table public.orders is given twice",
        "5:30: pipelines[0].more_tables[2]: Table public.a is given twice",
        "5:33: pipelines[0].more_tables[3]: Table name '1.2.3' has 3 parts",
        "7:9: pipelines[0].columns[0]: Column 'a' has no type",
        "9:9: pipelines[0].columns[2]: 'ofset' is not a Kafka metadata key",
        "10:19: pipelines[0].startup_mode: startup_mode timestamp requires startup_timestamp_ms",
        "11:34: pipelines[0].checkpoint_interval_seconds: 1000000000000.0 seconds is not a valid interval for Flink",
        "12:30: pipelines[0].flink_conf.a.password: flink_conf contains a literal secret in 'a.password'",
        "12:48: pipelines[0].flink_conf.b.token: flink_conf contains a literal secret in 'b.token'",
        "13:10: pipelines[0].sql: sql contains one of flink-deploy's own passwords or keys in line 2",
      ])
  }

  @Test("beyond fifty are counted")
  func many() {
    let lines = (0..<60).map { "  - {topic: t\($0), hologres_table: t, nothing: 1}" }
    let mistakes = ManifestFile("version: 1\npipelines:\n" + lines.joined(separator: "\n")).mistakes()
    #expect(mistakes.count == 51 && mistakes.last == " 10 more mistakes")
  }

  @Test("have the code of all of them, and a remedy")
  func codes() throws {
    func failure(_ text: String) throws -> Failure {
      try #require(throws: Failure.self) { try ManifestFile(text).arguments() }
    }
    let secret = try failure(
      "version: 1\npipelines: [{topic: t, hologres_table: t, flink_conf: {a.password: hunter2}}]")
    #expect(secret.code == "literal_secret")
    #expect(try failure(Self.wrong).code == "invalid_arguments")
    #expect(
      try failure("version: 1\npipelines: [{topic: t, hologres_table: t}, {topic: t, hologres_table: t}]").code
        == "duplicate_pipeline")
    let open = try failure("version: [")
    #expect(open.code == "malformed_manifest")
    #expect(open.remedy.text(Voice(.english, .commands)) == "Correct the manifest and run the command again")
  }
}
