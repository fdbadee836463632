/// The topics and tables of the sandbox: small, realistic, and the same in every run.
public enum DemoData {
  /// A topic with messages, and the table that fits them.
  public struct Topic: Sendable {
    /// The name of the topic.
    public let name: String
    /// The table, `schema.table`.
    public let table: String
    /// The number of partitions.
    public let partitions: Int
    /// The messages.
    public let messages: [String]
    /// The statement that creates the table.
    public let ddl: String
  }

  /// All topics.
  public static let topics = [orders, clicks, sensorReadings, members, stockChanges]

  private static func day(_ index: Int) -> String { "2026-11-\(index % 28 < 9 ? "0" : "")\(index % 28 + 1)" }

  private static func clock(_ index: Int) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(two(index * 7 % 24)):\(two(index * 13 % 60)):\(two(index * 29 % 60))"
  }

  private static let orders = Topic(
    name: "orders", table: "public.orders", partitions: 3,
    messages: (0..<200).map { index in
      let status = ["NEW", "PAID", "SHIPPED", "DONE"][index % 4]
      let coupon = index % 5 == 0 ? "\"WELCOME10\"" : "null"
      return """
        {"order_id":\(100_000 + index),"user_id":\(5_000 + index * 37 % 900),"amount":\(index % 90 + 9).\(index % 90 + 10),\
        "currency":"CNY","status":"\(status)","coupon":\(coupon),"items":[{"sku":"A-\(index % 12)","qty":\(index % 3 + 1)}],\
        "created_at":"\(day(index))T\(clock(index)).\(100 + index)Z"}
        """
    },
    ddl: """
      create table orders (order_id bigint primary key, user_id bigint, amount numeric(18,2), currency text,
        status text, coupon text, items jsonb, created_at timestamptz)
      """)

  private static let clicks = Topic(
    name: "clicks", table: "public.clicks", partitions: 4,
    messages: (0..<300).map { index in
      """
      {"eventId":"e-\(index)","userId":\(5_000 + index % 900),"page":"/p/\(index % 40)","durationMs":\(index * 17 % 9_000),\
      "isMobile":\(index % 3 == 0),"ts":\(1_795_000_000_000 + index * 1_234)}
      """
    },
    ddl: """
      create table clicks (event_id text primary key, user_id bigint, page text, duration_ms int, is_mobile boolean,
        ts timestamptz)
      """)

  private static let sensorReadings = Topic(
    name: "sensor_readings", table: "iot.readings", partitions: 2,
    messages: (0..<150).map { index in
      """
      {"sensor":"s-\(index % 8)","seq":\(index),"temperature":\(Double(index * 37 % 400) / 7),"ok":\(index % 11 != 0),\
      "day":"\(day(index))"}
      """
    },
    ddl: """
      create schema if not exists iot;
      create table iot.readings (seq bigint, sensor text, temperature double precision, ok boolean, day date,
        primary key (sensor, seq))
      """)

  private static let members = Topic(
    name: "members", table: "public.会员", partitions: 1,
    messages: (0..<60).map { index in
      """
      {"会员号":\(index + 1),"姓名":"\(["张伟", "王芳", "李娜", "刘洋"][index % 4])","余额":\(index * 10).50,\
      "地址":{"城市":"\(["杭州", "上海"][index % 2])","邮编":"31000\(index % 10)"}}
      """
    },
    ddl: "create table 会员 (会员号 bigint primary key, 姓名 text, 余额 numeric(12,2), 地址 jsonb)")

  /// Changes of a warehouse's table as Debezium writes them: each article is added and sold; every fifth is deleted.
  private static let stockChanges = Topic(
    name: "stock_changes", table: "public.stock", partitions: 1,
    messages: (0..<40).flatMap { index in
      let added = stock(index, onHand: 100)
      let sold = stock(index, onHand: 100 - index)
      let changes = [change("c", "null", added, index * 3), change("u", added, sold, index * 3 + 1)]
      return index % 5 == 0 ? changes + [change("d", sold, "null", index * 3 + 2)] : changes
    },
    ddl: """
      create table stock (sku text primary key, warehouse text, on_hand int, price numeric(10,2),
        updated_at timestamptz)
      """)

  private static func stock(_ index: Int, onHand: Int) -> String {
    """
    {"sku":"A-\(index)","warehouse":"\(["HGH", "SHA"][index % 2])","on_hand":\(onHand),"price":"\(index + 5).90",\
    "updated_at":"\(day(index))T\(clock(index + 100 - onHand))Z"}
    """
  }

  private static func change(_ operation: String, _ before: String, _ after: String, _ index: Int) -> String {
    """
    {"before":\(before),"after":\(after),"source":{"connector":"postgresql","db":"shop","schema":"public",\
    "table":"stock","lsn":\(24_000_000 + index * 56)},"op":"\(operation)","ts_ms":\(1_795_000_000_000 + index * 1_000)}
    """
  }
}
