import Foundation
import Postgres
import Sandbox
import TestSupport
import Testing

/// The systemd unit and the cron line of the documentation, with the paths of this test in place of those of a server.
@Suite("The monitor as a service", .endsIfStuck)
struct MonitorServiceTests {
  private static let page = "Sources/FlinkDeploy/Documentation.docc/Monitor.md"
  private static let program = "/usr/local/bin/flink-deploy"

  /// The first block of a language on the page that has this text.
  private static func block(_ language: String, with text: String) throws -> String {
    let blocks = try SourceCases.text(page).components(separatedBy: "```\(language)\n").dropFirst()
      .map { $0.components(separatedBy: "\n```")[0] }
    return try #require(blocks.first { $0.contains(text) })
  }

  /// Runs `body` with a folder that is removed afterwards.
  private static func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "service-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
  }

  @Test("has a unit whose command writes metrics, and ends in time when systemd stops it")
  func unit() async throws {
    let unit = try Self.block("ini", with: "[Service]")
    let settings = Dictionary(
      unit.components(separatedBy: "\n").compactMap { line -> (String, String)? in
        let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
      }
    ) { $1 }
    let words = try #require(settings["ExecStart"]).split(separator: " ").map(String.init)
    #expect(words.first == Self.program)
    let state = "/var/lib/\(try #require(settings["StateDirectory"]))"
    let limit = try #require(settings["TimeoutStopSec"].flatMap { Int($0) })
    try await MonitoredJob.with { job in
      try await Self.withFolder { folder in
        let arguments = words.dropFirst().map { $0.replacing(state, with: folder) }
        #expect(arguments.contains { $0.hasPrefix(folder) && $0.hasSuffix(".prom") })
        let monitor = try Program("flink-deploy", arguments, environment: job.environment)
        monitor.endInput()
        let file = try #require(arguments.last)
        // The first file may be older than the lead.
        while true {
          let text = try? String(contentsOfFile: file, encoding: .utf8)
          if text?.contains("\nflink_deploy_monitor_rounds 1\n") == true { break }
          try await Task.sleep(for: .milliseconds(10))
        }
        let begin = ContinuousClock.now
        monitor.child.signal(SIGTERM)
        let end = await monitor.wait()
        #expect(end.ending == .exited(0), "\(end.error)")
        #expect(.now - begin < .seconds(limit))
      }
    }
  }

  @Test("has a cron line that looks, delivers and prints nothing")
  func cron() async throws {
    let line = try Self.block("sh", with: "monitor --once")
    let fields = line.split(separator: " ", maxSplits: 5).map(String.init)
    #expect(fields.prefix(5).allSatisfy { $0 == "*" })
    let command = try #require(fields.last)
    // Cron makes a line end of a percent sign.
    #expect(!command.contains("%") && !command.contains("\n"))
    try await MonitoredJob.with { job in
      try await Self.withFolder { folder in
        let exports = job.environment.map { "export \($0.key)='\($0.value)'\n" }.joined()
        try exports.write(toFile: "\(folder)/env.sh", atomically: true, encoding: .utf8)
        try await job.fail()
        let script = command.replacing("/etc/flink-deploy.env.sh", with: "\(folder)/env.sh")
          .replacing(Self.program, with: Program.path(of: "flink-deploy"))
        #expect(script != command)
        for _ in 0..<2 {
          let run = try await Self.run(script, in: folder)
          #expect(run.code == 0)
          #expect(run.output.isEmpty, "\(run.output)")
        }
        #expect(job.receiver.messages.map(\.status) == ["firing"])
      }
    }
  }

  /// Runs a script as cron does.
  /// - Returns: Its exit code, and what it prints.
  private static func run(_ script: String, in folder: String) async throws -> (code: Int32, output: String) {
    let file = "\(folder)/output"
    let child = try ChildProcess(
      ["/bin/sh", "-c", "(\(script)) >'\(file)' 2>&1"], environment: ["PATH": "/usr/bin:/bin"])
    while true {
      if let ending = child.poll() { return (ending.shellCode, try String(contentsOfFile: file, encoding: .utf8)) }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
