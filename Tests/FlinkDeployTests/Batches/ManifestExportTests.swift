import AliyunFlink
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A manifest of deployments that exist", .endsIfStuck)
struct ManifestExportTests {
  private static let voice = Voice(.english, .commands)

  /// The pipelines that a manifest has when it is read.
  private static func read(_ export: ManifestExport, _ voice: Voice = Self.voice) throws -> [String] {
    let text = export.text(voice)
    let batch = try #require(try? ManifestFile(text).arguments(), "\(ManifestFile(text).mistakes())\n\(text)")
    return batch.pipelines.map { JSON.object($0).canonicalText }.sorted()
  }

  @Test("reads back as what was written, for random arguments", arguments: 0..<300)
  func roundTrip(_ seed: UInt64) throws {
    var generator = Seeded(seed: seed)
    let objects = (0..<Int.random(in: 1...4, using: &generator)).map { generator.pipeline($0) }
    let pipelines = objects.map {
      ManifestExport.Pipeline(
        name: $0["name"]?.string ?? "", arguments: $0,
        notes: [.version(1, deploymentID: "d"), .secretSettings(["two\nlines: {"])])
    }
    let wanted = objects.map { JSON.object($0).canonicalText }.sorted()
    for language in Language.allCases {
      #expect(try Self.read(ManifestExport(pipelines), Voice(language, .commands)) == wanted)
    }
    let json = ManifestExport(pipelines).json.prettyText
    let batch = try #require(try? ManifestFile(json).arguments(), "\(ManifestFile(json).mistakes())\n\(json)")
    #expect(batch.pipelines.map { JSON.object($0).canonicalText }.sorted() == wanted)
  }

  @Test("is written for readers: SQL as it is, names without quotes where they need none")
  func form() {
    let pipeline = ManifestExport.Pipeline(
      name: "orders",
      arguments: [
        "topic": "orders", "hologres_table": "public.orders", "name": "no",
        "columns": [["name": "order_id", "type": "BIGINT"], ["name": "amount", "type": "DECIMAL(18, 2)"]],
        "flink_conf": ["a.b": "36 h", "c": "5", "d": 5], "sql": "SELECT 1;\n\nSELECT 2;\n",
      ], notes: [.version(2, deploymentID: "d-1")])
    #expect(
      ManifestExport([pipeline]).text(Self.voice) == """
        # Pipelines for flink-deploy apply
        version: 1
        pipelines:
          # Version 2 of deployment d-1
          - topic: orders
            hologres_table: public.orders
            name: "no"
            columns:
              - {name: order_id, type: BIGINT}
              - {name: amount, type: "DECIMAL(18, 2)"}
            flink_conf:
              a.b: "36 h"
              c: "5"
              d: 5
            sql: |
              SELECT 1;

              SELECT 2;

        """)
  }

  @Test("of no deployment says so")
  func empty() {
    let text = ManifestExport([]).text(Self.voice)
    #expect(text.contains("# flink-deploy has not created a deployment in this namespace\n"))
    #expect(ManifestFile(text).mistakes().map { $0.contains("pipelines has 0 elements") } == [true])
  }

  private static let settings: JSONObject = [
    "name": "my orders", "resources": ["parallelism": 2], "checkpoint_interval_seconds": 60,
    "flink_conf": ["table.exec.state.ttl": "36 h"],
  ]

  @Test("has the arguments of the version in force")
  func deployed() async throws {
    try await DeployedOrders.with(Self.settings) { orders in
      _ = await orders.update(["columns": DeployedOrders.moreColumns, "resources": ["parallelism": 4]])
      let export = try await ExportReader(orders.application).all()
      #expect(export.pipelines.map(\.name) == ["my orders"])
      #expect(export.text(Self.voice).contains("# Version 2 of deployment \(orders.id)\n"))
      let wanted: JSONObject = [
        "topic": "orders", "hologres_table": "orders", "name": "my orders", "columns": DeployedOrders.moreColumns,
        "resources": ["parallelism": 4], "checkpoint_interval_seconds": 60,
        "flink_conf": ["table.exec.state.ttl": "36 h"],
      ]
      #expect(try Self.read(export) == [JSON.object(wanted).canonicalText])
      let named = try await ExportReader(orders.application).named(["my orders", orders.id])
      #expect(named.json == export.json)
    }
  }

  @Test("has what can be known of a deployment of others, without its secrets")
  func foreign() async throws {
    try await DeployedOrders.with(Self.settings) { orders in
      try await orders.edit(configuration: ["s3.secret-key": "wJalrXUtnFEMI"])
      // As if another workspace had it.
      for table in ["aliyun_flink_job_versions", "aliyun_flink_jobs"] {
        try await orders.fixture.store.query(
          "update \(table) set workspace_id = 'other' where deployment_id = '\(orders.id)'")
      }
      #expect(try await ExportReader(orders.application).all().pipelines.isEmpty)
      let export = try await ExportReader(orders.application).named([orders.id])
      let pipeline = try #require(export.pipelines.first)
      #expect(pipeline.notes.contains(.foreign(deploymentID: orders.id)))
      #expect(pipeline.notes.contains(.secretSettings(["s3.secret-key"])))
      #expect(!export.text(Self.voice).contains("wJalrXUtnFEMI"))
      #expect(pipeline.arguments["topic"] == "orders" && pipeline.arguments["hologres_table"] == "public.orders")
      #expect(pipeline.arguments["sql"]?.string == orders.sql)
      #expect(pipeline.arguments["resources"]?["parallelism"] == 2)
      #expect(pipeline.arguments["flink_conf"]?["table.exec.state.ttl"] == "36 h")
      #expect(try Self.read(export).count == 1)
      await #expect(throws: Failure.self) { try await ExportReader(orders.application).named(["nothing"]) }
    }
  }

  @Test("leaves out what Alibaba Cloud does not have any longer")
  func deleted() async throws {
    try await DeployedOrders.with(Self.settings) { orders in
      _ = await orders.stop()
      try await orders.application.apiClient().call(.deleteDeployment(orders.id))
      #expect(try await ExportReader(orders.application).all().pipelines.isEmpty)
    }
  }
}
