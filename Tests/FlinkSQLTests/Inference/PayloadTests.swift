import JSONCoding
import PipelineTypes
import Testing

@testable import FlinkSQL

@Suite("Messages that are not JSON")
struct PayloadTests {
  private static let rest: [UInt8] = Array(repeating: 0x81, count: 16)

  private func failure(_ values: [[UInt8]]) -> PipelineProblem? {
    var inference = SchemaInference()
    for (offset, value) in values.enumerated() {
      inference.observe(SampledMessage(position: .init(partition: 0, offset: offset), value: value))
    }
    return #expect(throws: PipelineProblem.self) { try inference.schema() }
  }

  @Test(
    "The error names the format of most messages",
    arguments: [
      ([0, 0, 0, 0, 7, 0x7B], PayloadKind.confluentJSON), ([0, 0, 0, 0, 7, 2, 4], .confluentBinary),
      ([0x4F, 0x62, 0x6A, 1] + rest, .avroFile), ([0xC3, 1] + rest, .avroSingleObject), ([3, 0] + rest, .awsGlue),
      ([3, 5] + rest, .awsGlue), ([0x1F, 0x8B] + rest, .gzip), ([0x28, 0xB5, 0x2F, 0xFD] + rest, .zstd),
      ([4, 0x22, 0x4D, 0x18] + rest, .lz4), ([0xAC, 0xED, 0, 5] + rest, .javaSerialisation),
      ([0xD9, 0xD9, 0xF7] + rest, .cbor),
      ([8, 0, 0, 0, 1, 2, 3, 4], .bson), (Array("<a/>".utf8), .xml), ([0xFE, 0xFF, 0, 0x7B], .wideText),
      ([0, 0x7B, 0, 0x22, 0, 0x61], .wideText), ([0x7B, 0, 0x22, 0, 0x61, 0], .wideText),
      ([0, 0, 0, 0x7B, 0, 0, 0, 0x22], .wideText), ([0xFF, 0x80, 0x81] + rest, .binary),
    ] as [([UInt8], PayloadKind)])
  func named(_ value: [UInt8], _ kind: PayloadKind) {
    let error = failure([value, value, Array("nope".utf8)])
    #expect(error?.code == "unsupported_format")
    #expect(error == .unsupportedFormat(kind, count: 2, total: 3))
  }

  @Test("A few of them are left out and noted")
  func few() throws {
    var inference = SchemaInference()
    for value in [Array("{\"a\":1}".utf8), [0x1F, 0x8B, 8]] {
      inference.observe(SampledMessage(position: nil, value: value))
    }
    let unusable = [UnusableCount(reason: .payload(.gzip), count: 1)]
    #expect(try inference.schema().notes == [.topic(.messagesUnused(count: 1, total: 2, unusable))])
  }

  @Test("Plain text is not a format of its own, but not JSON")
  func text() {
    let error = failure([Array("nope".utf8)])
    #expect(error?.code == "no_schema")
    #expect(error == .noSchema(.noObjects([UnusableCount(reason: .malformed(.valueExpected), count: 1)])))
  }
}
