import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("Values of a manifest")
struct ManifestValueTests {
  @Test(
    "are texts where the schema wants texts, whatever YAML 1.1 makes of them",
    arguments: [
      "no", "on", "Yes", "1e3", "0123", "0x1F", "1_000", "2026-01-31", "12:30:45", "1.10", ".5", ".inf", "=", "true",
      "3306",
    ])
  func texts(_ text: String) throws {
    #expect(try ManifestFile.pipeline("name: \(text)")["name"] == .string(text))
    #expect(
      try ManifestFile.pipeline("columns: [{name: \(text), type: STRING}]")["columns"]?.array?.first?["name"]
        == .string(text))
  }

  @Test(
    "are numbers, booleans and texts of a setting of Flink, and never other ones",
    arguments: [
      ("5", 5), ("-2", -2), ("0.25", 0.25), ("true", true), ("False", false), ("1.10", "1.10"), ("1e3", "1e3"),
      ("0123", "0123"), ("no", "no"), ("on", "on"), ("36 h", "36 h"), ("\"5\"", "5"), ("'true'", "true"),
      ("!!str 5", "5"), ("!!int \"5\"", 5), ("!!bool yes", true),
    ] as [(String, JSON)])
  func settings(_ text: String, _ value: JSON) throws {
    #expect(try ManifestFile.pipeline("flink_conf: {key: \(text)}")["flink_conf"]?["key"] == value)
  }

  @Test(
    "are booleans where the schema wants booleans",
    arguments: [("yes", true), ("on", true), ("TRUE", true), ("no", false), ("Off", false), ("false", false)])
  func booleans(_ text: String, _ value: Bool) throws {
    #expect(try ManifestFile.pipeline("start: \(text)")["start"] == .bool(value))
  }

  @Test(
    "are refused where they are not numbers in every version of YAML",
    arguments: ["0123", "0x10", "1_000", "\"4\"", "four", "4.5", "+4", "1:30"])
  func numbers(_ text: String) throws {
    let file = ManifestFile("version: 1\npipelines: [{topic: t, hologres_table: t, resources: {parallelism: \(text)}}]")
    let mistakes = file.mistakes()
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.contains("pipelines[0].resources.parallelism must be of type integer") == true)
  }

  @Test("without a value count as left out", arguments: ["", "~", "null"])
  func nothing(_ text: String) throws {
    let pipeline = try ManifestFile.pipeline("name: \(text)\nresources:\n  parallelism: \(text)\n  task_manager_cpu: 2")
    #expect(pipeline["name"] == nil)
    #expect(pipeline["resources"] == ["task_manager_cpu": 2])
    #expect(try ManifestFile.pipeline("name: 'null'")["name"] == "null")
  }

  @Test("are taken literally, also with the name of a variable of the environment")
  func variables() throws {
    let pipeline = try ManifestFile.pipeline("event_time: ${HOME}\nflink_conf:\n  a.b: ${env.X}")
    #expect(pipeline["event_time"] == "${HOME}")
    #expect(pipeline["flink_conf"] == ["a.b": "${env.X}"])
    let named = ManifestFile("version: 1\npipelines: [{topic: t, hologres_table: t, name: \"${HOME}\"}]")
    #expect(named.mistakes() == ["2:49: pipelines[0].name: '${HOME}' is not a valid deployment name"])
  }

  @Test("come from the defaults, member by member for resources and settings; null removes a default")
  func defaults() throws {
    let batch = try ManifestFile(
      """
      version: 1
      defaults:
        hologres_table: public.all
        resources: {parallelism: 2, task_manager_cpu: 1}
        flink_conf: {a: x, b: y}
        restart_strategy: {type: fixed-delay, attempts: 3}
        engine_version: vvr-8.0.11-flink-1.17
      pipelines:
        - topic: one
        - topic: two
          hologres_table: public.two
          resources: {parallelism: 4, task_manager_cpu: null}
          flink_conf: {b: z, c: w}
          restart_strategy: {type: none}
          engine_version: ~
      """
    ).arguments()
    #expect(batch.parsed.map(\.name) == ["one-to-public-all", "two-to-public-two"])
    #expect(batch.pipelines[0]["resources"] == ["parallelism": 2, "task_manager_cpu": 1])
    #expect(
      JSON.object(batch.pipelines[1]).canonicalText
        == JSON.object([
          "topic": "two", "hologres_table": "public.two", "resources": ["parallelism": 4],
          "flink_conf": ["a": "x", "b": "z", "c": "w"], "restart_strategy": ["type": "none"],
        ]).canonicalText)
  }

  @Test("come from anchors, aliases and merge keys; members of the pipeline win")
  func aliases() throws {
    let batch = try ManifestFile(
      """
      version: 1
      pipelines:
        - &base
          topic: one
          hologres_table: public.one
          columns: &columns [{name: id, type: BIGINT}]  # shared
          resources: &small {parallelism: 1}
        - <<: *base
          topic: two
        - <<: [{topic: three, resources: {parallelism: 8}}, *base]
          columns: *columns
          resources: {<<: *small, task_manager_cpu: 2}
      """
    ).arguments()
    #expect(batch.pipelines.map { $0["topic"] } == ["one", "two", "three"])
    #expect(batch.pipelines.map { $0["resources"]?["parallelism"] } == [1, 1, 1])
    #expect(batch.pipelines[2]["columns"] == [["name": "id", "type": "BIGINT"]])
  }

  @Test("are the same with a byte order mark, with line ends of Windows, and as JSON")
  func forms() throws {
    let text =
      "version: 1\npipelines:\n  - topic: t\n    hologres_table: t\n    sql: |\n      SELECT 1;\n\n      -- 😀\n"
    let json = """
      {"version":1,"pipelines":[{"topic":"t","hologres_table":"t","sql":"SELECT 1;\\n\\n-- \\ud83d\\ude00\\n"}]}
      """
    for form in [text, "\u{FEFF}" + text, text.replacing("\n", with: "\r\n"), "%YAML 1.2\n---\n\(text)...\n", json] {
      let batch = try ManifestFile(form).arguments()
      #expect(batch.pipelines == [["topic": "t", "hologres_table": "t", "sql": "SELECT 1;\n\n-- 😀\n"]])
    }
  }

  @Test("of the whole have defaults, and options of the command win")
  func options() throws {
    let pipelines = "pipelines: [{topic: t, hologres_table: t}]"
    let standard = try ManifestFile("version: 1\n\(pipelines)").arguments()
    #expect(standard.ifExists == .keep && standard.onFailure == .goOn && standard.maxParallel == 8)
    #expect(!standard.isDryRun && standard.planDigest == nil && standard.wait == .seconds(45))
    let file = ManifestFile("version: 1\nif_exists: update\non_failure: ROLL_BACK_ALL\nmax_parallel: 3\n\(pipelines)")
    let given = try file.arguments()
    #expect(given.ifExists == .update && given.onFailure == .rollBackAll && given.maxParallel == 3)
    let other = try file.arguments(["if_exists": "KEEP", "dry_run": true, "wait_seconds": 7, "plan_digest": "d"])
    #expect(other.ifExists == .keep && other.onFailure == .rollBackAll && other.maxParallel == 3)
    #expect(other.isDryRun && other.planDigest == "d" && other.wait == .seconds(7))
    #expect(given.digest != other.digest)
    #expect(try file.arguments(["max_parallel": 50, "wait_seconds": 0]).digest == given.digest)
  }
}
