import JSONCoding
import Testing

@testable import JobHealth

/// Which metrics are asked for.
@Suite("Metrics of Flink")
struct FlinkMetricsTests {
  @Test("Only listed ids are asked for, and few of them", arguments: Recording.all)
  func wanted(_ recording: Recording) throws {
    for (_, names) in try (recording.document["metric_names"]?.object?.members ?? []).map({ ($0.key, $0.value) }) {
      let listed = FlinkMetrics.names(in: names)
      let wanted = FlinkMetrics.wanted(in: listed)
      #expect(Set(wanted).isSubset(of: listed) && wanted.count <= 20)
      #expect(!wanted.contains("numRecordsIn"))
      if listed.count > 100 { #expect(wanted.count >= 15) }
    }
  }

  @Test("Essential ones come first, and offsets in as many requests as they need")
  func queries() {
    let offsets = (0..<300).map { "Source__s[1].KafkaSourceReader.topic.my_topic.partition.\($0).currentOffset" }
    let ids = FlinkMetrics.wanted(
      in: offsets + ["x[2]__Writer.numRecordsIn", "busyTimeMsPerSecond", "mailboxQueueSize"])
    #expect(ids.count == 302 && Set(ids.prefix(2)) == ["x[2]__Writer.numRecordsIn", "busyTimeMsPerSecond"])
    let queries = FlinkMetrics.queries(for: ids)
    #expect(queries.count > 1 && queries.allSatisfy { $0.utf8.count <= FlinkMetrics.longestQuery })
    #expect(queries.joined(separator: ",").split(separator: ",").count == ids.count)
    #expect(queries[0].contains("x%5B2%5D__Writer.numRecordsIn"))
    #expect(FlinkMetrics.queries(for: []) == [])
  }

  @Test(
    "Topics with dots, and names that look like offsets",
    arguments: [
      ("Source__a[1].KafkaSourceReader.topic.o_r.partition.7.currentOffset", "o_r", 7),
      ("Source__a[1].KafkaSourceReader.topic.o.r.partition.7.currentOffset", "o_r", 7),
      ("Source__a[1].KafkaSourceReader.topic.partition.partition.0.currentOffset", "partition", 0),
    ])
  func offsets(_ id: String, _ topic: String, _ partition: Int) {
    #expect(FlinkMetric(id) == .currentOffset(.init(topic: topic, partition: partition)))
  }

  @Test(
    "Others are not wanted",
    arguments: [
      "", ".", "Source__a[1].", "Source__a[1].KafkaSourceReader.topic.t.partition.x.currentOffset",
      "Source__.numRecords",
      "Source__a[1].KafkaSourceReader.partition.0.currentOffset", "Calc[2].numRecordsIn", "numRecordsOut",
    ])
  func unwanted(_ id: String) { #expect(FlinkMetric(id) == nil) }
}
