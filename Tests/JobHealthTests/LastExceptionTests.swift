import JSONCoding
import Testing

@testable import JobHealth

@Suite("The newest failure of a job")
struct LastExceptionTests {
  /// As Flink 1.17 and 1.20 report a text in a column of type BIGINT.
  private static let traces = [
    """
    java.io.IOException: Failed to deserialize consumer record due to
    \tat org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter.emitRecord(KafkaRecordEmitter.java:56)
    Caused by: java.io.IOException: Failed to deserialize JSON '{"order_id":"abc"}'.
    \tat org.apache.flink.formats.json.JsonRowDataDeserializationSchema.deserialize(X.java:116)
    Caused by: org.apache.flink.formats.json.JsonParseException: Fail to deserialize at field: order_id.
    \tat org.apache.flink.formats.json.JsonToRowDataConverters.lambda$createRowConverter(X.java:354)
    Caused by: java.lang.NumberFormatException: For input string: "abc"
    \tat java.base/java.lang.NumberFormatException.forInputString(NumberFormatException.java:67)
    """,
    """
    java.io.IOException: Failed to deserialize consumer record due to
    \tat org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter.emitRecord(KafkaRecordEmitter.java:56)
    Caused by: java.io.IOException: Failed to deserialize JSON '{"order_id":"abc"}'.
    \tat org.apache.flink.formats.json.JsonParserRowDataDeserializationSchema.deserialize(X.java:91)
    Caused by: org.apache.flink.formats.json.JsonParseException: Fail to deserialize at field: order_id.
    \tat org.apache.flink.formats.json.JsonParserToRowDataConverters.lambda$createObjectConverter(X.java:419)
    \t... 18 more
    """,
  ]

  private static func failures(_ trace: String) -> HealthReading.Failures? {
    HealthReading.Failures(
      answer: [
        "root-exception": .string(trace),
        "exceptionHistory": [
          "entries": [
            ["exceptionName": "java.io.IOException", "stacktrace": .string(trace), "timestamp": 1_767_225_660_000]
          ]
        ],
      ])
  }

  @Test("names the field that does not fit its type", arguments: traces)
  func field(_ trace: String) throws {
    let failures = try #require(Self.failures(trace))
    #expect(failures.last?.field == "order_id")
    #expect(HealthReading.Failures(json: failures.json) == failures)
  }

  @Test("names the fields around it")
  func nested() {
    let trace = """
      java.io.IOException: x
      Caused by: org.apache.flink.formats.json.JsonParseException: Fail to deserialize at field: address.
      Caused by: org.apache.flink.formats.json.JsonParseException: Fail to deserialize at field: zip.
      """
    #expect(Self.failures(trace)?.last?.field == "address.zip")
    #expect(Self.failures("java.io.IOException: Connection refused")?.last?.field == nil)
  }

  @Test("is in the report, with its time")
  func report() {
    var reading = HealthReading(readAt: 1_767_225_661_000)
    reading.state = "RESTARTING"
    func json() -> JSON? {
      let report = HealthAssessment(platformStatus: "RUNNING", current: reading).report(now: reading.readAt)
      return report.json(reason: { _ in "" }, recommendation: { _ in "" }, time: { "\($0)" })["last_exception"]
    }
    #expect(json() == .null)
    reading.failures = Self.failures(Self.traces[0])
    #expect(
      json() == [
        "name": "java.lang.NumberFormatException", "message": "For input string: \"abc\"", "at": "1767225660000",
      ])
  }
}
