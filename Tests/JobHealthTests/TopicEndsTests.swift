import Testing

@testable import JobHealth

/// The true backlog.
@Suite("Ends of topics")
struct TopicEndsTests {
  private static func positions(_ current: Int?, _ committed: Int? = nil) -> HealthReading {
    var reading = HealthReading(readAt: 1)
    reading.source.partitions[.init(topic: "a.b", partition: 0)] = .init(current: current, committed: committed)
    return reading
  }

  @Test(
    "The backlog is what lies behind the last message that was read",
    arguments: [
      (99, nil, 0), (49, nil, 50), (nil, nil, 90), (nil, 20, 80), (200, nil, 0),
    ] as [(Int?, Int?, Int)])
  func waiting(_ current: Int?, _ committed: Int?, _ expected: Int) {
    var reading = Self.positions(current, committed)
    reading.source.pendingRecords = 7
    reading.topicEnds = TopicEnds(["a.b": [0: .init(begin: 10, end: 100)]])
    #expect(reading.backlog == Backlog(messages: expected, isLowerBound: false))
    #expect(HealthReading(json: reading.json) == reading)
  }

  @Test("A partition without a known begin makes it a lower bound")
  func lowerBound() {
    var reading = Self.positions(49)
    reading.topicEnds = TopicEnds(["a.b": [0: .init(end: 100), 1: .init(end: 30)]])
    #expect(reading.backlog == Backlog(messages: 50, isLowerBound: true))
    #expect(reading.partitionCount == 2)
  }

  @Test("Topics that Flink has one name for are left out")
  func ambiguous() {
    var reading = Self.positions(49)
    reading.topicEnds = TopicEnds([
      "a.b": [0: .init(end: 100)], "a_b": [0: .init(end: 60), 1: .init(begin: 0, end: 5)],
    ])
    #expect(reading.backlog == Backlog(messages: 5, isLowerBound: true))
    #expect(HealthReading(json: reading.json) == reading)
  }

  @Test("Without ends Flink's count is a lower bound, and none is none")
  func withoutEnds() {
    var reading = Self.positions(49)
    #expect(reading.backlog == nil)
    reading.source.pendingRecords = 0
    #expect(reading.backlog == Backlog(messages: 0, isLowerBound: true))
  }
}
