import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The completions of a shell", .endsIfStuck)
struct CompletionTests {
  @Test(
    "of a flag are the words that it takes",
    arguments: [
      ("apply m.yaml --if-exists", ["keep", "update"]),
      ("apply m.yaml --on-failure", ["continue", "roll-back-all", "stop"]),
      ("deploy orders orders --wait-until", ["FLOWING", "RUNNING"]),
      ("deploy orders orders --restart-strategy", ["exponential-delay", "failure-rate", "fixed-delay", "none"]),
      (
        "update x --startup-mode",
        ["earliest-offset", "group-offsets", "latest-offset", "specific-offsets", "timestamp"]
      ),
      ("update x --state", ["DISCARD", "KEEP", "OFFSETS"]), ("update x --restart", ["IF_NEEDED", "NEVER"]),
      ("update x --wait-until", ["FLOWING", "RUNNING"]),
      ("start x --restore-strategy", ["FROM_SAVEPOINT", "LATEST_SAVEPOINT", "LATEST_STATE", "NONE"]),
      ("stop x --stop-strategy", ["NONE", "STOP_WITH_DRAIN", "STOP_WITH_SAVEPOINT"]),
      ("rollback x --wait-until", ["FLOWING", "RUNNING"]), ("apply m.yaml --max-parallel", []),
    ])
  func words(_ line: String, _ words: [String]) throws {
    #expect(try Self.offered(after: line) == words)
  }

  /// What bash offers after a command, by the script that the program makes for bash, in alphabetical order.
  private static func offered(after line: String) throws -> [String] {
    let program = Program.path(of: "flink-deploy")
    let script = """
      PATH="${0%/*}:$PATH"
      source <("$0" --generate-completion-script bash)
      COMP_WORDS=(flink-deploy \(line) '') COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_LINE="${COMP_WORDS[*]}" COMP_POINT=${#COMP_LINE}
      _flink-deploy flink-deploy '' "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let printed = try ChildProcessOutput.of(["/bin/bash", "-c", script, program])
    return printed.split(whereSeparator: \.isWhitespace).map(String.init).sorted()
  }
}
