import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A batch", .endsIfStuck)
struct BatchApplyTests {
  @Test("deploys all pipelines, and the same call afterwards changes nothing")
  func repeats() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let pipelines = (0..<5).map(BatchCalls.good)
        let first = await BatchCalls.run(application, pipelines)
        #expect(first["outcome"] == "succeeded", "\(first.shown)")
        #expect(first["counts"] == ["succeeded": 5, "unchanged": 0, "failed": 0, "in_progress": 0])
        #expect(first.results("status") == Array(repeating: "RUNNING", count: 5))
        #expect(first.results("action") == Array(repeating: "create", count: 5))
        #expect(fixture.cloud == (5, 5, 5))
        let second = await BatchCalls.run(application, pipelines)
        #expect(second["counts"] == ["succeeded": 0, "unchanged": 5, "failed": 0, "in_progress": 0], "\(second.shown)")
        #expect(second.results("job_id") == first.results("job_id"))
        #expect(fixture.cloud == (5, 5, 5))
      }
    }
  }

  @Test("of 200 pipelines is planned without an effect, and repeated with at most 2 calls for each")
  func twoHundred() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let pipelines = (0..<200).map(BatchCalls.good)
        let plan = await BatchCalls.run(application, pipelines, ["dry_run": true])
        #expect(plan["counts"]?["succeeded"] == 200, "\(plan.shown)")
        #expect(plan["plan"]?["create"] == 200)
        #expect(fixture.cloud == (0, 0, 0))
        let digest = try #require(plan["plan_digest"])
        let applied = await BatchCalls.run(application, pipelines, ["max_parallel": 100, "plan_digest": digest])
        #expect(applied["counts"]?["succeeded"] == 200, "\(applied.shown)")
        #expect(fixture.cloud == (200, 200, 200))
        let before = fixture.emulator.requestCounts.values.reduce(0, +)
        let again = await BatchCalls.run(application, pipelines, ["plan_digest": digest])
        #expect(again["counts"]?["unchanged"] == 200, "\(again.shown)")
        #expect(fixture.emulator.requestCounts.values.reduce(0, +) - before <= 400)
      }
    }
  }

  @Test("keeps deployments with other arguments, or updates them")
  func updates() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        _ = await BatchCalls.run(application, [BatchCalls.good(0), BatchCalls.good(1)])
        var changed = BatchCalls.good(1)
        changed["columns"] = BatchCalls.moreColumns
        changed["wait_until"] = "RUNNING"
        let pipelines = [BatchCalls.good(0), changed]
        let kept = await BatchCalls.run(application, pipelines)
        #expect(kept["counts"]?["unchanged"] == 2, "\(kept.shown)")
        #expect(kept["results"]?.array?[1]["warnings"]?.array?.first?["code"] == "kept")
        let plan = await BatchCalls.run(application, pipelines, ["if_exists": "UPDATE", "dry_run": true])
        #expect(plan.results("action") == ["unchanged", "update"], "\(plan.shown)")
        let updated = await BatchCalls.run(application, pipelines, ["if_exists": "UPDATE"])
        #expect(updated.results("action") == ["unchanged", "update"], "\(updated.shown)")
        #expect(updated["results"]?.array?[1]["version"] == 2)
        let before = fixture.emulator.requestCounts.values.reduce(0, +)
        let again = await BatchCalls.run(application, pipelines, ["if_exists": "UPDATE"])
        #expect(again["counts"]?["unchanged"] == 2, "\(again.shown)")
        // The lists of the namespace and of the engines, which a busy machine reads again, and two calls for each.
        #expect(fixture.emulator.requestCounts.values.reduce(0, +) - before <= 8)
      }
    }
  }

  @Test("is refused as a whole for one malformed pipeline, with all mistakes at once")
  func malformed() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let result = await BatchCalls.run(
          application,
          [BatchCalls.good(0), ["topic": "a", "hologres_table": "orders", "colour": 1], ["hologres_table": "orders"]])
        #expect(result["outcome"] == "failed")
        #expect(result.errorCode == "invalid_arguments")
        let message = result["error"]?["message"]?.string ?? ""
        #expect(message.contains("pipelines[1]") && message.contains("pipelines[2]"), "\(message)")
        #expect(fixture.cloud == (0, 0, 0))
      }
    }
  }

  @Test("is refused if its plan is another one by now")
  func planChanged() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let pipelines = [BatchCalls.good(0), BatchCalls.good(1)]
        let plan = await BatchCalls.run(application, pipelines, ["dry_run": true])
        let digest = try #require(plan["plan_digest"])
        let other = await BatchCalls.run(application, [pipelines[0]], ["plan_digest": digest])
        #expect(other.errorCode == "plan_changed", "\(other.shown)")
        #expect(fixture.cloud == (0, 0, 0))
      }
    }
  }

  @Test("is joined by the same call, and shows its progress for each pipeline and in sum")
  func joins() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let pipelines = (0..<4).map(BatchCalls.good)
        let lines = Mutex<[String]>([])
        async let one = BatchCalls.run(application, pipelines) { done, total, text in
          lines.withLock { $0.append("\(done <= total) \(text)") }
        }
        async let two = BatchCalls.run(application, pipelines)
        let results = await [one, two]
        #expect(results.allSatisfy { $0["outcome"] == "succeeded" }, "\(results.map(\.shown))")
        #expect(results[0].results("job_id") == results[1].results("job_id"))
        #expect(fixture.cloud == (4, 4, 4))
        let shown = lines.withLock { $0 }
        #expect(shown.allSatisfy { $0.hasPrefix("true ") && $0.contains(" of 4 done") }, "\(shown)")
        // The last line has no pipeline that runs.
        #expect(shown.contains { $0.contains(" of 4 done. topic") }, "\(shown)")
      }
    }
  }

  @Test("begins a pipeline after the one that writes the table that it reads")
  func order() throws {
    func table(_ name: String, _ target: String) -> String {
      """
      CREATE TEMPORARY TABLE \(name) (order_id BIGINT, status STRING, PRIMARY KEY (order_id) NOT ENFORCED) WITH (
        'connector' = 'hologres', 'endpoint' = 'h:80', 'dbname' = 'd', 'tablename' = '\(target)',
        'username' = '${secret_values.u}', 'password' = '${secret_values.p}');
      """
    }
    let reader: JSONObject = [
      "topic": "none", "hologres_table": "copies", "name": "reader",
      "sql": .string("\(table("a", "lines"))\n\(table("b", "copies"))\nINSERT INTO b SELECT * FROM a;"),
    ]
    let arguments = try BatchDraft(BatchCalls.arguments([reader, BatchCalls.good(1)]), secrets: []).arguments()
    #expect(try arguments.predecessors() == [[1], []])
    var back = reader
    back["name"] = "back"
    back["sql"] = .string("\(table("a", "copies"))\n\(table("b", "lines"))\nINSERT INTO b SELECT * FROM a;")
    let cycle = try BatchDraft(BatchCalls.arguments([reader, back]), secrets: []).arguments()
    let failure = #expect(throws: Failure.self) { try cycle.predecessors() }
    #expect(failure?.code == "pipeline_cycle")
  }
}
