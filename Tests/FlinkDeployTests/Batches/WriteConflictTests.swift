import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Pipelines of a batch that write the same rows", .endsIfStuck)
struct WriteConflictTests {
  private static let key =
    "with the same primary key (order_id). Each needs columns of its own (columns), or its own sql"

  /// Pipelines, and what is wrong with them where the tables can be read.
  private static let cases: [(pipelines: [String], mistakes: [String])] = [
    (
      ["{topic: a, hologres_table: orders}", "{topic: b, hologres_table: public.orders}"],
      ["4:32: pipelines[1].hologres_table: pipelines[0] writes table public.orders \(key)"]
    ),
    (
      [
        "{topic: a, hologres_table: orders}", "{topic: b, hologres_table: lines, more_tables: [orders]}",
        "{topic: c, hologres_table: orders}",
      ],
      [
        "4:32: pipelines[1].hologres_table: pipelines[0] writes table public.orders \(key)",
        "5:32: pipelines[2].hologres_table: pipelines[0] writes table public.orders \(key)",
      ]
    ),
    // Rows are appended to a table without a key.
    (["{topic: a, hologres_table: lines}", "{topic: b, hologres_table: lines}"], []),
    (["{topic: a, hologres_table: missing}", "{topic: b, hologres_table: missing}"], []),
    (
      [
        "{topic: a, hologres_table: orders, columns: [{name: order_id, type: BIGINT}, {name: amount, type: INT}]}",
        "{topic: b, hologres_table: orders, columns: [{name: orderId, type: BIGINT}, {name: status, type: STRING}]}",
      ], []
    ),
    (
      [
        "{topic: a, hologres_table: orders, columns: [{name: order_id, type: BIGINT}, {name: Status, type: STRING}]}",
        "{topic: b, hologres_table: orders, columns: [{name: order_id, type: BIGINT}, {name: status, type: STRING}]}",
      ], ["4:32: pipelines[1].hologres_table: pipelines[0] writes table public.orders \(key)"]
    ),
    (["{topic: a, hologres_table: orders}", "{topic: b, hologres_table: orders, sql: SELECT 1}"], []),
    (
      ["{topic: a, hologres_table: lines}", "{topic: a, hologres_table: public.lines, name: again}"],
      ["4:32: pipelines[1].hologres_table writes topic a to table public.lines, and so does pipelines[0]"]
    ),
    // Together with all other mistakes.
    (
      [
        "{topic: a, hologres_table: orders}", "{topic: b, hologres_table: orders, colour: red}", "{topic: c}",
        "{topic: a, hologres_table: orders, name: again}",
      ],
      [
        "4:32: pipelines[1].hologres_table: pipelines[0] writes table public.orders \(key)",
        "4:40: pipelines[1].colour is unknown",
        "5:5: pipelines[2].hologres_table is required",
        "6:32: pipelines[3].hologres_table writes topic a to table public.orders, and so does pipelines[0]",
      ]
    ),
  ]

  @Test("are mistakes of the manifest, with line and column", arguments: cases)
  func manifest(_ pipelines: [String], _ mistakes: [String]) async throws {
    let text = "version: 1\npipelines:\n" + pipelines.map { "  - \($0)\n" }.joined()
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        #expect(await ManifestFile(text).mistakes(beside: application) == mistakes)
      }
      // Where no table can be read, its key is not known.
      try await fixture.withApplication(["HOLOGRES_ENDPOINT": nil, "DATABASE_URL": nil]) { application in
        let known = mistakes.filter { !$0.hasSuffix(Self.key) }
        #expect(await ManifestFile(text).mistakes(beside: application) == known)
      }
    }
  }

  @Test("are not known without the store, but all other mistakes are")
  func withoutStore() async throws {
    let text = "version: 1\npipelines:\n  - {topic: a, hologres_table: orders}\n"
    let second = text + "  - {topic: b, hologres_table: orders}\n"
    let wrong = text + "  - {topic: b, hologres_table: orders, colour: red}\n"
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication(["DATABASE_URL": "postgresql://127.0.0.1:1/none"]) { application in
        let failure = await #expect(throws: Failure.self) {
          try await ManifestFile(second).arguments(beside: application)
        }
        #expect(failure?.code == "database_unavailable")
        #expect(await ManifestFile(wrong).mistakes(beside: application) == ["4:40: pipelines[1].colour is unknown"])
      }
    }
  }

  @Test("are refused by the tool before anything is done", arguments: [true, false])
  func tool(isDryRun: Bool) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let keyed: (String) -> JSONObject = { ["topic": .string($0), "hologres_table": "orders"] }
        let result = await BatchCalls.run(
          application, [keyed("a"), BatchCalls.good(1), keyed("b")], ["dry_run": .bool(isDryRun)])
        #expect(result.errorCode == "duplicate_pipeline", "\(result.shown)")
        #expect(result["error"]?["message"]?.string?.hasPrefix("pipelines[2].hologres_table: pipelines[0] ") == true)
        #expect(fixture.cloud == (0, 0, 0))
      }
    }
  }

  @Test("are those of a pipeline that begins to write what another one writes already", arguments: [0, 1])
  func moved(place: Int) async throws {
    try await DeployedOrders.with { orders in
      let made = await BatchCalls.run(orders.application, [BatchCalls.good(1)])
      #expect(made["success"] == true, "\(made.shown)")
      var moved = BatchCalls.good(1)
      moved["name"] = "topic1-to-public-lines"
      moved["hologres_table"] = "orders"
      var pipelines: [JSONObject] = [["topic": "orders", "hologres_table": "orders"]]
      pipelines.insert(moved, at: place)
      let before = orders.effects
      let result = await BatchCalls.run(orders.application, pipelines, ["if_exists": "UPDATE"])
      #expect(result.errorCode == "duplicate_pipeline", "\(result.shown)")
      #expect(
        result["error"]?["message"]?.string?
          .hasPrefix("pipelines[\(place)].hologres_table: pipelines[\(1 - place)] writes") == true)
      #expect(orders.effects == before)
      // What exists is kept, and so nothing begins.
      let kept = await BatchCalls.run(orders.application, pipelines)
      #expect(kept["counts"]?["unchanged"] == 2, "\(kept.shown)")
    }
  }
}
