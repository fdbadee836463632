import FlinkSQL
import JSONCoding
import KafkaSampling
import PipelineTypes
import Sandbox

/// How long it takes to sample a topic and to infer a schema, beside what reading the same JSON alone takes.
@main
enum SamplingBenchmark {
  static func main() async throws {
    let messages = (0..<10_000).map { message($0) }
    let clock = ContinuousClock()
    let parsing = clock.measure { for message in messages { _ = try? JSON.parse(message) } }
    let inferring = try clock.measure {
      var inference = SchemaInference()
      for message in messages { inference.observe(SampledMessage(position: nil, value: message)) }
      _ = try inference.schema()
    }
    print(
      "inference of 10,000 messages of \(messages[0].count) bytes: \(inferring), JSON alone \(parsing), ratio "
        + "\((inferring / parsing * 100).rounded() / 100)")
    #if KafkaSampling
      let kafka = try MockKafka()
      kafka.createTopic("wide", partitions: 12)
      try kafka.produce(messages.map { String(decoding: $0, as: UTF8.self) }, to: "wide", partitions: 12)
      let sampler = KafkaSampler(KafkaConnection(bootstrapServers: kafka.bootstrapServers))
      let topic = try TopicName(parsing: "wide")
      var count = 0
      var times: [Duration] = []
      for _ in 0..<20 {
        times.append(
          try await clock.measure {
            count = try await sampler.sample(topic, limit: 1000, timeout: .seconds(15)).messages.count
          })
      }
      times.sort()
      print(
        "sampling \(count) messages of 12 partitions, connecting included, \(times.count) runs: shortest \(times[0]), "
          + "median \(times[times.count / 2]), longest \(times[times.count - 1])")
    #endif
  }

  /// An order of about a kilobyte.
  private static func message(_ index: Int) -> [UInt8] {
    let items = (0..<8).map {
      "{\"sku\":\"item-\($0)-\(index)\",\"quantity\":\(1 + index % 9),\"price\":\(10 + $0).\(10 + index % 90),\"tags\":[\"a\",\"b\(index % 7)\"]}"
    }.joined(separator: ",")
    return Array(
      """
      {"order_id":\(1_000_000 + index),"customer":{"id":"c-\(index % 500)","name":"Customer \(index)","since":"2021-03-0\(1 + index % 9)"},\
      "created_at":"2026-11-2\(index % 9)T10:\(10 + index % 50):00Z","total":\(index % 1000).\(10 + index % 90),"currency":"EUR",\
      "paid":\(index % 2 == 0),"note":"\(String(repeating: "x", count: 340))","items":[\(items)]}
      """.utf8)
  }
}
