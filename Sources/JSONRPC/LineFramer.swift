/// Cuts a stream of bytes into lines, looking at each byte once however the stream is delivered.
///
/// A line ends in `\n`; neither a `\r` before that nor a byte order mark at the start counts. A line over the limit is dropped and reported once.
public struct LineFramer: Sendable {
  /// What came out of the stream.
  public enum Frame: Equatable, Sendable {
    /// A line without its end.
    case line(ArraySlice<UInt8>)
    /// A line that was longer than the limit, in bytes.
    case tooLong(limit: Int)
  }

  private let maximumLineLength: Int
  private var buffer: [UInt8] = []
  private var lineStart = 0
  private var scanned = 0
  private var isSkipping = false

  /// A framer for lines of at most `maximumLineLength` bytes.
  public init(maximumLineLength: Int) { self.maximumLineLength = maximumLineLength }

  /// Adds bytes as they arrived.
  public mutating func append(_ bytes: some Sequence<UInt8>) {
    if lineStart == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
      lineStart = 0
      scanned = 0
    } else if lineStart > 1 << 16 {
      buffer.removeFirst(lineStart)
      scanned -= lineStart
      lineStart = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next complete line, or nil when more bytes are needed.
  public mutating func next() -> Frame? {
    while let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
      defer {
        lineStart = end + 1
        scanned = end + 1
      }
      if isSkipping {
        isSkipping = false
        continue
      }
      if end - lineStart > maximumLineLength { return .tooLong(limit: maximumLineLength) }
      return .line(content(until: end))
    }
    scanned = buffer.count
    guard scanned - lineStart > maximumLineLength else { return nil }
    buffer.removeAll()
    lineStart = 0
    scanned = 0
    defer { isSkipping = true }
    return isSkipping ? nil : .tooLong(limit: maximumLineLength)
  }

  /// The line that ends at `end`, without what Windows tools put around it (RFC 8259, section 8.1: a parser may ignore a
  /// byte order mark).
  private func content(until end: Int) -> ArraySlice<UInt8> {
    var line = buffer[lineStart..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
  }
}
