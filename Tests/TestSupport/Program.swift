import Dispatch
public import JSONCoding
public import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program of this package as a child process with pipes.
public final class Program: Sendable {
  /// The process.
  public let child: ChildProcess
  private let input: Pipe
  private let output: Pipe
  private let lines: AsyncStream<[UInt8]>
  private let errors: Task<String, Never>

  /// Starts `name`, which lies beside the tests.
  public init(_ name: String, _ arguments: [String] = [], environment: [String: String]) throws {
    let (input, output, errors) = (try Pipe(), try Pipe(), try Pipe())
    self.input = input
    self.output = output
    child = try ChildProcess(
      [Program.path(of: name)] + arguments, environment: environment,
      streams: .init(input: input.readEnd, output: output.writeEnd, error: errors.writeEnd))
    close(input.readEnd)
    close(output.writeEnd)
    close(errors.writeEnd)
    lines = Program.lines(of: output.readEnd)
    let errorLines = Program.lines(of: errors.readEnd)
    self.errors = Task {
      var text = ""
      for await line in errorLines { text += String(decoding: line, as: UTF8.self) + "\n" }
      return text
    }
  }

  /// The path of an executable of this package.
  public static func path(of name: String) -> String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return name }
    defer { free(resolved) }
    let own = String(cString: resolved)
    return "\(own[..<(own.lastIndex(of: "/") ?? own.startIndex)])/\(name)"
  }

  private static func lines(of descriptor: Int32) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    DispatchQueue(label: "test.reader").async {
      var buffer: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count <= 0 { break }
        buffer += chunk[..<count]
        while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
          continuation.yield(Array(buffer[..<end]))
          buffer.removeFirst(end + 1)
        }
      }
      if !buffer.isEmpty { continuation.yield(buffer) }
      continuation.finish()
      close(descriptor)
    }
    return stream
  }

  /// Writes text to standard input.
  public func send(_ text: String) {
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(input.writeEnd, UnsafeRawBufferPointer(rebasing: $0[offset...]).baseAddress, bytes.count - offset)
      }
      if count <= 0 { return }
      offset += count
    }
  }

  /// Closes standard input.
  public func endInput() { close(input.writeEnd) }

  /// The next line of standard output; nil at its end.
  public func nextLine() async -> String? {
    for await line in lines { return String(decoding: line, as: UTF8.self) }
    return nil
  }

  /// Messages up to and with the answer to request `id`.
  public func messages(upTo id: JSON) async throws -> [JSON] {
    var messages: [JSON] = []
    while let line = await nextLine() {
      let message = try JSON.parse(line)
      messages.append(message)
      if message["id"] == id { break }
    }
    return messages
  }

  /// Waits for the end: exit, what is left of standard output, all of standard error.
  public func wait() async -> (ending: ChildProcess.Ending, output: String, error: String) {
    var output = ""
    while let line = await nextLine() { output += line + "\n" }
    let child = child
    let ending = await withCheckedContinuation { continuation in
      DispatchQueue(label: "test.wait").async { continuation.resume(returning: child.wait()) }
    }
    return (ending, output, await errors.value)
  }

  /// Runs a program without input to its end.
  public static func run(
    _ name: String, _ arguments: [String], environment: [String: String]
  ) async throws -> (ending: ChildProcess.Ending, output: String, error: String) {
    let program = try Program(name, arguments, environment: environment)
    program.endInput()
    return await program.wait()
  }
}
