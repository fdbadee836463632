import JSONCoding
import Sandbox
import Testing

@testable import AliyunFlinkEmulator

extension Engine {
  /// What the start log of a job has.
  @Suite("Start log")
  struct StartLogTests {
    @Test("Flink's lines of the job are in it, and those of other jobs are not", arguments: EngineVersion.allCases)
    func lines(_ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let flink = try #require(engine.sandbox.engine)
      var ids: [String] = []
      for name in ["log_one", "log_two"] {
        try await engine.prepare(topic: name, ["{\"id\":0}"], ddl: "create table \(name) (id bigint primary key)")
        let job = try await engine.deploy(name, "public.\(name)")
        try await engine.wait(for: "1", "select count(*) as value from \(name)")
        ids.append((job["job_id"]?.string ?? "").filter { $0 != "-" })
      }
      let logs = [await flink.log(of: ids[0]), await flink.log(of: ids[1])]
      for (index, log) in logs.enumerated() {
        let text = log.joined(separator: "\n")
        #expect(text.contains("(\(ids[index])) switched from state CREATED to RUNNING"), "\(text)")
        #expect(!text.contains(ids[1 - index]), "\(text)")
        #expect(log.count <= 200)
      }
      #expect(await flink.log(of: "unknown").isEmpty)
    }

    @Test("a job that Flink cannot start has the cause in it", arguments: EngineVersion.allCases)
    func refusedStart(_ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let flink = try #require(engine.sandbox.engine)
      let id = String(repeating: "5a", count: 16)
      var submission = JobSubmission(
        jobID: id, name: "no-savepoint",
        sql: """
          CREATE TEMPORARY TABLE s (id BIGINT) WITH ('connector' = 'datagen');
          CREATE TEMPORARY TABLE t (id BIGINT) WITH ('connector' = 'blackhole');
          INSERT INTO t SELECT id FROM s
          """, configuration: [:])
      submission.restoresFrom = "file:/nowhere/savepoint"
      await #expect(throws: EngineFailure.self) { try await flink.submit(submission) }
      let log = await flink.log(of: id)
      #expect(log.contains { $0.contains("Cannot find checkpoint or savepoint file") }, "\(log)")
    }

    @Test(
      "a secret is hidden wherever it is a word of its own",
      arguments: [
        ("user=postgres, password=sandbox", "user=******, password=******"),
        ("org.postgresql.Driver sandboxed", "org.postgresql.Driver sandboxed"),
        ("'sandbox'\"postgres\"", "'******'\"******\""), ("p$ss! p$ss!sandbox", "****** ************"),
        ("sandbox", "******"),
      ])
    func secrets(_ line: String, _ expected: String) {
      let log = StartLog(jobID: "a", failure: line, secrets: ["postgres", "sandbox", "p$ss!", ""])
      #expect(log.text([line]) == "Starting the JobManager\n\(expected)\nCaused by: \(expected)\n")
    }
  }
}
