import JSONCoding
import Testing

@testable import JobHealth

/// What readings take from Flink's answers.
@Suite("Readings")
struct ReadingTests {
  @Test("Counters are those of operators, not of chained tasks", arguments: Recording.versions)
  func counters(_ version: String) throws {
    let reading = try Recording(version: version, scenario: "flowing-10s-later").reading
    let read = version == "1.17.2" ? 1_552 : 1_552
    #expect(abs(try #require(reading.source.recordsIn) - read) < 20)
    #expect(reading.sink.recordsIn == reading.source.recordsIn)
    #expect(reading.source.partitions.count == 2)
    #expect(reading.source.partitions.values.allSatisfy { $0.current ?? 0 > 700 && $0.committed ?? 0 > 700 })
    #expect(reading.restarts == 0 && reading.parallelism == 1 && reading.state == "RUNNING")
    #expect(try #require(reading.checkpoints?.lastCompleted).id > 14)
    #expect(reading.failures?.times == [] && reading.failures?.last == nil)
  }

  @Test("What Flink does not give is missing, never 0")
  func missing() throws {
    let nothing = try Recording(version: "1.20.5", scenario: "nothing").reading
    #expect(nothing.source.pendingRecords == nil && nothing.source.messageAge == nil)
    #expect(nothing.source.recordsIn == 0)
    #expect(nothing.source.partitions.values.allSatisfy { $0.current == nil && $0.committed == nil })
    let fresh = try Recording(version: "1.20.5", scenario: "fresh_instant").reading
    #expect(fresh.hasNoMetrics && fresh.restarts == nil && fresh.checkpoints?.lastCompleted == nil)
    let report = fresh.verdict()
    #expect(report.pendingRecords == nil && report.busyPercent == nil && report.sourceIdleSeconds == nil)
  }

  @Test("An unset watermark is missing")
  func watermark() throws {
    let held = try Recording(version: "1.20.5", scenario: "eventtime-one-partition-empty").reading
    #expect(held.hasEventTime == true && held.source.watermark == nil && held.source.watermarkLag == nil)
    let moving = try Recording(version: "1.20.5", scenario: "eventtime").reading
    #expect(moving.source.watermark == 1_793_613_654_000 && moving.source.watermarkLag == 2_184_698_299)
    #expect(try Recording(version: "1.20.5", scenario: "idle").reading.hasEventTime == false)
  }

  @Test("The busy time of a vertex that never ran is not a number", arguments: Recording.versions)
  func garbage(_ version: String) throws {
    let reading = try Recording(version: version, scenario: "badcredentials").reading
    #expect(try #require(reading.vertices?.first).busyTime == nil)
  }

  @Test("A vertex that is not chained keeps its own load", arguments: Recording.versions)
  func unchained(_ version: String) throws {
    let reading = try Recording(version: version, scenario: "slowsink_unchained").reading
    let busy = (reading.vertices ?? []).compactMap(\.busyPerSecond)
    #expect(busy.count == 4 && busy.max() ?? 0 > 950 && busy.min() == 0)
    #expect(reading.sink.recordsIn ?? 0 < reading.source.recordsIn ?? 0)
  }

  @Test("The newest job that has not ended is the one")
  func overview() throws {
    let overview = try JSON.parse(
      """
      {"jobs":[{"jid":"a","state":"RUNNING","start-time":5},{"jid":"b","state":"FAILED","start-time":9},
      {"jid":"c","state":"RESTARTING","start-time":7},{"state":"RUNNING","start-time":99},7]}
      """)
    #expect(FlinkAnswers.jobID(in: overview) == "c")
    #expect(FlinkAnswers.jobID(in: ["jobs": []]) == nil && FlinkAnswers.jobID(in: "jobs") == nil)
    #expect(HealthReading(FlinkAnswers(overview: overview), readAt: 1).state == "RESTARTING")
  }

  @Test("Several sources and sinks are added up, with `Sink__` as well as `__Writer`")
  func several() throws {
    let answer = try JSON.parse(
      """
      [{"id":"Source__a[1].numRecordsIn","sum":5,"max":5,"min":5},{"id":"Source__b[2].numRecordsIn","sum":"7"},
      {"id":"Sink__c[3].numRecordsIn","value":"4"},{"id":"d[4]__Writer.numRecordsIn","sum":3.0},
      {"id":"d[4]__Committer.numRecordsIn","sum":9},{"id":"Calc[9].numRecordsIn","sum":9},{"id":"numRecordsIn","sum":9},
      {"id":"Source__a[1].sourceIdleTime","min":10,"max":90},{"id":"Source__b[2].sourceIdleTime","min":20,"max":30}]
      """)
    let reading = HealthReading(FlinkAnswers(vertexMetrics: ["v": answer]), readAt: 1)
    #expect(reading.source.recordsIn == 12 && reading.sink.recordsIn == 7 && reading.source.idleTime == 10)
  }
}
