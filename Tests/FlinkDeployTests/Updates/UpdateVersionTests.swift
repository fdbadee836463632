import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Versions of a deployment", .endsIfStuck)
struct UpdateVersionTests {
  @Test("an update returns to a version byte for byte, as a new version")
  func returning() async throws {
    try await DeployedOrders.with { orders in
      let first = orders.sql
      _ = await orders.update(["columns": DeployedOrders.moreColumns, "resources": ["parallelism": 2]])
      let result = await orders.update(["version": 1])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["version"] == 3)
      #expect(result["previous_version"] == 2)
      #expect(orders.sql == first)
      #expect(orders.parallelism == 1)
      // With the state of now, not with that of then.
      #expect(DeployedOrders.savepoint(of: orders.jobs.last) == result["savepoint_id"]?.string)
      let versions = try await orders.recorded()
      #expect(versions.map(\.record.restoredFrom) == [1, nil, nil])
      #expect(versions.allSatisfy { $0.client == "test" && $0.createdAt > 0 })
      #expect(versions[1].record.arguments["columns"] == DeployedOrders.moreColumns)
      #expect(versions.first?.spec.sql == versions.last?.spec.sql)
      #expect(versions[1].savepointID == result["savepoint_id"]?.string)
    }
  }

  @Test("an update to the version in force changes nothing, also a second time", arguments: [1, 2])
  func returningAgain(_ version: Int) async throws {
    try await DeployedOrders.with { orders in
      _ = await orders.update(["columns": DeployedOrders.moreColumns])
      _ = await orders.update(["version": .int(version)])
      let jobs = orders.jobs.count
      let again = await orders.update(["version": .int(version)])
      #expect(again["outcome"] == "succeeded", "\(JSON.object(again).text)")
      #expect(again.warningCodes.contains("unchanged"))
      #expect(orders.jobs.count == jobs)
      let newest = try await orders.versions().first
      #expect(newest == (version == 1 ? "3 CURRENT" : "2 CURRENT"))
    }
  }

  @Test("an update returns to a version with the savepoint with which it was left")
  func returningWithState() async throws {
    try await DeployedOrders.with { orders in
      let left = await orders.update(["columns": DeployedOrders.moreColumns])["savepoint_id"]?.string
      let result = await orders.update(["version": 1, "state": "VERSION"])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(left != nil)
      #expect(result.warning("older_state")?["message"]?.string?.contains("again") == true)
      #expect(DeployedOrders.savepoint(of: orders.jobs.last) == left)
      #expect(result["savepoint_id"]?.string != left)
    }
  }

  private static let refused: [(JSONObject, String)] = [
    (["version": 9], "unknown_version"),
    (["version": 1, "columns": DeployedOrders.columns], "invalid_arguments"),
    (["version": 1, "resources": ["parallelism": 2]], "invalid_arguments"),
    (["version": 1, "state": "VERSION"], "no_savepoint"),
  ]

  @Test("an update to a version refuses what it cannot do", arguments: refused)
  func refusals(_ arguments: JSONObject, _ code: String) async throws {
    try await DeployedOrders.with(["start": false]) { orders in
      _ = await orders.update(["columns": DeployedOrders.moreColumns])
      let effects = orders.effects
      let result = await orders.update(arguments)
      #expect(result.errorCode == code, "\(JSON.object(result).text)")
      #expect(!result.remedy.isEmpty)
      #expect(orders.effects == effects)
      let versions = try await orders.versions()
      #expect(versions == ["2 CURRENT", "1 PREVIOUS"])
    }
  }

  @Test("a failed start returns to the version before and its savepoint, and its number is not used again")
  func failed() async throws {
    try await DeployedOrders.with { orders in
      let first = orders.deployment
      orders.fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      let result = await orders.update(["columns": DeployedOrders.moreColumns, "resources": ["parallelism": 2]])
      #expect(result["outcome"] == "failed", "\(JSON.object(result).text)")
      #expect(result.errorCode == "job_failed")
      #expect(result["error"]?["rolled_back"] == true)
      #expect(result["status"] == "RUNNING")
      #expect(result["version"] == 1)
      #expect((result["outage_seconds"]?.double ?? -1) > 0)
      let savepoint = try #require(result["savepoint_id"]?.string)
      #expect(orders.jobStates == ["CANCELLED", "FAILED", "RUNNING"])
      #expect(result["job_id"] == orders.jobs.last?["jobId"])
      #expect(orders.jobs.dropFirst().map { DeployedOrders.savepoint(of: $0) } == [savepoint, savepoint])
      #expect(orders.sql == DeployedOrders.sql(of: first))
      #expect(orders.draftSQL == orders.sql)
      #expect(orders.deployment["streamingResourceSetting"] == first["streamingResourceSetting"])
      let versions = try await orders.versions()
      #expect(versions == ["2 FAILED", "1 CURRENT"])
      let next = await orders.update(["columns": DeployedOrders.moreColumns])
      #expect(next["version"] == 3, "\(JSON.object(next).text)")
      #expect(next["previous_version"] == 1)
      #expect(await orders.update(["version": 2]).errorCode == "unknown_version")
    }
  }

  private static let early: [(Fault.Kind, String, String)] = [
    (.ticketFails, "DeployDeploymentDraftAsync", "deploy_failed"),
    (.refuse, "DeployDeploymentDraftAsync", "990399"), (.refuse, "UpdateDeployment", "990399"),
    (.savepointFails, "StopJob", "savepoint_failed"),
  ]

  @Test("a failure before the job has ended leaves that job running on the version before", arguments: early)
  func failedEarly(_ kind: Fault.Kind, _ operation: String, _ code: String) async throws {
    try await DeployedOrders.with { orders in
      let first = orders.deployment
      orders.fixture.emulator.inject(Fault(kind, operation: operation))
      let result = await orders.update(["columns": DeployedOrders.moreColumns, "resources": ["parallelism": 2]])
      #expect(result.errorCode == code, "\(JSON.object(result).text)")
      #expect(result["error"]?["rolled_back"] == true)
      #expect(result["status"] == "RUNNING")
      #expect(result["outage_seconds"] == .null)
      #expect(orders.jobStates == ["RUNNING"])
      #expect(orders.sql == DeployedOrders.sql(of: first))
      #expect(orders.draftSQL == orders.sql)
      #expect(orders.deployment["streamingResourceSetting"] == first["streamingResourceSetting"])
      let versions = try await orders.versions()
      #expect(versions == ["2 FAILED", "1 CURRENT"])
    }
  }

  @Test("SQL that Alibaba Cloud rejects changes nothing and makes no version")
  func invalid() async throws {
    try await DeployedOrders.with { orders in
      let effects = orders.effects
      let result = await orders.update([
        "sql": "CREATE TEMPORARY TABLE t (a INT) WITH ('connector' = 'print');", "state": "DISCARD",
      ])
      #expect(result["outcome"] == "failed", "\(JSON.object(result).text)")
      #expect(result.errorCode == "invalid_sql")
      #expect(result["error"]?["rolled_back"] == .null)
      #expect(orders.effects == effects)
      let versions = try await orders.versions()
      #expect(versions == ["1 CURRENT"])
    }
  }

  @Test("a status shows the version in force and the newest ones")
  func status() async throws {
    try await DeployedOrders.with { orders in
      let updated = await orders.update(["columns": DeployedOrders.moreColumns])
      _ = await orders.update(["version": 1])
      let status = await orders.status()
      #expect(status["version"] == 3, "\(JSON.object(status).text)")
      let versions = status["versions"]?.array ?? []
      #expect(versions.map { $0["version"] } == [3, 2, 1])
      #expect(versions.map { $0["status"] } == ["CURRENT", "PREVIOUS", "PREVIOUS"])
      #expect(versions.map { $0["restored_from"] } == [1, .null, .null])
      #expect(versions.last?["savepoint_id"] == updated["savepoint_id"])
      #expect(versions.allSatisfy { $0["summary"]?.string?.isEmpty == false })
      #expect(versions.allSatisfy { $0["created_at"]?.string?.hasSuffix("Z") == true })
    }
  }

  @Test("a status shows at most the newest ten")
  func manyVersions() async throws {
    try await DeployedOrders.with(["start": false]) { orders in
      for parallelism in 2...12 { _ = await orders.update(["resources": ["parallelism": .int(parallelism)]]) }
      let status = await orders.status()
      #expect(status["versions"]?.array?.compactMap { $0["version"]?.int } == Array((3...12).reversed()))
      #expect(status["version"] == 12)
    }
  }

  @Test("a deployment of an earlier release gets version 1 when it is updated")
  func earlierRelease() async throws {
    try await DeployedOrders.with { orders in
      let first = orders.sql
      try await orders.fixture.store.query(
        "delete from aliyun_flink_job_versions where deployment_id = $1", [PostgresValue(orders.id)])
      #expect(await orders.status()["versions"] == [])
      let result = await orders.update(["columns": DeployedOrders.moreColumns])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      #expect(result["version"] == 2)
      #expect(result["previous_version"] == 1)
      let versions = try await orders.recorded()
      #expect(versions.map(\.number) == [2, 1])
      #expect(versions.last?.spec.sql == first)
      #expect(versions.last?.savepointID == result["savepoint_id"]?.string)
      let back = await orders.update(["version": 1])
      #expect(back["outcome"] == "succeeded", "\(JSON.object(back).text)")
      #expect(orders.sql == first)
    }
  }
}
