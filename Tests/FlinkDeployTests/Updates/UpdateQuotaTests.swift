import AliyunFlink
import AliyunFlinkEmulator
import Deployments
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Only what an update adds to the running job counts, and the job's own share is free.
@Suite("Before an update, the quota of the deployment target", .endsIfStuck)
struct UpdateQuotaTests {
  private static let gibibyte = 1_073_741_824.0

  private static func spec(_ parallelism: Int, cpu: Int = 1, mode: String = "BASIC") -> DeploymentSpec {
    DeploymentSpec(
      sql: "S",
      resources: [
        "resourceSettingMode": .string(mode),
        "basicResourceSetting": [
          "parallelism": .int(parallelism), "taskmanagerResourceSettingSpec": ["cpu": .int(cpu)],
        ],
      ])
  }

  private static func target(limit: Double, used: Double) -> DeploymentTarget {
    DeploymentTarget(
      name: "q", quota: .init(limit: .init(cpu: limit, memory: nil), used: .init(cpu: used, memory: nil)))
  }

  /// The parallelism before and after, the cores of the queue, those in use, and those that are free for the job.
  private static let needs: [(from: Int, to: Int, limit: Double, used: Double, free: Double?)] = [
    // The job holds 5 of them.
    (4, 6, 7, 5, nil), (4, 7, 7, 5, 7), (4, 6, 10, 9, 6), (4, 6, 10, 8, nil),
    // A list that is older than the job.
    (4, 6, 7, 0, nil), (4, 9, 7, 0, 7),
    // A queue that has more than it may have, and a job that needs less.
    (4, 2, 3, 5, nil), (4, 4, 3, 5, nil), (4, 5, 3, 9, 0),
  ]

  @Test("has the share of the job itself, and counts what the update adds", arguments: needs)
  func needed(_ need: (from: Int, to: Int, limit: Double, used: Double, free: Double?)) {
    let quota = UpdateQuota(from: Self.spec(need.from), to: Self.spec(need.to))
    let shortage = quota?.shortage(in: Self.target(limit: need.limit, used: need.used))
    #expect(shortage?.lacks.first?.free == need.free)
    #expect(shortage?.lacks.first?.needed == need.free.map { _ in Double(need.to + 1) })
  }

  @Test("is not compared with the resources of a plan, which are not known")
  func expert() {
    #expect(UpdateQuota(from: Self.spec(1, mode: "EXPERT"), to: Self.spec(9, mode: "EXPERT")) == nil)
    #expect(UpdateQuota(from: Self.spec(1), to: Self.spec(9, cpu: 2)) != nil)
  }

  // MARK: Against the emulator

  /// A job of 8,001 cores, of the 10,000 that a queue of the emulator has.
  private static let large: JSONObject = ["resources": ["parallelism": 1000, "task_manager_cpu": 8]]
  private static let changes: [(resources: JSON, fits: Bool)] = [
    (["task_manager_cpu": 9], true), (["task_manager_cpu": 11], false), (["parallelism": 1200], true),
    (["parallelism": 1300], false), (["parallelism": 10], true),
  ]

  @Test("refuses what never fits before the job is touched, and only that", arguments: changes)
  func refused(_ change: (resources: JSON, fits: Bool)) async throws {
    try await DeployedOrders.with(Self.large) { orders in
      let effects = orders.effects
      let result = await orders.update(["resources": change.resources])
      if change.fits {
        #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
        #expect(!result.warningCodes.contains("quota_exceeded"))
        return
      }
      #expect(result.errorCode == "quota_exceeded", "\(JSON.object(result).text)")
      #expect(result["error"]?["retryable"] == false)
      #expect(result["error"]?["rolled_back"] == .null)
      #expect(!result.remedy.contains("deployment_target"))
      #expect(orders.effects == effects)
      #expect(orders.jobStates == ["RUNNING"])
      let versions = try await orders.versions()
      #expect(versions == ["1 CURRENT"])
      let plan = await orders.update(["resources": change.resources, "dry_run": true])
      #expect(plan["outcome"] == "succeeded", "\(JSON.object(plan).text)")
      #expect(plan.warningCodes.contains("quota_exceeded"))
    }
  }

  @Test("is not needed by a deployment without a job")
  func stopped() async throws {
    try await DeployedOrders.with(["start": false]) { orders in
      let result = await orders.update(["resources": ["parallelism": 2048, "task_manager_cpu": 16]])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
    }
  }

  @Test("cannot be read: a warning says so, and the update goes on")
  func unlisted() async throws {
    try await DeployedOrders.with { orders in
      // Another process, which remembers nothing.
      try await orders.fixture.withApplication { application in
        orders.fixture.emulator.inject(Fault(.refuse, operation: "ListDeploymentTargets"))
        let other = DeployedOrders(fixture: orders.fixture, application: application, id: orders.id)
        let result = await other.update(["resources": ["parallelism": 2]])
        #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
        #expect(result.warning("quota_exceeded")?["message"]?.string?.contains("ListDeploymentTargets") == true)
      }
    }
  }
}
