import JSONCoding
import JobHealth
import Testing

@testable import Alerting

@Suite("Known failures")
struct CauseAtlasTests {
  @Test("Each entry of the data files is read, and its ID is its own")
  func read() throws {
    let data = try CauseAtlas.documents.flatMap { try #require(try JSON.parse($0).array) }
    #expect(CauseAtlas.entries.map(\.id) == data.compactMap { $0["id"]?.string })
    #expect(CauseAtlas.entries.count == data.count && data.count >= 70)
    #expect(Set(CauseAtlas.entries.map(\.id)).count == data.count)
    let members: Set<String> = ["id", "when", "retry_helps", "english", "chinese"]
    let parts: Set<String> = ["class", "all", "any", "field"]
    for (entry, json) in zip(CauseAtlas.entries, data) {
      #expect(Set(json.object?.keys.map { $0 } ?? []) == members, "\(entry.id)")
      let conditions = try #require(json["when"]?.array)
      #expect(entry.conditions.count == conditions.count && !conditions.isEmpty, "\(entry.id)")
      #expect(conditions.allSatisfy { parts.isSuperset(of: $0.object?.keys.map { $0 } ?? ["?"]) }, "\(entry.id)")
      #expect(CauseAtlas.entry(entry.id)?.id == entry.id)
    }
    #expect(CauseAtlas.entry("no_such_entry") == nil)
  }

  @Test("A failure finds its entry, as Flink names it and as Alibaba Cloud does", arguments: CauseInput.all)
  func match(_ input: CauseInput) {
    #expect(CauseAtlas.match(nil, platformText: input.text)?.id == input.id)
    guard let failure = HealthReading.Failure(text: input.text) else { return }
    #expect(CauseAtlas.match(failure)?.id == input.id)
    #expect(CauseAtlas.match(failure, platformText: "JOB_FAILED: exceeded quota")?.id == input.id)
  }

  @Test("Each condition of each entry holds for one of the inputs")
  func noDeadCondition() {
    #expect(Set(CauseInput.all.map(\.id)) == Set(CauseAtlas.entries.map(\.id)))
    let inputs = Dictionary(grouping: CauseInput.all, by: \.id)
    for entry in CauseAtlas.entries {
      let texts = (inputs[entry.id] ?? []).map { input in
        HealthReading.Failure(text: input.text).map(FailureText.init) ?? FailureText(input.text)
      }
      for (index, condition) in entry.conditions.enumerated() {
        #expect(texts.contains(where: condition.holds), "condition \(index) of \(entry.id)")
      }
    }
  }

  @Test(
    "What is not known is called unknown",
    arguments: [
      "", "JOB_FAILED", "JOB_FAILED: The job failed", "The quota of the queue is not exceeded",
      "java.lang.NullPointerException", "java.lang.RuntimeException: Cannot write",
      "java.lang.ClassCastException: class a.B cannot be cast to class c.D",
      "java.lang.OutOfMemoryError: Requested array size exceeds VM limit",
      "org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy",
      "java.util.concurrent.TimeoutException: The heartbeat of ResourceManager with id a timed out.",
      "java.util.concurrent.TimeoutException: Timed out waiting for a node assignment.",
      "com.example.MyTimeoutException: Timed out waiting for a node assignment.",
      "com.example.JsonParseException: Unexpected character", "com.example.ConfigException: Invalid value",
      "java.io.FileNotFoundException: /opt/models/model.bin", "java.io.IOException: The relation does not exist",
      "org.postgresql.util.PSQLException: ERROR: cannot drop table orders because other objects depend on it",
      "org.postgresql.util.PSQLException: ERROR: role with OID 4711 does not exist",
      "org.postgresql.util.PSQLException: ERROR: column reference \"id\" is ambiguous",
      "com.aliyun.oss.OSSException: We encountered an internal error.\n[ErrorCode]: InternalError",
      "java.lang.IllegalStateException: The state of the variable is wrong", "engine version vvr-11.1-flink-1.20",
    ])
  func unknown(_ text: String) {
    #expect(CauseAtlas.match(nil, platformText: text)?.id == nil)
    #expect(CauseAtlas.match(HealthReading.Failure(text: text))?.id == nil)
  }

  @Test("A text with an exception is about its root cause only")
  func rootCauseOnly() {
    let text = """
      JOB_FAILED: java.io.IOException: permission denied for table orders
      Caused by: com.example.MyException: The reason
      """
    #expect(CauseAtlas.match(nil, platformText: text)?.id == nil)
  }

  @Test("Alibaba Cloud decides if Flink names no failure that is known")
  func platform() {
    let text = "JOB_FAILED: exceeded quota: resourcequota"
    #expect(CauseAtlas.match(nil, platformText: text)?.id == "queue_full")
    #expect(CauseAtlas.match(.init(exception: "a.B"), platformText: text)?.id == "queue_full")
    #expect(CauseAtlas.match(nil)?.id == nil)
  }

  @Test(
    "A value that does not fit is known by its field",
    arguments: [("order_id", "message_value_mismatch"), (nil, nil)])
  func field(_ field: String?, _ id: String?) {
    let failure = HealthReading.Failure(exception: "java.lang.Exception", message: "bad value", field: field)
    #expect(CauseAtlas.match(failure)?.id == id)
  }
}
