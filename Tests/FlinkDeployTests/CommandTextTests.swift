import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The command that a remedy shows", .endsIfStuck)
struct CommandTextTests {
  private static let calls: [JSONObject] = [
    ["topic": "orders", "hologres_table": "orders", "columns": [["name": "order_id", "type": "BIGINT"]]],
    [
      "topic": "orders", "hologres_table": "public.orders", "name": "it's $(here)", "more_tables": ["clicks"],
      "sample_messages": ["{\"order_id\":1,\"amount\":9.5}", ["order_id": 2, "amount": 10, "note": "END 'quoted'"]],
      "startup_mode": "specific-offsets", "startup_offsets": ["0": 5, "3": 7], "start": false,
      "resources": ["parallelism": 2, "job_manager_cpu": 1.5, "task_manager_memory": "4GiB"],
      "flink_conf": ["a.b": "c d=e", "n": 5], "restart_strategy": ["type": "fixed-delay", "attempts": 3],
      "checkpoint_interval_seconds": 60, "idempotency_key": "k", "engine_version": "vvr-8.0.11-flink-1.17",
    ],
    [
      "topic": "orders", "hologres_table": "orders",
      "sql":
        "CREATE TEMPORARY TABLE s (id INT) WITH ('connector' = 'datagen');\nINSERT INTO t SELECT id FROM s -- END\n",
    ],
    [
      "topic": "orders", "hologres_table": "orders", "startup_mode": "timestamp",
      "startup_timestamp_ms": 1_700_000_000_000,
      "columns": [["name": "order_id", "type": "BIGINT"], ["name": "amount", "type": "DECIMAL(18, 2)"]],
      "deployment_target": "default-queue",
    ],
  ]

  @Test("asks for the same as the call did", arguments: calls)
  func same(_ call: JSONObject) async throws {
    let tables = [
      "create table orders (order_id bigint primary key, amount numeric(18,2), status text)",
      "create table clicks (order_id bigint, note text)",
    ]
    try await Fixture.with(sharesStore: true, tables: tables) { fixture in
      let command = CommandLine.text(.generateAndDeploy, call)
        .replacing("flink-deploy deploy ", with: "flink-deploy deploy --dry-run --json ", maxReplacements: 1)
      let printed = try shell(command, environment: fixture.environment)
      try await fixture.withApplication { application in
        var dry = call
        dry["dry_run"] = true
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let answer = await GenerateAndDeploy(application: application, caller: caller).run(dry)
        #expect(answer.outcome == .succeeded)
        let document = try JSON.parse(printed)
        #expect(document == .object(answer.document(Voice(.english, .commands))), "\(command)\n\(printed)")
      }
    }
    // What a dry run does not show.
    let parsed = try GenerateAndDeployArguments(call)
    if !parsed.flinkConf.isEmpty {
      for member in parsed.flinkConf.members {
        let text = CommandLine.text(.generateAndDeploy, call)
        #expect(text.contains("\(member.key)=") || text.contains("--checkpoint-interval"), "\(member.key)")
      }
    }
    #expect(CommandLine.text(.generateAndDeploy, call).contains("--no-start") == !parsed.starts)
  }

  /// What `command` prints; the program is found as a person's shell finds it.
  private func shell(_ command: String, environment: [String: String]) throws -> String {
    let program = Program.path(of: "flink-deploy")
    var environment = environment
    environment["PATH"] = "\(program.dropLast("/flink-deploy".count)):/usr/bin:/bin"
    let (output, null) = (try Pipe(), open("/dev/null", O_WRONLY))
    let child = try ChildProcess(
      ["/bin/sh", "-c", command], environment: environment, streams: .init(output: output.writeEnd, error: null))
    close(output.writeEnd)
    close(null)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = read(output.readEnd, &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
    close(output.readEnd)
    _ = child.wait()
    return String(decoding: bytes, as: UTF8.self)
  }
}
