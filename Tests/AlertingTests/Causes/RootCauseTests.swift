import JobHealth
import Testing

@testable import Alerting

@Suite("The root cause of an alert")
struct RootCauseTests {
  @Test("is that of Flink, else that of Alibaba Cloud")
  func failure() {
    let failure = HealthReading.Failure(exception: "a.B", message: "m")
    let text = "JOB_FAILED: java.lang.OutOfMemoryError: Java heap space\n\tat a.B.c(B.java:1)"
    #expect(RootCause(failure: failure, platformText: text).failure == failure)
    let cause = RootCause(failure: nil, platformText: text)
    #expect(cause.failure == .init(exception: "java.lang.OutOfMemoryError", message: "Java heap space"))
    #expect(cause.platformText == "JOB_FAILED: java.lang.OutOfMemoryError: Java heap space")
    #expect(cause.entry?.id == "taskmanager_heap_exhausted")
  }

  @Test("is unknown where nobody says anything")
  func nothing() {
    for text in [nil, "", " \n "] {
      let cause = RootCause(failure: nil, platformText: text)
      #expect(cause.failure == nil && cause.platformText == nil && cause.entry?.id == nil)
    }
  }

  @Test("has the first line of what Alibaba Cloud says, without secrets, cut")
  func text() {
    let long = String(repeating: "x", count: 500)
    let cause = RootCause(failure: nil, platformText: "\n  password=hunter2 \(long)\nmore")
    #expect(cause.platformText?.count == 300 && cause.platformText?.hasSuffix("…") == true)
    #expect(cause.platformText?.contains("password=*** x") == true)
  }
}
