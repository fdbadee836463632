import JSONRPC
import Testing

@Suite("A byte order mark before a line")
struct ByteOrderMarkTests {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  @Test("is skipped, however the bytes arrive", .bug(id: "4-04"), arguments: [1, 2, 3, 5, 100], ["\n", "\r\n"])
  func skipped(_ size: Int, _ end: String) {
    let bytes = Self.mark + Array("{}\(end)".utf8) + Self.mark + Array("\(end)".utf8) + Array("[\u{feff}]\(end)".utf8)
    var framer = LineFramer(maximumLineLength: 100)
    var lines: [[UInt8]] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      framer.append(bytes[start..<min(start + size, bytes.count)])
      while case .line(let line)? = framer.next() { lines.append(Array(line)) }
    }
    #expect(lines == [Array("{}".utf8), [], Array("[\u{feff}]".utf8)])
  }
}
