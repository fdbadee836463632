import FlinkSQL
import Testing

@Suite("Messages that are no JSON")
struct PayloadTests {
  private static let rest: [UInt8] = Array(repeating: 0x81, count: 16)

  private func failure(_ values: [[UInt8]]) -> SQLGenerationError? {
    var inference = SchemaInference()
    for (offset, value) in values.enumerated() {
      inference.observe(SampledMessage(position: .init(partition: 0, offset: offset), value: value))
    }
    return #expect(throws: SQLGenerationError.self) { try inference.schema() }
  }

  @Test(
    "are called by their name, with the remedy",
    arguments: [
      ([0, 0, 0, 0, 7, 0x7B], "JSON in Confluent"), ([0, 0, 0, 0, 7, 2, 4], "Avro or Protobuf in Confluent"),
      ([0x4F, 0x62, 0x6A, 1] + rest, "Avro container"), ([0xC3, 1] + rest, "Avro single"), ([3, 0] + rest, "AWS Glue"),
      ([3, 5] + rest, "AWS Glue"), ([0x1F, 0x8B] + rest, "gzip"), ([0x28, 0xB5, 0x2F, 0xFD] + rest, "zstd"),
      ([4, 0x22, 0x4D, 0x18] + rest, "lz4"), ([0xAC, 0xED, 0, 5] + rest, "Java"), ([0xD9, 0xD9, 0xF7] + rest, "CBOR"),
      ([8, 0, 0, 0, 1, 2, 3, 4], "BSON"), (Array("<a/>".utf8), "XML"), ([0xFE, 0xFF, 0, 0x7B], "UTF-16"),
      ([0, 0x7B, 0, 0x22, 0, 0x61], "UTF-16"), ([0x7B, 0, 0x22, 0, 0x61, 0], "UTF-16"),
      ([0, 0, 0, 0x7B, 0, 0, 0, 0x22], "UTF-16 or UTF-32"), ([0xFF, 0x80, 0x81] + rest, "binary"),
    ] as [([UInt8], String)])
  func named(_ value: [UInt8], _ name: String) {
    let error = failure([value, value, Array("nope".utf8)])
    #expect(error?.code == "unsupported_format")
    #expect(error?.message.contains(name) == true)
    #expect(error?.message.contains("2 of 3") == true)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test("are no reason to give up when most others are")
  func few() throws {
    var inference = SchemaInference()
    for value in [Array("{\"a\":1}".utf8), [0x1F, 0x8B, 8]] {
      inference.observe(SampledMessage(position: nil, value: value))
    }
    #expect(try inference.schema().warnings.first?.contains("gzip") == true)
  }

  @Test("are called no JSON where they are plain text")
  func text() { #expect(failure([Array("nope".utf8)])?.code == "no_schema") }
}
