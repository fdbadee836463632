import JSONCoding
import Testing

extension Engine {
  /// What one job can write, and how many jobs one engine can run.
  @Suite("Many tables")
  struct ManyTablesTests {
    @Test("several tables of one statement set get the same messages")
    func statementSet() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(
        topic: "many", (0..<50).map { "{\"id\":\($0),\"name\":\"n\($0)\"}" },
        ddl: """
          create table many_full (id bigint primary key, name text);
          create table many_ids (id bigint primary key)
          """)
      try await engine.deploy("many", "public.many_full", ["--more-table", "public.many_ids"])
      try await engine.wait(for: "50", "select count(*) as value from many_full f join many_ids using (id)")
      try await engine.wait(for: "50", "select count(*) as value from many_full where name = 'n' || id")
    }

    @Test("columns named after Kafka's metadata get it")
    func metadata() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(
        topic: "meta", (0..<20).map { "{\"name\":\"n\($0)\"}" }, partitions: 2,
        ddl: """
          create table meta (kafka_partition int, kafka_offset bigint, kafka_timestamp timestamptz, name text,
            primary key (kafka_partition, kafka_offset))
          """)
      try await engine.deploy("meta", "public.meta")
      try await engine.wait(
        for: "0:45 1:45",
        """
        select string_agg(p || ':' || o, ' ' order by p) as value from (
          select kafka_partition p, sum(kafka_offset) o from meta
            where kafka_timestamp between now() - interval '1 hour' and now() group by 1) s
        """)
    }

    @Test("twenty pipelines at once all write")
    func twenty() async throws {
      let engine = try await EngineSandbox()
      let names = (0..<20).map { "twenty_\($0)" }
      for name in names {
        try await engine.prepare(
          topic: name, (0..<20).map { "{\"id\":\($0)}" }, ddl: "create table \(name) (id bigint primary key)")
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for name in names { group.addTask { try await engine.deploy(name, "public.\(name)") } }
        try await group.waitForAll()
      }
      for name in names { try await engine.wait(for: "20", "select count(*) as value from \(name)") }
    }
  }
}
