import JSONCoding
import Sandbox
import Testing

extension Engine {
  /// The demo topics: each value of each row is what the messages say.
  @Suite("Demo topics")
  struct DemoTopicTests {
    /// A demo topic, and how a row follows from a message.
    struct Topic: Sendable, CustomTestStringConvertible {
      let name: String
      let table: String
      let rows: Int
      /// Whether row `t` has the values of the message `m`, a `jsonb`.
      let isEqual: String
      var testDescription: String { name }
    }

    static let topics = [
      Topic(
        name: "orders", table: "orders", rows: 200,
        isEqual: """
          t.order_id = (m->>'order_id')::bigint and t.user_id = (m->>'user_id')::bigint
            and t.amount = (m->>'amount')::numeric and t.currency = m->>'currency' and t.status = m->>'status'
            and t.coupon is not distinct from m->>'coupon' and t.items = m->'items'
            and t.created_at = (m->>'created_at')::timestamptz
          """),
      Topic(
        name: "clicks", table: "clicks", rows: 300,
        isEqual: """
          t.event_id = m->>'eventId' and t.user_id = (m->>'userId')::bigint and t.page = m->>'page'
            and t.duration_ms = (m->>'durationMs')::int and t.is_mobile = (m->>'isMobile')::boolean
            and t.ts = to_timestamp((m->>'ts')::bigint / 1000.0)
          """),
      Topic(
        name: "sensor_readings", table: "iot.readings", rows: 150,
        isEqual: """
          t.seq = (m->>'seq')::bigint and t.sensor = m->>'sensor' and t.temperature = (m->>'temperature')::float8
            and t.ok = (m->>'ok')::boolean and t.day = (m->>'day')::date
          """),
      Topic(
        name: "members", table: "会员", rows: 60,
        isEqual: """
          t.会员号 = (m->>'会员号')::bigint and t.姓名 = m->>'姓名' and t.余额 = (m->>'余额')::numeric and t.地址 = m->'地址'
          """),
      Topic(
        name: "stock_changes", table: "stock", rows: 32,
        isEqual: """
          m->>'op' = 'u' and t.sku = m->'after'->>'sku' and t.warehouse = m->'after'->>'warehouse'
            and t.on_hand = (m->'after'->>'on_hand')::int and t.price = (m->'after'->>'price')::numeric
            and t.updated_at = (m->'after'->>'updated_at')::timestamptz
          """),
    ]

    @Test("arrive row by row, with every value", arguments: topics, EngineVersion.allCases)
    func arrive(_ topic: Topic, _ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let demo = try #require(DemoData.topics.first { $0.name == topic.name })
      try await engine.deploy(demo.name, demo.table)
      try await engine.wait(for: "\(topic.rows)", "select count(*) as value from \(topic.table)")
      let messages = "[\(demo.messages.joined(separator: ","))]".replacing("'", with: "''")
      let equal = """
        select count(distinct t.*) as value from \(topic.table) t, jsonb_array_elements('\(messages)') m
          where \(topic.isEqual)
        """
      try await engine.wait(for: "\(topic.rows)", equal)
    }
  }
}
