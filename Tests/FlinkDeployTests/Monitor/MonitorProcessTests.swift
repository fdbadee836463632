import AliyunFlinkEmulator
import Foundation
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("flink-deploy monitor", .endsIfStuck)
struct MonitorProcessTests {
  enum Wait: CaseIterable { case idle, api, receiver, store }

  @Test("ends at once after SIGTERM, whatever it waits for, and leaves the lead", arguments: Wait.allCases)
  func terminate(_ wait: Wait) async throws {
    try await MonitoredJob.with { job in
      if wait == .receiver { job.receiver.answer { _ in .hold } }
      let barrier =
        wait == .store
        ? try await TableBarrier(on: "job_alert", before: "insert", when: "true", job.fixture) : nil
      let monitor = try job.startMonitor()
      try await job.wait(for: "select 1 from monitor_lease where expires_at > clock_timestamp()")
      switch wait {
      case .idle: break
      case .api:
        let before = job.fixture.emulator.requestCounts["ListDeployments", default: 0]
        job.fixture.emulator.inject(Fault(.silentBeforeEffect, operation: "ListDeployments", count: nil))
        while job.fixture.emulator.requestCounts["ListDeployments", default: 0] < before + 1 {
          try await Task.sleep(for: .milliseconds(5))
        }
      case .receiver:
        try await job.fail()
        await job.receiver.wait()
      case .store:
        try await job.fail()
        try await barrier?.waitUntilReached()
      }
      let begin = ContinuousClock.now
      monitor.child.signal(SIGTERM)
      let end = await monitor.wait()
      // What it waits for takes longer by far. Tests/Benchmarks/monitor.py measures the half second.
      #expect(.now - begin < .seconds(4), "\(wait)")
      #expect(end.ending == .exited(0), "\(end.error)")
      if wait == .idle {
        let held = try await job.fixture.store.query(
          "select 1 from monitor_lease where expires_at > clock_timestamp()")
        #expect(held.isEmpty)
      }
      try await barrier?.open()
    }
  }

  @Test("is replaced by another monitor when it is killed")
  func takeOver() async throws {
    try await MonitoredJob.with { job in
      let first = try job.startMonitor()
      try await job.wait(for: "select 1 from monitor_lease where expires_at > clock_timestamp()")
      let second = try job.startMonitor()
      first.child.signal(SIGKILL)
      _ = await first.wait()
      try await job.wait(for: "select 1 from monitor_lease where fence > 1 and expires_at > clock_timestamp()")
      second.child.signal(SIGTERM)
      _ = await second.wait()
    }
  }

  @Test("shares the work with other monitors: three of them send each message once")
  func several() async throws {
    try await MonitoredJob.with { job in
      let monitors = try (0..<3).map { _ in try job.startMonitor() }
      try await job.wait(for: "select 1 from monitor_lease where expires_at > clock_timestamp()")
      try await job.fail()
      try await job.wait(for: "select 1 from alert_delivery where kind = 'firing' and state = 'taken'")
      try await job.mend()
      try await job.wait(for: "select 1 from alert_delivery where kind = 'resolved' and state = 'taken'")
      for monitor in monitors { monitor.child.signal(SIGTERM) }
      for monitor in monitors { #expect(await monitor.wait().ending == .exited(0)) }
      #expect(job.receiver.messages.map(\.status) == ["firing", "resolved"])
      #expect(try await job.fixture.store.query("select 1 from alert_delivery where attempts > 1").isEmpty)
    }
  }

  @Test("prints a line for each alert that opens and is resolved")
  func lines() async throws {
    try await MonitoredJob.with { job in
      let monitor = try job.startMonitor(["--json"])
      try await job.wait(for: "select 1 from monitor_lease where expires_at > clock_timestamp()")
      try await job.fail()
      let opened = try JSON.parse(try #require(await monitor.nextLine()))
      #expect(opened["change"] == "opened")
      #expect(opened["rule"] == "failed")
      #expect(opened["deployment_id"]?.string == job.deploymentID)
      try await job.mend()
      let resolved = try JSON.parse(try #require(await monitor.nextLine()))
      #expect(resolved["change"] == "resolved")
      #expect(resolved["id"] == opened["id"])
      monitor.child.signal(SIGTERM)
      _ = await monitor.wait()
    }
  }

  @Test("--once opens an alert, delivers it, and does neither again; exit code 0 whatever is open")
  func once() async throws {
    try await MonitoredJob.with { job in
      let healthy = try await job.run(["monitor", "--once"])
      #expect(healthy.ending == .exited(0), "\(healthy.error)")
      #expect(job.receiver.messages.isEmpty)
      try await job.fail()
      for (opened, open) in [(1, 1), (0, 1)] {
        let run = try await job.run(["monitor", "--once", "--json"])
        #expect(run.ending == .exited(0), "\(run.error)")
        let result = try JSON.parse(run.output)
        #expect(result["opened"]?.array?.count == opened, "\(run.output)")
        #expect(result["alerts"]?.array?.count == open)
        #expect(result["delivered"] == true)
        #expect(job.receiver.messages.map(\.status) == ["firing"])
      }
      try await job.mend()
      let mended = try await job.run(["monitor", "--once"])
      #expect(mended.ending == .exited(0), "\(mended.error)")
      #expect(job.receiver.messages.map(\.status) == ["firing", "resolved"])
      #expect(mended.output.contains("RESOLVED"))
    }
  }

  @Test("--once ends with exit code 1 if it could not deliver, look, or reach the store")
  func onceFails() async throws {
    try await MonitoredJob.with { job in
      try await job.fail()
      job.receiver.answer { _ in .status(404) }
      let refused = try await job.run(["monitor", "--once"])
      #expect(refused.ending == .exited(1), "\(refused.output)")
      #expect(refused.error.contains("flink-deploy alerts"))
      let list = try JSON.parse(try await job.run(["alerts", "--json"]).output)
      #expect(list["undelivered"]?.array?.map { $0["state"] } == ["dead"], "\(list.text)")
      let findings = try JSON.parse(try await job.run(["doctor", "--json"]).output).array ?? []
      let messages = findings.first { $0["code"] == "alert_messages" }?["detail"]?.string
      #expect(messages?.contains("1 given up") == true, "\(findings)")
      job.receiver.answer { _ in .status(200) }
      let away = try await job.run(["monitor", "--once", "--json"], ["ALIYUN_ENDPOINT": "http://127.0.0.1:1"])
      #expect(away.ending == .exited(1), "\(away.output)")
      let result = try JSON.parse(away.output)
      #expect(result["reachable"] == false)
      #expect(result["opened"]?.array?.first?["rule"] == "platform_unreachable", "\(away.output)")
      let storeless = try await job.run(["monitor", "--once"], ["DATABASE_URL": "postgresql://127.0.0.1:1/x"])
      #expect(storeless.ending == .exited(1))
      #expect(!storeless.error.isEmpty)
    }
  }

  @Test("writes the metrics file after each round")
  func metrics() async throws {
    try await MonitoredJob.with { job in
      let path = FileManager.default.temporaryDirectory.appending(path: "monitor-\(UUID().uuidString).prom").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      let run = try await job.run(["monitor", "--once", "--metrics-file", path])
      #expect(run.ending == .exited(0), "\(run.error)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasSuffix("# EOF\n"))
      #expect(text.contains("\nflink_deploy_monitor_deployments 1\n"))
      #expect(text.contains("flink_deploy_job_verdict{deployment_id=\"\(job.deploymentID)\""))
      #expect(text.contains("\nflink_deploy_monitor_leads 1\n"))
    }
  }

  @Test(
    "refuses a malformed interval and rules file with exit code 64",
    arguments: [["--interval", "0.5"], ["--interval", "100000"], ["--rules"]])
  func usage(_ flags: [String]) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString).yaml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "rules: {laging: {is_on: false}}\n".write(toFile: path, atomically: true, encoding: .utf8)
    let isAboutRules = flags == ["--rules"]
    let run = try await Program.run(
      "flink-deploy", ["monitor", "--once"] + (isAboutRules ? [] : flags),
      environment: ["PATH": "/usr/bin", "FLINK_DEPLOY_ALERT_RULES": isAboutRules ? path : ""])
    #expect(run.ending == .exited(64), "\(run.error)")
    #expect(run.error.contains(isAboutRules ? "laging" : "--interval"))
  }
}
