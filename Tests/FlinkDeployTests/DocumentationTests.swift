import Foundation
import TestSupport
import Testing

#if KafkaSampling
  /// Runs each command that the page of dry runs shows, and compares what it prints.
  @Suite("The documentation", .endsIfStuck)
  struct DocumentationTests {
    /// A command and the lines that are shown of its output.
    struct Example: Sendable, CustomTestStringConvertible {
      let command: String
      let lines: [String]

      var testDescription: String { command }
    }

    private static let examples: [Example] = {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/FlinkDeploy/Documentation.docc/DryRuns.md")
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
      return text.components(separatedBy: "```console\n").dropFirst().map { block in
        let lines = block.components(separatedBy: "\n```")[0].components(separatedBy: "\n")
        return Example(command: String(lines[0].dropFirst(2)), lines: Array(lines.dropFirst()))
      }
    }()

    @Test("shows the dry run of every demo topic, and one that is rejected")
    func topics() {
      for words in [
        "orders public.orders", "clicks public.clicks", "sensor_readings iot.readings", "members public.会员",
        "stock_changes public.stock",
      ] {
        #expect(Self.examples.contains { $0.command.contains("deploy \(words) --dry-run") })
      }
      #expect(Self.examples.count == 6)
    }

    /// The output has all lines in this order; lines that are left out are shown as `...`.
    @Test("shows what the commands print", arguments: examples)
    func output(_ example: Example) async throws {
      let directory = (Program.path(of: "flink-deploy") as NSString).deletingLastPathComponent
      let run = try await Program.run(
        "flink-sandbox", example.command.split(separator: " ").dropFirst().map(String.init),
        environment: ["PATH": "\(directory):/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent"])
      let printed = run.output.components(separatedBy: "\n")
      var next = 0
      var mayJump = false
      for line in example.lines {
        if line.trimmingCharacters(in: .whitespaces) == "..." {
          mayJump = true
          continue
        }
        let place = mayJump ? printed[next...].firstIndex(of: line) : printed[next...].first == line ? next : nil
        guard let place else {
          Issue.record("'\(line)' is not printed there:\n\(run.output)\(run.error)")
          return
        }
        (next, mayJump) = (place + 1, false)
      }
    }
  }
#endif
