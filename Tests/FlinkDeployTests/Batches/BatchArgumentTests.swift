import Deployments
import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("The arguments of many pipelines")
struct BatchArgumentTests {
  private static func mistakes(_ object: JSONObject, secrets: [String] = []) -> [String] {
    do throws(Failure) { _ = try BatchDraft(object, secrets: secrets).arguments() } catch {
      return error.problem.text(Voice(.english, .tools)).split(separator: "\n").map(String.init)
    }
    return []
  }

  @Test("become arguments of each pipeline, with the defaults")
  func parsed() throws {
    let batch = try BatchDraft(
      [
        "pipelines": [["topic": "a"], ["topic": "b", "hologres_table": "public.b", "wait_seconds": 5]],
        "defaults": ["hologres_table": "public.a", "wait_until": "FLOWING"], "if_exists": "UPDATE",
        "on_failure": "STOP", "max_parallel": 2, "dry_run": true, "wait_seconds": 0,
      ], secrets: []
    ).arguments()
    #expect(batch.parsed.map(\.name) == ["a-to-public-a", "b-to-public-b"])
    #expect(batch.parsed.allSatisfy { $0.goal == .flowing })
    #expect(batch.pipelines.allSatisfy { $0["wait_seconds"] == nil })
    #expect(batch.ifExists == .update && batch.onFailure == .stop && batch.maxParallel == 2)
    #expect(batch.isDryRun && batch.wait == .zero)
  }

  @Test("are refused with all mistakes at once, by the places of the call")
  func refused() {
    let object: JSONObject = [
      "pipelines": [
        ["topic": "a", "hologres_table": "a", "sql": "-- own-secret-1"], ["topic": "a", "hologres_table": "a"],
        ["topic": "b"], ["topic": "c", "hologres_table": "c", "start": "no", "nothing": 1],
      ],
      "defaults": ["idempotency_key": "k", "resources": ["parallelism": 0]],
    ]
    let mistakes = Self.mistakes(object, secrets: ["own-secret-1"]).map { text in
      text.firstRange(of: " (known").map { String(text[..<$0.lowerBound]) } ?? text
    }
    #expect(
      Set(mistakes) == [
        "defaults.resources.parallelism is 0, but must be at least 1",
        "pipelines[0].sql: sql contains one of flink-deploy's own passwords or keys in line 1",
        "pipelines[1] has the deployment name of pipelines[0]: 'a-to-public-a'",
        "pipelines[2].hologres_table is required",
        "defaults.idempotency_key is already the key of pipelines[0]",
        "pipelines[3].start must be of type boolean, not string", "pipelines[3].nothing is unknown",
      ])
    #expect(mistakes.count == 7)
  }

  @Test("with one mistake have its code and its remedy")
  func single() throws {
    let pipeline: JSON = ["topic": "a", "hologres_table": "a", "flink_conf": ["a.password": "hunter2"]]
    let draft = BatchDraft(["pipelines": [pipeline]], secrets: [])
    let failure = try #require(throws: Failure.self) { try draft.arguments() }
    #expect(failure.code == "literal_secret")
    #expect(failure.remedy.text(Voice(.english, .tools)).contains("${secret_values.NAME}"))
  }

  @Test("have a digest of the request, not of its wait")
  func digest() throws {
    func digest(_ changes: JSONObject) throws -> String {
      var object: JSONObject = ["pipelines": [["topic": "a", "hologres_table": "a"]]]
      for member in changes.members { object[member.key] = member.value }
      return try BatchDraft(object, secrets: []).arguments().digest
    }
    let plain = try digest([:])
    #expect(try digest(["wait_seconds": 3, "max_parallel": 2, "dry_run": true, "plan_digest": "x"]) == plain)
    #expect(try digest(["defaults": ["start": false]]) != plain)
    #expect(try digest(["if_exists": "UPDATE"]) != plain)
    #expect(try digest(["on_failure": "STOP"]) != plain)
  }
}
