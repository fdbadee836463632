import JSONCoding
import Testing

@testable import JobHealth

@Suite("The root cause of a stack trace")
struct StackTraceTests {
  /// A text, and the class and the message of its root cause.
  private typealias Expected = (text: String, exception: String, message: String?)

  private static func expect(_ expected: Expected, sourceLocation: SourceLocation = #_sourceLocation) {
    let failure = HealthReading.Failure(text: expected.text)
    #expect(failure?.exception == expected.exception, sourceLocation: sourceLocation)
    #expect(failure?.message == expected.message, sourceLocation: sourceLocation)
  }

  @Test("is not a wrapper that says nothing")
  func wrappers() {
    Self.expect(
      (
        """
        org.apache.flink.util.FlinkException: Global failure triggered by OperatorCoordinator for 'Source: s[1]'
        \tat a.B.c(B.java:1)
        Caused by: org.apache.kafka.common.KafkaException: Failed to load SSL keystore /x.jks of type JKS
        \t... 14 more
        Caused by: java.io.EOFException
        \t... 24 more
        """, "org.apache.kafka.common.KafkaException", "Failed to load SSL keystore /x.jks of type JKS"
      ))
    Self.expect(
      (
        """
        java.io.IOException: Cannot write
        Caused by: a.b.ExceptionInChainedOperatorException: Could not forward element to next operator
        Caused by: java.lang.Exception: null
        Caused by: java.lang.InterruptedException: sleep interrupted
        """, "java.io.IOException", "Cannot write"
      ))
  }

  @Test(
    "is the innermost exception if all say nothing",
    arguments: [
      (
        "org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy",
        "org.apache.flink.runtime.JobException", "Recovery is suppressed by NoRestartBackoffTimeStrategy"
      ),
      ("java.lang.Exception: null\nCaused by: java.lang.NullPointerException", "java.lang.NullPointerException", nil),
    ])
  func onlyWrappers(_ text: String, _ exception: String, _ message: String?) {
    Self.expect((text, exception, message))
  }

  @Test(
    "is in the message of an exception that repeats it",
    arguments: [
      (
        "java.util.concurrent.CompletionException: java.lang.RuntimeException: a.b.MyException: The reason: known",
        "a.b.MyException", "The reason: known"
      ),
      ("JOB_FAILED: java.lang.OutOfMemoryError: Java heap space", "java.lang.OutOfMemoryError", "Java heap space"),
      ("Failed (1). Error message: a.b.SQLException: Session 'x'", "a.b.SQLException", "Session 'x'"),
      ("java.lang.ClassNotFoundException: a.b.MyException", "java.lang.ClassNotFoundException", "a.b.MyException"),
      ("java.lang.OutOfMemoryError", "java.lang.OutOfMemoryError", nil),
    ])
  func repeated(_ text: String, _ exception: String, _ message: String?) {
    Self.expect((text, exception, message))
  }

  @Test(
    "does not come from a text without an exception",
    arguments: [
      "", "\n \n", "JOB_FAILED", "JOB_START_FAILED: Could not find any factory for identifier 'hologres'",
      "Error: something", "ERROR: relation \"public.orders\" does not exist", "Caused by: ",
      "see public.orders: it fails",
    ])
  func noException(_ text: String) { #expect(HealthReading.Failure(text: text) == nil) }

  @Test("is not a suppressed exception, nor a frame, however the trace is indented", arguments: ["\t", "    "])
  func suppressed(_ indent: String) {
    let text = """
      a.b.OuterException: outer
      >at a.B.c(B.java:1) ~[flink-dist.jar:1.20]
      >Suppressed: a.b.CloseException: while closing
      second line of it
      >>at a.B.d(B.java:2)
      >Caused by: a.b.HiddenException: partition x-1 at offset 5
      >>... 3 more
      Caused by: a.b.InnerException: inner
      >at jdk.internal.reflect.GeneratedMethodAccessor47.invoke(Unknown Source)
      >at java.base/java.lang.Thread.run(Thread.java:840)
      >... 12 more
      Caused by: [CIRCULAR REFERENCE: a.b.OuterException: outer]
      """
    Self.expect((text.replacing(">", with: indent), "a.b.InnerException", "inner"))
    #expect(HealthReading.Failure(text: text.replacing(">", with: indent))?.place == nil)
  }

  @Test("has a message in one line, with the database's detail and hint and without its position and its row")
  func lines() {
    Self.expect(
      (
        """
        org.postgresql.util.PSQLException: ERROR: column "at" is of type timestamp but expression is of type bigint
          Hint: You will need to rewrite or cast the expression.
          Position: 70
        \tat a.B.c(B.java:1)
        """, "org.postgresql.util.PSQLException",
        "ERROR: column \"at\" is of type timestamp but expression is of type bigint "
          + "Hint: You will need to rewrite or cast the expression."
      ))
    Self.expect(
      (
        """
        java.sql.BatchUpdateException: Batch entry 0 INSERT INTO t(a)
        VALUES ('a value') was aborted: ERROR: null value in column "a" violates not-null constraint
          Detail: Failing row contains (null, a value).  Call getNextException to see other errors in the batch.
        """, "java.sql.BatchUpdateException", "ERROR: null value in column \"a\" violates not-null constraint"
      ))
    Self.expect(
      (
        "com.alibaba.hologres.client.exception.HoloClientWithDetailsException: failed records 1, "
          + "first:Record{values=[a value]},first err:[104]ERROR: permission denied for table t",
        "com.alibaba.hologres.client.exception.HoloClientWithDetailsException", "ERROR: permission denied for table t"
      ))
    Self.expect(
      (
        """
        org.apache.calcite.sql.parser.SqlParseException: Encountered "FROM" at line 3, column 4.
        Was expecting one of:
            <IDENTIFIER> ...
        """, "org.apache.calcite.sql.parser.SqlParseException", "Encountered \"FROM\" at line 3, column 4."
      ))
  }

  @Test("does not quote a whole message")
  func quotes() {
    let text = """
      java.io.IOException: Corrupt Debezium JSON message '{"phone":"555"}'.
      Caused by: java.lang.NullPointerException
      """
    Self.expect((text, "java.io.IOException", "Corrupt Debezium JSON message '…'"))
  }

  @Test("of the network says which server it is about")
  func network() {
    Self.expect(
      (
        """
        org.postgresql.util.PSQLException: Connection to 10.0.3.17:80 refused. Check that the port is correct.
        Caused by: java.net.ConnectException: Connection refused
        """, "java.net.ConnectException",
        "Connection refused (Connection to 10.0.3.17:80 refused. Check that the port is correct.)"
      ))
    Self.expect(
      (
        "java.io.IOException: x\nCaused by: java.net.ConnectException: Connection refused", "java.net.ConnectException",
        "Connection refused"
      ))
  }

  @Test(
    "has the name of its library",
    arguments: [
      (
        "org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParseException",
        "com.fasterxml.jackson.core.JsonParseException"
      ),
      (
        "org.apache.flink.kafka.shaded.org.apache.kafka.common.errors.TimeoutException",
        "org.apache.kafka.common.errors.TimeoutException"
      ),
      (
        "com.alibaba.ververica.connectors.hologres.shaded.hologres.org.postgresql.util.PSQLException",
        "org.postgresql.util.PSQLException"
      ),
      ("my.shaded.package.of.AnException", "my.shaded.package.of.AnException"),
    ])
  func shaded(_ name: String, _ expected: String) { Self.expect(("\(name): m", expected, "m")) }

  @Test("is cut, and a huge trace does not take long")
  func long() {
    let long = String(repeating: "x", count: 5_000)
    let failure = HealthReading.Failure(text: "a.b.X\(long)Exception: \(long)")
    #expect(failure?.exception.count == 200 && failure?.message?.count == 300)
    let huge = String(repeating: "Caused by: java.lang.Exception\n\tat a.B.c(B.java:1)\n", count: 20_000)
    #expect(HealthReading.Failure(text: huge)?.exception == "java.lang.Exception")
  }

  @Test("of the entry of a history is the first one that says something")
  func entry() {
    let suppressed = "org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy"
    let failure = HealthReading.Failure(
      entry: [
        "exceptionName": "org.apache.flink.runtime.JobException", "stacktrace": .string(suppressed),
        "concurrentExceptions": [["stacktrace": "java.lang.Exception"], ["stacktrace": "a.b.MyException: it"]],
      ])
    #expect(failure == HealthReading.Failure(exception: "a.b.MyException", message: "it"))
    let alone = HealthReading.Failure(entry: ["exceptionName": "a.b.MyException", "stacktrace": "(no trace)"])
    #expect(alone == HealthReading.Failure(exception: "a.b.MyException"))
  }
}
