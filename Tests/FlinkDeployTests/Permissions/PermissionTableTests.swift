import AliyunFlink
import AliyunFlinkEmulator
import Deployments
import Foundation
import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

/// Plays each tool and command against the emulated API, and compares what is called with the table.
@Suite("The table of permissions", .endsIfStuck)
struct PermissionTableTests {
  private typealias Calls = [CloudUse: Set<String>]

  @Test("has what each use calls, and nothing that no use calls")
  func table() async throws {
    var calls: Calls = [:]
    try await withThrowingTaskGroup(of: Calls.self) { group in
      group.addTask { try await Self.deploys() }
      group.addTask { try await Self.interruptedDeploy() }
      group.addTask { try await Self.updates() }
      group.addTask { try await Self.jobs() }
      group.addTask { try await Self.batches() }
      group.addTask { try await Self.reads() }
      group.addTask { try await Self.rareReads() }
      for try await found in group { calls.merge(found) { $0.union($1) } }
    }
    for use in CloudUse.allCases {
      let called = try #require(calls[use], "\(use) was not played")
      #expect(!called.isEmpty, "\(use) called nothing")
      let unlisted = called.subtracting(use.operations.map(\.rawValue))
      #expect(unlisted.isEmpty, "\(use) calls \(unlisted.sorted())")
    }
    #expect(Self.actions(calls.values) == RAMPolicy.full.actions)
    #expect(Self.actions(calls.filter { $0.key.isReadOnly }.values) == RAMPolicy.readOnly.actions)
  }

  private static func actions(_ calls: some Sequence<Set<String>>) -> [String] {
    calls.reduce(into: Set<String>()) { $0.formUnion($1) }.map { "stream:\($0)" }.sorted()
  }

  private static func deploys() async throws -> Calls {
    try await PermissionScene.with { scene in
      var called = try await succeeded(scene.run(scene.deploy("plain")))
      called.formUnion(
        try await succeeded(scene.run(scene.deploy("sized", ["--parallelism", "2", "--conf", "a.b=c"]))))
      let faults = [
        Fault(.jobFails, operation: "StartJobWithParams"), Fault(.ticketFails, operation: "DeployDeploymentDraftAsync"),
        Fault(.dropAfterEffect, operation: "DeployDeploymentDraftAsync"),
      ]
      for (number, fault) in faults.enumerated() {
        called.formUnion(try await scene.run(scene.deploy("faulty-\(number)"), fault: fault).operations)
      }
      return [.deploy: called]
    }
  }

  /// A deploy that is cancelled while its job starts, and one that is continued after the end of its process.
  private static func interruptedDeploy() async throws -> Calls {
    try await PermissionScene.with(start: 3_600_000) { scene in
      let left = try await scene.run(scene.deploy("left", ["--wait", "0"]))
      let recovered = try await scene.run(["recover", "--json", "--wait", "2"]).operations
      return [.deploy: left.operations.union(try await cancelled(scene)), .recover: recovered]
    }
  }

  private static func cancelled(_ scene: PermissionScene) async throws -> Set<String> {
    let emulator = scene.fixture.emulator
    let (before, jobs) = (emulator.requestCounts, scene.fixture.cloud.activeJobs)
    let program = try Program("flink-deploy", scene.deploy("cancelled"), environment: scene.fixture.environment)
    while scene.fixture.cloud.activeJobs == jobs { try await Task.sleep(for: .milliseconds(5)) }
    program.child.signal(SIGINT)
    program.endInput()
    _ = await program.wait()
    let counts = emulator.requestCounts
    #expect(counts["StopJob"] != before["StopJob"])
    return Set(counts.keys.filter { counts[$0] != before[$0] })
  }

  private static func updates() async throws -> Calls {
    try await PermissionScene.with { scene in
      _ = try await scene.run(scene.deploy("orders"))
      let dry = try await succeeded(scene.run(["update", "orders", "--json", "--dry-run"] + scene.otherColumns))
      var called: Set<String> = []
      for flags in [["--parallelism", "2"], scene.otherColumns, ["--conf", "table.exec.state.ttl=1 h"]] {
        called.formUnion(try await succeeded(scene.run(scene.update("orders", flags))))
      }
      called.formUnion(try await scene.run(["rollback", "orders", "--json", "--wait-until", "RUNNING"]).operations)
      called.formUnion(
        try await scene.run(
          scene.update("orders", ["--conf", "table.exec.state.ttl=2 h"]),
          fault: Fault(.jobFails, operation: "StartJobWithParams")
        ).operations)
      called.formUnion(
        try await scene.run(scene.update("orders", ["--engine-version", "vvr-8.0.11-flink-1.17"])).operations)
      return [.update: called, .dryRun: dry]
    }
  }

  private static func jobs() async throws -> Calls {
    try await PermissionScene.with { scene in
      _ = try await scene.run(scene.deploy("orders"))
      let (stop, start) = (["stop", "orders", "--json"], ["start", "orders", "--json"])
      let failed = try await scene.run(stop, fault: Fault(.savepointFails, operation: "StopJob"))
      let stopped = try await succeeded(scene.run(stop))
      let lost = try await scene.run(start, fault: Fault(.dropAfterEffect, operation: "StartJobWithParams"))
      _ = try await scene.run(stop)
      let faulty = try await scene.run(start, fault: Fault(.jobFails, operation: "StartJobWithParams"))
      let started = try await succeeded(scene.run(start))
      return [
        .stop: failed.operations.union(stopped),
        .start: lost.operations.union(faulty.operations).union(started),
      ]
    }
  }

  private static func batches() async throws -> Calls {
    try await PermissionScene.with { scene in
      let pipeline =
        "- {topic: orders, hologres_table: orders, name: b1, wait_until: RUNNING, columns: [{name: order_id, type: BIGINT}]"
      let manifest = try scene.manifest("\(pipeline)}")
      let changed = try scene.manifest("\(pipeline), resources: {parallelism: 2}}")
      let dry = try await succeeded(scene.run(["apply", manifest, "--json", "--dry-run"]))
      let applied = try await succeeded(scene.run(["apply", manifest, "--json"]))
      let updated = try await scene.run(["apply", changed, "--json", "--if-exists", "update"])
      return [.batch: applied.union(updated.operations), .dryRun: dry]
    }
  }

  private static func reads() async throws -> Calls {
    try await PermissionScene.with { scene in
      _ = try await scene.run(scene.deploy("orders"))
      let job = try await scene.run(["status", "orders", "--json"]).json["job_id"]?.string ?? ""
      var status = try await succeeded(scene.run(["status", job, "--json"]))
      status.formUnion(try await succeeded(scene.run(["status", "orders", "--json"])))
      status.formUnion(try await scene.run(["status", "unknown", "--json"]).operations)
      let dry = try await succeeded(scene.run(scene.deploy("dry", ["--dry-run"])))
      var export = try await succeeded(scene.run(["export"]))
      export.formUnion(try await scene.run(["export", "unknown"]).operations)
      let monitor = try await succeeded(scene.run(["monitor", "--once"]))
      let doctor = try await scene.run(["doctor"], ["FLINK_DEPLOY_READ_ONLY": "true"])
      return [
        .status: status, .dryRun: dry, .export: export, .monitor: monitor, .doctor: doctor.operations,
      ]
    }
  }

  /// Reads that a healthy job of the emulator does not lead to.
  ///
  /// A hot update that takes time, many callers at once, and a recommendation lead to them in DeploymentsTests.
  private static func rareReads() async throws -> Calls {
    try await PermissionScene.with { scene in
      try await scene.fixture.withApplication { application in
        let cloud = AliyunCloud(client: try application.apiClient())
        var calls: Calls = [:]
        func note(_ call: RemoteCall, _ uses: CloudUse...) async {
          let before = scene.fixture.emulator.requestCounts
          _ = await cloud.reply(to: call)
          let counts = scene.fixture.emulator.requestCounts
          for use in uses { calls[use, default: []].formUnion(counts.keys.filter { counts[$0] != before[$0] }) }
        }
        await note(.readHotUpdate("none"), .update, .batch, .recover)
        await note(.readAutopilot(deploymentID: "none"), .status, .monitor, .deploy, .start, .update)
        await note(.readScheduledPlan(deploymentID: "none"), .status, .monitor, .deploy, .start, .update)
        await note(.listDeployments(markers: ["none"]), .deploy, .start, .recover)
        return calls
      }
    }
  }

  private static func succeeded(_ run: PermissionScene.Run) -> Set<String> {
    #expect(run.succeeded, "\(run.error)\(run.output)")
    return run.operations
  }

  // MARK: With the actions of a policy alone

  @Test("is enough for all that reads, and a deploy is refused with the missing action and the policy")
  func readOnly() async throws {
    try await PermissionScene.with(actions: RAMPolicy.readOnly.actions) { scene in
      _ = try await scene.run(scene.deploy("orders"))
      let limited = scene.limitedAccount
      let readOnly = limited.merging(["FLINK_DEPLOY_READ_ONLY": "true"]) { $1 }
      for arguments in [
        ["status", "orders", "--json"], ["export"], ["monitor", "--once"], scene.deploy("dry", ["--dry-run"]),
        ["update", "orders", "--json", "--dry-run"] + scene.otherColumns,
      ] {
        let run = try await scene.run(arguments, readOnly)
        #expect(run.succeeded, "\(arguments): \(run.error)\(run.output)")
      }
      let doctor = try await scene.run(["doctor", "--json"], readOnly)
      #expect(doctor.finding("permissions")?["state"] == "good", "\(doctor.output)")
      let refused = try await scene.run(scene.deploy("refused"), limited)
      #expect(refused.json["error"]?["code"] == "Forbidden.RAM")
      let remedy = refused.json["error"]?["remedy"]?.string ?? ""
      #expect(remedy.contains("stream:ListDeploymentDrafts"), "\(refused.output)")
      #expect(remedy.contains("flink-deploy policy"))
      #expect(scene.fixture.cloud == (1, 1, 1))
    }
  }

  @Test("is enough for changes", arguments: [RAMPolicy.full.actions])
  func full(_ actions: [String]) async throws {
    try await PermissionScene.with(actions: actions) { scene in
      for arguments in [
        scene.deploy("orders"), scene.update("orders", scene.otherColumns), ["stop", "orders"], ["start", "orders"],
      ] {
        let run = try await scene.run(arguments, scene.limitedAccount)
        #expect(run.succeeded, "\(arguments): \(run.error)\(run.output)")
      }
    }
  }

  @Test("makes the doctor name each missing action", arguments: ["GetJob", "ListDeploymentTargets", "ListSavepoints"])
  func doctor(_ operation: String) async throws {
    let actions = RAMPolicy.full.actions.filter { $0 != "stream:\(operation)" }
    try await PermissionScene.with(actions: actions) { scene in
      let run = try await scene.run(["doctor", "--json"], scene.limitedAccount)
      #expect(!run.succeeded)
      let finding = run.finding("permissions")
      #expect(finding?["state"] == "bad", "\(run.output)")
      #expect(finding?["detail"]?.string?.contains("stream:\(operation)") == true, "\(run.output)")
      #expect(finding?["remedy"]?.string?.contains("flink-deploy policy") == true)
    }
  }

  @Test("makes the doctor pass without the actions that only add to results", arguments: CloudUse.dispensable)
  func dispensable(_ operation: OperationName) async throws {
    let actions = RAMPolicy.full.actions.filter { $0 != operation.action }
    try await PermissionScene.with(actions: actions) { scene in
      let run = try await scene.run(["doctor", "--json"], scene.limitedAccount)
      #expect(run.succeeded, "\(run.output)")
      let finding = run.finding("permissions")
      #expect(finding?["state"] == "absent", "\(run.output)")
      #expect(finding?["detail"]?.string?.contains(operation.action) == true, "\(run.output)")
    }
  }
}

extension PermissionScene.Run {
  /// A finding of `doctor --json`.
  fileprivate func finding(_ code: String) -> JSON? { json.array?.first { $0["code"]?.string == code } }
}
