import Deployments
import Dispatch
import FlinkSQL
import JSONCoding
import JobHealth
import PipelineTypes
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

#if KafkaSampling
  @Suite("The proof that a message arrived", .endsIfStuck)
  struct ArrivalReaderTests {
    /// A deployed topic whose job has committed all of its messages, unless a test says otherwise.
    private struct Pipeline {
      let application: Application
      let kafka: MockKafka
      let target: PostgresClient
      let sqlRecordID: Int?
      let topic: String

      /// What is known once the job has committed these offsets, by partition.
      func arrival(_ committed: [Int: Int], verdict: JobHealth.Verdict = .flowing) async throws -> ArrivalText {
        var reading = HealthReading(readAt: 0)
        for (partition, offset) in committed {
          reading.source.partitions[.init(topic: topic, partition: partition)] = .init(
            current: offset - 1, committed: offset)
        }
        return await ArrivalReader(
          application: application, service: try application.deployments(), sqlRecordID: sqlRecordID
        ).read(HealthReport(verdict: verdict, since: 0, reasons: [], asOf: 0), reading, until: .now + .seconds(60))
      }

      func text(_ committed: [Int: Int]) async throws -> String {
        try await arrival(committed).text(Voice(.english, .tools))
      }
    }

    private func with(
      _ topic: String, _ messages: [String], partitions: Int = 1, tables: [String], arguments: JSONObject = [:],
      settings: [String: String?] = [:], _ body: @escaping @Sendable (Pipeline) async throws -> Void
    ) async throws {
      let kafka = try MockKafka()
      kafka.createTopic(topic, partitions: partitions)
      try kafka.produce(messages, to: topic, partitions: partitions)
      try await Fixture.with(tables: tables) { fixture in
        let client = fixture.postgres.client(database: fixture.targetDatabase, connections: 2)
        let kafkaSettings = ["KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrapServers as String?]
        try await fixture.withApplication(kafkaSettings.merging(settings) { $1 }) { application in
          var call: JSONObject = ["topic": .string(topic), "hologres_table": .string(topic), "wait_seconds": 30]
          for member in arguments.members { call[member.key] = member.value }
          let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
          let result = await GenerateAndDeploy(application: application, caller: caller).run(call).document
          #expect(result["success"] == true, "\(JSON.object(result).text)")
          try await body(
            Pipeline(
              application: application, kafka: kafka, target: client, sqlRecordID: result["sql_record_id"]?.int,
              topic: topic))
        }
      }
    }

    private static func change(_ operation: String, _ id: Int) -> String {
      let row = "{\"id\":\(id),\"n\":\"a\"}"
      let sides = operation == "d" ? "\"before\":\(row),\"after\":null" : "\"before\":null,\"after\":\(row)"
      return "{\(sides),\"source\":{\"connector\":\"mysql\",\"db\":\"d\"},\"op\":\"\(operation)\",\"ts_ms\":1}"
    }

    @Test("is the row in the table, and a row that is missing disproves it")
    func plain() async throws {
      let ddl = "create table arrived (order_id bigint primary key, n text)"
      let messages = (0..<30).map { "{\"orderId\":\(100 + $0),\"n\":\"x\"}" }
      try await with("arrived", messages, partitions: 3, tables: [ddl]) { pipeline in
        try await pipeline.target.query("insert into arrived select n, 'x' from generate_series(100, 129) n")
        // Partition 1 has the messages 1, 4, 7 and so on.
        #expect(
          try await pipeline.text([0: 5, 1: 10]) == "Partition 1, offset 9 is the row order_id = 128 of public.arrived")
        try await pipeline.target.query("delete from arrived where order_id = 128")
        let missing = try await pipeline.arrival([0: 5, 1: 10])
        #expect(missing.hasArrived == false)
        #expect(missing.position == .init(partition: 1, offset: 9))
        #expect(
          missing.text(Voice(.english, .tools))
            == "Partition 1, offset 9 must be the row order_id = 128, but public.arrived has no such row")
        #expect(try await pipeline.arrival([0: 5]).hasArrived == true)
        #expect(try await pipeline.text([:]) == "No message is known that the job read before a completed checkpoint")
        #expect(try await pipeline.text([0: 900]) == "Kafka no longer has the newest messages that the job has read")
        let stopped = try await pipeline.arrival([0: 5], verdict: .notRunning)
        #expect(stopped.text(Voice(.english, .tools)) == "No message was looked up: the job does not run")
      }
    }

    @Test("passes over deletions and rows that later messages delete, also those that are not committed yet")
    func changes() async throws {
      let messages = [Self.change("c", 1), Self.change("c", 2), Self.change("c", 3), Self.change("d", 3)]
      let ddl = "create table moved (id bigint primary key, n text)"
      try await with("moved", messages, tables: [ddl]) { pipeline in
        try await pipeline.target.query("insert into moved values (1, 'a'), (2, 'a')")
        #expect(try await pipeline.text([0: 4]) == "Partition 0, offset 1 is the row id = 2 of public.moved")
        // The job is ahead of what it has committed: the row is gone rightly.
        #expect(try await pipeline.text([0: 3]) == "Partition 0, offset 1 is the row id = 2 of public.moved")
        try pipeline.kafka.produce([Self.change("d", 1), Self.change("d", 2)], to: "moved", partitions: 1)
        #expect(
          try await pipeline.text([0: 6])
            == "Partition 0, offset 5 cannot be looked up in public.moved: the message deletes its row")
        try pipeline.kafka.produce([Self.change("c", 7)], to: "moved", partitions: 1)
        #expect(try await pipeline.arrival([0: 7]).hasArrived == false)
      }
    }

    @Test("needs the row in each table")
    func tables() async throws {
      let ddl = """
        create table several (id bigint primary key, n text);
        create table copies (id bigint primary key);
        create table appended (n text)
        """
      let messages = ["{\"id\":1,\"n\":\"a\"}", "{\"id\":2,\"n\":\"b\"}"]
      try await with("several", messages, tables: [ddl], arguments: ["more_tables": ["copies"]]) { pipeline in
        try await pipeline.target.query("insert into several values (2, 'b'); insert into copies values (2)")
        #expect(
          try await pipeline.text([0: 2])
            == "Partition 0, offset 1 is the row id = 2 of public.several, the row id = 2 of public.copies")
        try await pipeline.target.query("delete from copies")
        #expect(
          try await pipeline.text([0: 2])
            == "Partition 0, offset 1 must be the row id = 2, but public.copies has no such row")
      }
      try await with("several", messages, tables: [ddl, ""], arguments: ["more_tables": ["appended"]]) { pipeline in
        #expect(try await pipeline.arrival([0: 2]).hasArrived == false)
        try await pipeline.target.query("insert into several values (2, 'b')")
        #expect(
          try await pipeline.text([0: 2])
            == "No message can be looked up in public.appended: the table has no primary key that the job writes")
      }
    }

    @Test("is not proven by a column that grows, but the explanation names how far it has grown")
    func growth() async throws {
      let ddl = "create table grows (seq bigint, n text); create index on grows (seq)"
      let messages = (0..<30).map { "{\"seq\":\(100 + $0),\"n\":\"x\"}" }
      let obstacle = "the table has no primary key that the job writes"
      try await with("grows", messages, tables: [ddl]) { pipeline in
        try await pipeline.target.query("insert into grows select n, 'x' from generate_series(100, 120) n")
        #expect(
          try await pipeline.text([0: 30])
            == "Column 'seq' of public.grows has grown to 120 only, but 129 is in partition 0, offset 29. "
            + "No message can be looked up: \(obstacle)")
        let sign = try await pipeline.arrival([0: 21])
        #expect(
          sign.text(Voice(.english, .tools))
            == "Column 'seq' of public.grows has grown to 120, as far as partition 0, offset 20. "
            + "This is a sign and not proof: \(obstacle)")
        #expect(sign.hasArrived == nil && sign.position == nil)
        #expect(try await pipeline.text([:]) == "No message can be looked up in public.grows: \(obstacle)")
        try await pipeline.target.query("drop index grows_seq_idx")
        #expect(try await pipeline.text([0: 21]) == "No message can be looked up in public.grows: \(obstacle)")
      }
    }

    @Test("of one table with a key and one that grows is the growth of the other, and a disproof stays one")
    func mixedGrowth() async throws {
      let ddl = """
        create table keyed (id bigint primary key);
        create table beside (id bigint, n text);
        create index on beside (id)
        """
      let messages = (1...5).map { "{\"id\":\($0),\"n\":\"a\"}" }
      try await with("keyed", messages, tables: [ddl], arguments: ["more_tables": ["beside"]]) { pipeline in
        #expect(try await pipeline.arrival([0: 5]).hasArrived == false)
        try await pipeline.target.query("insert into keyed values (5); insert into beside values (5, 'a')")
        let text = try await pipeline.text([0: 5])
        #expect(text.hasPrefix("Column 'id' of public.beside has grown to 5, as far as partition 0, offset 4"))
      }
    }

    @Test("is not known of a locked table, of one that is gone, and of one that has lost its key")
    func table() async throws {
      let ddl = "create table barred (id bigint primary key)"
      try await with("barred", ["{\"id\":1}"], tables: [ddl]) { pipeline in
        let (locked, isLocked) = AsyncStream.makeStream(of: Never.self)
        let release = DispatchSemaphore(value: 0)
        async let holding: Void = pipeline.target.transaction { connection throws(PostgresError) in
          defer { isLocked.finish() }
          try connection.execute("lock table barred in access exclusive mode")
          isLocked.finish()
          release.wait()
        }
        for await _ in locked {}
        let text = try await pipeline.text([0: 1])
        #expect(text == "No message was looked up: public.barred is locked")
        // Until here, the table is locked.
        release.signal()
        try await holding
        try await pipeline.target.query("alter table barred drop constraint barred_pkey")
        #expect(
          try await pipeline.text([0: 1])
            == "No message can be looked up in public.barred: its key has no unique index now")
        try await pipeline.target.query("drop table barred")
        #expect(try await pipeline.text([0: 1]) == "No message was looked up: Hologres has no table public.barred")
      }
    }

    @Test("is not known of given SQL, nor of a job without a record")
    func given() async throws {
      let sql = """
        CREATE TEMPORARY TABLE s (id INT) WITH ('connector' = 'datagen');
        CREATE TEMPORARY TABLE t (id INT) WITH ('connector' = 'print');
        INSERT INTO t SELECT id FROM s;
        """
      let ddl = "create table given (id bigint primary key)"
      try await with("given", ["{\"id\":1}"], tables: [ddl], arguments: ["sql": .string(sql)]) { pipeline in
        let given = try await pipeline.text([0: 1])
        #expect(given == "No message can be looked up: the SQL was given, so the row of a message is not known")
        let unknown = Pipeline(
          application: pipeline.application, kafka: pipeline.kafka, target: pipeline.target, sqlRecordID: nil,
          topic: "given")
        let unrecorded = try await unknown.text([0: 1])
        #expect(unrecorded == "No message can be looked up: nothing is recorded about the keys of the tables")
      }
    }
  }
#endif
