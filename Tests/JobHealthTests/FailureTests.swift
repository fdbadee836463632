import JSONCoding
import Testing

@testable import JobHealth

/// Root causes of failures, and the messages that they name.
@Suite("Failures")
struct FailureTests {
  @Test(
    "The root cause is the last one",
    arguments: [
      ("badmessage", "com.fasterxml.jackson.core.JsonParseException", "Unexpected character"),
      ("badcredentials", "org.postgresql.util.PSQLException", "FATAL: role"),
      ("sinkmissing", "org.postgresql.util.PSQLException", "ERROR: relation \"public.orders\" does not exist"),
      ("failed", "com.fasterxml.jackson.core.JsonParseException", "Unexpected character"),
    ], Recording.versions)
  func rootCause(_ expected: (scenario: String, exception: String, message: String), _ version: String) throws {
    let last = try Recording(version: version, scenario: expected.scenario).reading.failures?.last
    #expect(last?.exception == expected.exception)
    #expect(last?.message?.hasPrefix(expected.message) == true)
  }

  @Test("A failure without a history is the root exception")
  func rootException() {
    let answer: JSON = ["root-exception": "java.lang.OutOfMemoryError\n\tat a.B", "timestamp": 12]
    let failures = HealthReading.Failures(answer: answer)
    #expect(failures == .init(times: [12], last: .init(exception: "java.lang.OutOfMemoryError")))
  }

  @Test(
    "A failure may name the message",
    arguments: [
      "a.B: Failed ConsumerRecord(topic = orders.v1, partition = 3, leaderEpoch = 0, offset = 1042, CreateTime = 9)",
      "a.B: wrapped\nCaused by: c.D: Error deserializing key/value for partition orders.v1-3 at offset 1042. Seek past it",
    ])
  func place(_ trace: String) {
    let place = HealthReading.Failure(text: trace)?.place
    #expect(place == MessagePlace(topic: "orders.v1", partition: 3, offset: 1042))
  }

  @Test(
    "Other texts name none",
    arguments: [
      "a.B: topic = orders", "a.B: partition orders-x at offset 1", "a.B: partition o-1 at offset 99999999999999999999",
    ])
  func noPlace(_ trace: String) throws {
    #expect(try #require(HealthReading.Failure(text: trace)).place == nil)
  }

  @Test("Failures of many tasks at one time are one")
  func burst() {
    #expect(HealthReading.Failures(times: [9_000, 8_990, 8_900, 4_000, 3_999]).distinctTimes == [9_000, 4_000])
  }
}
