import FlinkSQL
import PipelineTypes
import Testing

@Suite("Suggested tables")
struct SuggestedTableTests {
  private static let orders = [
    #"{"orderId":1,"amount":9.50,"items":[{"sku":"a","qty":2}],"created_at":"2024-05-01T10:00:00Z"}"#,
    #"{"orderId":2,"amount":7.25,"items":[],"created_at":"2024-05-01T10:00:01Z"}"#,
  ]

  @Test("are created with properties and comments in one transaction in Hologres")
  func hologres() throws {
    let table = try #require(try Suggestions.table(Suggestions.messages(Self.orders)))
    #expect(
      table.statement(for: .hologres) == """
        BEGIN;
        CREATE TABLE "public"."orders" (
          "order_id" bigint NOT NULL,
          "amount" numeric(18,2),
          "items" jsonb,
          "created_at" timestamptz,
          PRIMARY KEY ("order_id")
        );
        CALL set_table_property('public.orders', 'orientation', 'column');
        CALL set_table_property('public.orders', 'distribution_key', 'order_id');
        COMMENT ON COLUMN "public"."orders"."order_id" IS '$.orderId';
        COMMENT ON COLUMN "public"."orders"."items" IS '$.items ARRAY<ROW<`sku` STRING, `qty` BIGINT>>';
        COMMIT;
        """)
  }

  @Test("are created without properties in Postgres, and with their schema if that is asked for")
  func postgres() throws {
    let name = TableName(schema: "iot", table: "r")
    let table = try #require(try Suggestions.table(Suggestions.messages([#"{"v":1}"#]), name: name))
    #expect(
      table.statement(for: .postgres, createsSchema: true) == """
        CREATE SCHEMA IF NOT EXISTS "iot";
        BEGIN;
        CREATE TABLE "iot"."r" (
          "v" bigint
        );
        COMMIT;
        """)
  }

  @Test("have names and texts in quotes, whatever is in them")
  func quotes() throws {
    let name = TableName(schema: "S'x", table: "a\"b")
    let messages = [#"{"k'\"ID":"1","x,y":{"a'b":1}}"#, #"{"k'\"ID":"2","x,y":{"a'b":1}}"#]
    let table = try #require(try Suggestions.table(Suggestions.messages(messages), name: name))
    let statement = table.statement(for: .hologres)
    #expect(statement.contains(#"CREATE TABLE "S'x"."a""b" ("#))
    #expect(statement.contains(#"  "k'""ID" text NOT NULL,"#))
    #expect(statement.contains(#"CALL set_table_property('"S''x"."a""b"', 'orientation', 'column');"#))
    #expect(statement.contains(#"'distribution_key', '"k''""ID"');"#))
    #expect(statement.contains(#"IS '$[''x,y''] ROW<`a''b` BIGINT>';"#))
  }

  @Test("have the paths of fields inside of envelopes as comments")
  func paths() throws {
    func paths(_ messages: [String]) throws -> [String?] {
      try #require(try Suggestions.table(Suggestions.messages(messages))).columns.map(\.comment)
    }
    #expect(try paths(Envelopes.debezium) == ["$.after.id", "$.after.n"])
    #expect(try paths(Envelopes.canal) == ["$.data[*].id", "$.data[*].n"])
    #expect(try paths(Envelopes.maxwell) == ["$.data.id", "$.data.n"])
    #expect(try paths([Envelopes.connect(#"{"id":1,"n":"a"}"#)]) == ["$.payload.id", "$.payload.n"])
  }

  @Test("are distributed by two columns at most, and at random without a key")
  func distribution() throws {
    let key = #"{"a":1,"b":2,"c":3}"#
    let messages = Suggestions.keyed([(key, key), (#"{"a":1,"b":2,"c":4}"#, #"{"a":1,"b":2,"c":4}"#)])
    let table = try #require(try Suggestions.table(messages))
    #expect(table.primaryKey == ["a", "b", "c"])
    #expect(table.statement(for: .hologres).contains("'distribution_key', 'a,b'"))
    let other = try #require(try Suggestions.table(Suggestions.messages([#"{"v":1}"#])))
    #expect(!other.statement(for: .hologres).contains("distribution_key"))
  }

  @Test("do not exist for documents inside of changes, which must be unwrapped first")
  func documents() throws {
    let message = #"{"before":null,"after":"{\"_id\":1}","source":{"db":"d","collection":"c"},"op":"c","ts_ms":1}"#
    #expect(try Suggestions.table(Suggestions.messages([message])) == nil)
  }

  @Test(
    "take the messages of each golden topic without loss", arguments: GoldenTopic.all,
    [Pipelines.vvr8, Pipelines.vvr11])
  func golden(_ topic: GoldenTopic, _ engine: EngineVersion) throws {
    let messages = Suggestions.messages(topic.messages)
    let schema = try SchemaInference(messages).schema()
    let table = try #require(SuggestedTable(Suggestions.name, for: schema, messages, engine: engine))
    #expect(table.columns.count == schema.fields.count)
    #expect(try Suggestions.losses(of: schema, in: table.target, engine: engine).isEmpty)
    let text = try Pipelines.sql(schema, into: table.target, engine: engine)
    #expect(table.columns.allSatisfy { text.contains("`\($0.name.replacing("`", with: "``"))`") })
  }
}
