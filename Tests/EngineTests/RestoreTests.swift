import JSONCoding
import Sandbox
import Testing

extension Engine {
  /// A stop, messages meanwhile, and a start.
  @Suite("Stop and start")
  struct RestoreTests {
    /// How a job stops and starts, and how often the first 100 messages are written in all.
    struct Course: Sendable, CustomTestStringConvertible {
      let stop: String
      let start: String
      let writesOfFirst: Int
      var testDescription: String { "\(stop), \(start)" }
    }

    static let courses = [
      Course(stop: "STOP_WITH_SAVEPOINT", start: "LATEST_STATE", writesOfFirst: 100),
      Course(stop: "STOP_WITH_SAVEPOINT", start: "LATEST_SAVEPOINT", writesOfFirst: 100),
      Course(stop: "STOP_WITH_SAVEPOINT", start: "FROM_SAVEPOINT", writesOfFirst: 100),
      Course(stop: "STOP_WITH_SAVEPOINT", start: "NONE", writesOfFirst: 200),
      Course(stop: "STOP_WITH_DRAIN", start: "LATEST_SAVEPOINT", writesOfFirst: 100),
    ]

    @Test(
      "neither loses nor repeats a message, unless it discards the state", arguments: courses, EngineVersion.allCases)
    func counts(_ course: Course, _ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let name = "restore_\(course.testDescription.lowercased().filter(\.isLetter))"
      try await engine.prepare(topic: name, Self.messages(0..<100), ddl: Self.table(name))
      let job = try await engine.deploy(name, "public.\(name)")
      let writes = "select count(*) as value from \(name)_writes"
      try await engine.wait(for: "100", writes)
      let deployment = job["deployment_id"]?.string ?? ""
      let stopped = try await engine.run(["stop", deployment, "--stop-strategy", course.stop])
      #expect(stopped["success"] == true, "\(stopped.text)")
      try engine.sandbox.produce(Self.messages(100..<150), to: name, partitions: 1)
      var options = ["start", deployment, "--restore-strategy", course.start]
      if course.start == "FROM_SAVEPOINT" { options += ["--savepoint-id", try engine.savepoint(of: deployment)] }
      let started = try await engine.run(options)
      #expect(started["success"] == true, "\(started.text)")
      try await engine.wait(for: "\(course.writesOfFirst + 50)", writes)
      try await engine.wait(for: "150", "select count(*) as value from \(name)")
    }

    private static func messages(_ ids: Range<Int>) -> [String] { ids.map { "{\"id\":\($0),\"name\":\"n\($0)\"}" } }

    /// A table, and one that has a row for each write.
    private static func table(_ name: String) -> String {
      """
      create table \(name) (id bigint primary key, name text);
      create table \(name)_writes (id bigint);
      create function \(name)_count() returns trigger language plpgsql as
        $$ begin insert into \(name)_writes values (new.id); return null; end $$;
      create trigger \(name)_count after insert or update on \(name) for each row execute function \(name)_count()
      """
    }
  }
}
