import Alerting
import Foundation
import JobHealth
import Testing

@testable import FlinkDeploy

@Suite("The metrics file")
struct MetricsTests {
  private static var snapshot: MetricsSnapshot {
    var snapshot = MetricsSnapshot(time: 1_790_000_060_000)
    snapshot.jobs = [
      .init(
        deploymentID: "d2", name: #"or"ders\#nC:\x"#, verdict: .notWriting, recordsInPerSecond: 0,
        recordsOutPerSecond: 12.5, pendingRecords: 34_000, eventTimeLagSeconds: nil, restarts: 3,
        checkpointCompletedAt: 1_790_000_000_000, readAt: 1_790_000_050_000),
      .init(deploymentID: "d1", name: "订单", verdict: .flowing),
    ]
    snapshot.openAlerts = [
      .init(rule: .notWriting, severity: .critical): 2, .init(rule: .lagging, severity: .warning): 1,
    ]
    snapshot.monitor = .init(
      leads: true, lastRoundAt: 1_790_000_055_000, lastRoundSeconds: 4.25, lastRoundCalls: 210, rounds: 12,
      failedRounds: 1, deployments: 34, undelivered: 2, deadLetters: 0)
    return snapshot
  }

  @Test("has the samples of jobs, alerts and the monitor")
  func samples() {
    let lines = MetricsText.text(Self.snapshot).split(separator: "\n").map(String.init)
    let labels = #"deployment_id="d2",deployment="or\"ders\nC:\\x""#
    #expect(lines.contains("flink_deploy_job_verdict{\(labels),verdict=\"NOT_WRITING\"} 1"))
    #expect(lines.contains("flink_deploy_job_verdict{\(labels),verdict=\"FLOWING\"} 0"))
    #expect(lines.contains("flink_deploy_job_records_out_per_second{\(labels)} 12.5"))
    #expect(lines.contains("flink_deploy_job_pending_records{\(labels)} 34000"))
    #expect(lines.contains("flink_deploy_job_checkpoint_age_seconds{\(labels)} 60"))
    #expect(lines.contains(#"flink_deploy_alerts_open{rule="not_writing",severity="critical"} 2"#))
    #expect(lines.contains("flink_deploy_monitor_leads 1"))
    #expect(lines.contains("flink_deploy_monitor_last_round_timestamp_seconds 1790000055"))
    #expect(lines.contains("flink_deploy_monitor_undelivered_messages 2"))
    // What is not known has no sample.
    #expect(!lines.contains { $0.hasPrefix("flink_deploy_job_event_time_lag_seconds") })
  }

  @Test(
    "is valid for Prometheus and OpenMetrics: each family once with its help and type, then its samples, # EOF last")
  func form() throws {
    let text = MetricsText.text(Self.snapshot)
    #expect(text.hasSuffix("\n# EOF\n"))
    var families: Set<Substring> = []
    var family: Substring = ""
    var series: Set<Substring> = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2) {
      if let help = line.wholeMatch(of: /# HELP ([a-z_]+) [^"\\]+/) {
        family = help.1
        #expect(families.insert(family).inserted, "\(family)")
      } else if let type = line.wholeMatch(of: /# TYPE ([a-z_]+) gauge/) {
        #expect(type.1 == family)
      } else {
        let sample = try #require(line.wholeMatch(of: /([a-z_]+)(\{.*\})? (-?[0-9.e+-]+)/), "\(line)")
        #expect(sample.1 == family)
        #expect(series.insert(line.prefix { $0 != " " || line.hasSuffix("}") }).inserted || sample.2 != nil)
      }
    }
    #expect(families.count > 12)
    #expect(families.allSatisfy { $0.hasPrefix("flink_deploy_") })
  }

  @Test("has one verdict for each job")
  func oneHot() {
    let lines = MetricsText.text(Self.snapshot).split(separator: "\n").filter {
      $0.hasPrefix("flink_deploy_job_verdict")
    }
    #expect(lines.count == 2 * Verdict.allCases.count)
    #expect(lines.count { $0.hasSuffix(" 1") } == 2)
  }

  @Test("is replaced as a whole and leaves nothing beside it; one that cannot be written stays as it was")
  func replaced() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "metrics-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = WholeFile(path: folder.appending(path: "flink.prom").path, mode: 0o644)
    try file.write("a 1\n", replaces: true)
    let reader = try FileHandle(forReadingFrom: URL(filePath: file.path))
    try file.write("b 2\n", replaces: true)
    // A reader that has the old file open reads the old content to its end.
    #expect(try reader.readToEnd() == Data("a 1\n".utf8))
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "b 2\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["flink.prom"])
    #expect(throws: WholeFile.WriteError.self) {
      try WholeFile(path: "\(folder.path)/missing/flink.prom", mode: 0o644).write("c 3\n", replaces: true)
    }
  }
}
