import AliyunFlink
import AliyunFlinkEmulator
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Before a deploy, the quota of the deployment target", .endsIfStuck)
struct QuotaTests {
  private static let gibibyte = 1_073_741_824.0

  private static func amount(_ cpu: Double?, _ memory: Double?) -> ResourceAmount {
    ResourceAmount(cpu: cpu, memory: memory.map { $0 * gibibyte })
  }

  /// Resource settings with the cores and the GiB of their job.
  private static let needs: [(setting: JSONObject, conf: JSONObject, cpu: Double?, memory: Double?)] = [
    ([:], [:], 2, 8),
    (["parallelism": 4], [:], 5, 20),
    (["parallelism": 3], ["taskmanager.numberOfTaskSlots": "2"], 3, 12),
    (["parallelism": 3], ["taskmanager.numberOfTaskSlots": 3], 2, 8),
    (["parallelism": 3], ["taskmanager.numberOfTaskSlots": "many"], 2, 8),
    (["jobmanagerResourceSettingSpec": ["cpu": 0.5, "memory": "2048m"]], [:], 1.5, 6),
    (["jobmanagerResourceSettingSpec": ["cpu": 0.5]], [:], 1.5, 8),
    (["taskmanagerResourceSettingSpec": ["cpu": 16, "memory": "64 GiB"], "parallelism": 2], [:], 33, 132),
    // The worked example of the platform: 80 subtasks of which 20 share 22 cores and 30 GiB.
    (
      ["taskmanagerResourceSettingSpec": ["cpu": 22, "memory": "30 GiB"], "parallelism": 80],
      ["taskmanager.numberOfTaskSlots": "20"], 89, 124
    ),
    (["taskmanagerResourceSettingSpec": ["memory": "a lot"], "parallelism": 2], [:], 3, nil),
    (["taskmanagerResourceSettingSpec": ["cpu": "one"]], [:], nil, 8),
  ]

  @Test("is compared with the JobManager and all TaskManagers", arguments: needs)
  func needed(_ setting: JSONObject, _ conf: JSONObject, _ cpu: Double?, _ memory: Double?) {
    #expect(QuotaCheck(setting, flinkConf: conf).needed == Self.amount(cpu, memory))
  }

  private static let quotas: [(limit: ResourceAmount, used: ResourceAmount, lacks: [String], isTemporary: Bool)] = [
    (amount(5, 20), amount(0, 0), [], false), (amount(5, 20), amount(nil, nil), [], false),
    (amount(nil, nil), amount(100, 100), [], false), (amount(0, 0), amount(0, 0), [], false),
    (amount(100, 400), amount(95, 380), [], false), (amount(4.5, 20), amount(0, 0), ["cpu"], false),
    (amount(5, 19), amount(0, 0), ["memory"], false), (amount(4, 10), amount(nil, nil), ["cpu", "memory"], false),
    (amount(nil, 10), amount(5, 5), ["memory"], false), (amount(100, 400), amount(96, 0), ["cpu"], true),
    (amount(100, 400), amount(200, 390), ["cpu", "memory"], true),
    (amount(100, 10), amount(96, 0), ["cpu", "memory"], false),
  ]

  @Test("refuses only by figures that are given", arguments: quotas)
  func shortage(_ limit: ResourceAmount, _ used: ResourceAmount, _ lacks: [String], _ isTemporary: Bool) {
    let target = DeploymentTarget(name: "q", quota: .init(limit: limit, used: used))
    let shortage = QuotaCheck(["parallelism": 4], flinkConf: [:]).shortage(in: target)
    #expect(shortage?.lacks.map(\.resource.rawValue) ?? [] == lacks)
    #expect(shortage?.isTemporary ?? false == isTemporary)
  }

  @Test("names what is needed and what is left")
  func text() throws {
    let quota = DeploymentTarget.Quota(limit: Self.amount(8, 32), used: Self.amount(6.5, 26))
    let check = QuotaCheck(["parallelism": 4], flinkConf: [:])
    let shortage = try #require(check.shortage(in: .init(name: "q", quota: quota)))
    #expect(
      PlanProblem.quotaExceeded(shortage).english(.tools)
        == "The job needs 5 CPU cores and 20 GiB of memory. Deployment target (queue) 'q' has 1.5 of 8 CPU cores and "
        + "6 of 32 GiB of memory left")
    #expect(PlanNote.quotaExceeded(shortage).chinese(.tools).contains("剩余 1.5/8 核 CPU 和 6/32 GiB 内存"))
  }

  // MARK: Against the emulator

  /// More than any queue of the emulator has.
  private static let tooLarge: JSON = ["parallelism": 2048, "task_manager_cpu": 16]
  /// More than half of it.
  private static let large: JSON = ["parallelism": 2048, "task_manager_cpu": 4]

  private static func run(_ application: Application, _ changes: JSONObject = [:]) async -> JSONObject {
    var arguments: JSONObject = [
      "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
      "columns": [["name": "order_id", "type": "BIGINT"]],
    ]
    for member in changes.members { arguments[member.key] = member.value }
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
    return await GenerateAndDeploy(application: application, caller: caller).run(arguments).document
  }

  @Test("refuses a job that never fits, and creates nothing")
  func tooLarge() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let result = await Self.run(application, ["resources": Self.tooLarge])
        #expect(result.errorCode == "quota_exceeded", "\(JSON.object(result).text)")
        #expect(result["error"]?["message"]?.string?.contains("'default-queue'") == true)
        #expect(result["error"]?["retryable"] == false && result["error"]?["rolled_back"]?.isNull == true)
        #expect(result.remedy.contains("deployment_target"))
      }
      #expect(fixture.cloud == (0, 0, 0))
      #expect(try await fixture.store.query("select count(*) as n from flink_operations").first?.int("n") == 0)
    }
  }

  @Test("only warns in a dry run, and says nothing where no job is started")
  func warning() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let dryRun = await Self.run(application, ["resources": Self.tooLarge, "dry_run": true])
        #expect(dryRun["success"] == true && dryRun.warningCodes.contains("quota_exceeded"))
        for isDryRun in [true, false] {
          let result = await Self.run(
            application, ["resources": Self.tooLarge, "start": false, "dry_run": .bool(isDryRun)])
          #expect(result["success"] == true, "\(JSON.object(result).text)")
          #expect(!result.warningCodes.contains("quota_exceeded"))
        }
      }
    }
  }

  @Test("counts what other jobs use, and not what the job of the same call uses")
  func used() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        #expect(await Self.run(application, ["resources": Self.large])["status"] == "RUNNING")
      }
      // Another process, which remembers nothing.
      try await fixture.withApplication { application in
        let second = await Self.run(application, ["name": "second", "resources": Self.large])
        #expect(second.errorCode == "quota_exceeded", "\(JSON.object(second).text)")
        #expect(second["error"]?["retryable"] == true)
        #expect(await Self.run(application, ["resources": Self.large])["status"] == "RUNNING")
        let elsewhere = await Self.run(
          application, ["name": "second", "resources": Self.large, "deployment_target": "batch-queue"])
        #expect(elsewhere["status"] == "RUNNING", "\(JSON.object(elsewhere).text)")
      }
      #expect(fixture.cloud == (2, 2, 2))
    }
  }

  @Test("cannot be read: a warning says so, and the call goes on", arguments: [Fault.Kind.status(403), .refuse])
  func unlisted(_ fault: Fault.Kind) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        // The list of the deploy itself succeeds.
        fixture.emulator.inject(Fault(fault, operation: "ListDeploymentTargets"))
        let result = await Self.run(application, ["resources": Self.tooLarge])
        #expect(result["status"] == "RUNNING", "\(JSON.object(result).text)")
        #expect(result.warning("quota_exceeded")?["message"]?.string?.contains("ListDeploymentTargets") == true)
        fixture.emulator.inject(Fault(fault, operation: "ListDeploymentTargets", count: nil))
        let dryRun = await Self.run(application, ["name": "second", "resources": Self.tooLarge, "dry_run": true])
        #expect(dryRun["success"] == true, "\(JSON.object(dryRun).text)")
        #expect(dryRun.warningCodes.contains("quota_exceeded") && !dryRun.warningCodes.contains("not_validated"))
      }
    }
  }

  @Test("costs a deploy no call of its own")
  func calls() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        #expect(await Self.run(application)["status"] == "RUNNING")
        #expect(fixture.emulator.requestCounts["ListDeploymentTargets"] == 1)
      }
    }
  }

  @Test("leaves a target that does not exist to the deploy", arguments: [true, false])
  func unknownTarget(_ isDryRun: Bool) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let result = await Self.run(
          application, ["deployment_target": "nowhere", "resources": Self.tooLarge, "dry_run": .bool(isDryRun)])
        #expect(result.errorCode == "unknown_deployment_target", "\(JSON.object(result).text)")
      }
    }
  }
}
