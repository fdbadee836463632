import JSONCoding
import Postgres
import Sandbox

/// The part of the demo that a real Flink makes possible: rows arrive, and nothing is lost or written twice.
struct EngineDemo {
  /// The sandbox, in which the job of topic `orders` runs.
  let sandbox: Sandbox

  private static let messagesBefore = 200
  private static let patience = Duration.seconds(60)

  /// Plays the steps; false if rows are missing or were written twice.
  func play(_ client: inout DemoClient) async throws -> Bool {
    let database = sandbox.postgres.client(database: Sandbox.targetDatabase, connections: 1)
    client.say("The rows of topic orders are in the table.")
    guard try await wait(for: EngineDemo.messagesBefore, in: "orders", database) else { return false }
    try show("select order_id, user_id, amount, status, created_at from orders order by order_id limit 5")

    client.say("Deploy stock_changes: inserts, updates and deletions that Debezium captured.")
    let stock = try client.call("generate_and_deploy", ["topic": "stock_changes", "hologres_table": "public.stock"])
    guard stock["success"] == true, try await wait(for: 32, in: "stock", database) else { return false }
    try show("select * from stock order by sku limit 5")

    client.say("Count each write to the table orders from now on, and produce 50 further messages.")
    try await database.query("create table order_writes (order_id bigint)")
    try await database.query(EngineDemo.countingFunction)
    try await database.query(EngineDemo.countingTrigger)
    try produce(200_000..<200_050)
    guard try await wait(for: 250, in: "orders", database) else { return false }
    try show("select count(*) as rows, max(order_id) as newest from orders")

    client.say("Stop the job with a savepoint, produce 50 messages meanwhile, and start it again.")
    return try await restart(&client, database)
  }

  private func restart(_ client: inout DemoClient, _ database: PostgresClient) async throws -> Bool {
    let deployed = try client.call("generate_and_deploy", ["topic": "orders", "hologres_table": "public.orders"])
    let stopped = try client.call("stop_job", ["deployment_id": deployed["deployment_id"] ?? .null])
    try produce(200_050..<200_100)
    let started = try client.call("start_job", ["deployment_id": deployed["deployment_id"] ?? .null])
    guard stopped["success"] == true, started["success"] == true,
      try await wait(for: 300, in: "orders", database)
    else { return false }
    client.say("Each of the 100 messages is in the table, and each was written once.")
    try show("select count(*) as writes, count(distinct order_id) as orders from order_writes")
    let counts = try await database.query("select count(*) as w, count(distinct order_id) as o from order_writes")
    return try counts.first?.string("w") == "100" && counts.first?.string("o") == "100"
  }

  private static let countingFunction = """
    create function count_order() returns trigger language plpgsql as
      $$ begin insert into order_writes values (new.order_id); return null; end $$
    """

  private static let countingTrigger =
    "create trigger count_order after insert or update on orders for each row execute function count_order()"

  /// Waits until a table has so many rows; false if it takes too long.
  private func wait(for count: Int, in table: String, _ database: PostgresClient) async throws -> Bool {
    let deadline = ContinuousClock.now + EngineDemo.patience
    while ContinuousClock.now < deadline {
      let rows = try await database.query("select count(*) as n from \(table)")
      if try rows.first?.string("n") == "\(count)" { return true }
      try await Task.sleep(for: .milliseconds(100))
    }
    return false
  }

  private func show(_ sql: String) throws {
    try PostgresShell(sandbox.postgres.uri(database: Sandbox.targetDatabase)).run([sql])
  }

  private func produce(_ ids: Range<Int>) throws {
    #if KafkaSampling
      let messages = ids.map { id in
        """
        {"order_id":\(id),"user_id":\(id % 900),"amount":\(id % 90).50,"currency":"CNY","status":"NEW","coupon":null,\
        "items":[{"sku":"A-1","qty":1}],"created_at":"2026-11-27T08:00:00.000Z"}
        """
      }
      try sandbox.produce(messages, to: "orders", partitions: 3)
    #endif
  }
}
